"""A call and the constraints that hold it apart from others."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Func, Q

from pathya.accounts.models import User
from pathya.consultations import rules
from pathya.consultations.models.group import GroupSession
from pathya.consultations.models.series import Series
from pathya.consultations.models.terms import DEFAULT, Policy
from pathya.consultations.rules import Party, Status, Terms
from pathya.kit import clock
from pathya.kit.fields import EncryptedTextField
from pathya.kit.ids import new_id
from pathya.kit.money import RUPEE, Money
from pathya.nutritionists.models import ConsultationKind, Nutritionist

OPEN = Q(status__in=sorted(Status.OPEN))
GROUP_TIME = Q(group__isnull=False, seat__isnull=True)
"""The row that holds a group's time: the nutritionist's own."""


def _between(start: str, end: str) -> Func:
    return Func(start, end, function="tstzrange")


class Calls(models.Manager["Consultation"]):
    """Calls of clients. The rows that hold the time of groups are in `Consultation.every` only."""

    def get_queryset(self) -> "models.QuerySet[Consultation]":
        return super().get_queryset().exclude(GROUP_TIME)


class Consultation(models.Model):
    """One booked call.

    What was agreed is copied here at booking (length, buffer, fee, the client's zone and language), so later
    changes of an offer leave it alone. `busy_until` is the end plus the buffer: the nutritionist's time
    is taken from `starts_at` until then, the client's until `ends_at`; two constraints hold both.

    `moves` counts the client's own; `moved_by_host`: a host moved it (first from `moved_from`) to a time the client has
    not chosen themselves since; `summary` is what the nutritionist notes at the end; `settlement` says how what is
    given back of the fee came about (`services.settled`); `held_until` ends a time held for payment. `booked_by` is
    the host who booked it for the client, `booking_reason` why that was outside the rules; `free_after` is the paid
    call whose terms make this one free.

    A `group` has one row without a `seat` that holds the nutritionist's time (its `client` is the nutritionist, see
    `Consultation.every`), and one row for each seat taken, which holds the client's time only.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    nutritionist = models.ForeignKey(Nutritionist, on_delete=models.PROTECT, related_name="consultations")
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="consultations")
    kind = models.ForeignKey(ConsultationKind, on_delete=models.PROTECT, related_name="consultations")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    busy_until = models.DateTimeField(editable=False)
    buffer_minutes = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(120)])
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.SCHEDULED)
    held_until = models.DateTimeField(null=True, blank=True)
    policy = models.ForeignKey(Policy, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    moves = models.PositiveSmallIntegerField(default=0)
    moved_by_host = models.BooleanField(default=False, db_default=False)
    moved_from = models.DateTimeField(null=True, blank=True)
    notes = EncryptedTextField(blank=True, owner="client_id")
    fee_amount = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    fee_currency = models.CharField(max_length=3, default=RUPEE)
    time_zone = models.CharField(max_length=64)
    language = models.CharField(max_length=5, default="en")
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cancellation_reason = EncryptedTextField(blank=True, owner="client_id")
    move_reason = EncryptedTextField(blank=True, owner="client_id")
    joined_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    summary = EncryptedTextField(blank=True, owner="client_id")
    free_after = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_credit = models.BooleanField(default=False)
    settlement = models.JSONField(null=True, blank=True)
    booked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    booking_reason = EncryptedTextField(blank=True, default="", db_default="", owner="client_id")
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.PROTECT, related_name="calls", db_index=False
    )
    group = models.ForeignKey(
        GroupSession, null=True, blank=True, on_delete=models.PROTECT, related_name="calls", db_index=False
    )
    seat = models.PositiveSmallIntegerField(null=True, blank=True)

    objects: ClassVar[Calls] = Calls()
    every: ClassVar[models.Manager["Consultation"]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["starts_at"]
        indexes: ClassVar = [
            models.Index(fields=["client", "starts_at"], name="consultation_client"),
            models.Index(fields=["nutritionist", "starts_at"], name="consultation_nutritionist"),
            models.Index(fields=["series"], condition=Q(series__isnull=False), name="consultation_series"),
            models.Index(fields=["group"], condition=Q(group__isnull=False), name="consultation_group"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="consultation_forward"),
            models.CheckConstraint(
                condition=Q(busy_until=F("ends_at") + F("buffer_minutes") * timedelta(minutes=1)),
                name="consultation_busy",
            ),
            models.CheckConstraint(condition=Q(status__in=sorted(Status.values)), name="consultation_status"),
            models.CheckConstraint(condition=Q(fee_amount__gte=0), name="consultation_fee"),
            models.CheckConstraint(
                condition=Q(status=Status.CANCELLED, cancelled_at__isnull=False)
                | Q(~Q(status=Status.CANCELLED), cancelled_at__isnull=True, cancelled_by__isnull=True),
                name="consultation_cancelled",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.AWAITING_PAYMENT) | Q(held_until__isnull=False), name="consultation_held"
            ),
            models.CheckConstraint(
                condition=Q(moved_from=None) | Q(moved_by_host=True), name="consultation_moved_from"
            ),
            models.UniqueConstraint(
                fields=["group", "seat"], condition=OPEN & Q(seat__isnull=False), name="consultation_seat_once"
            ),
            models.UniqueConstraint(fields=["group"], condition=GROUP_TIME, name="consultation_group_time"),
            models.CheckConstraint(
                condition=Q(seat__isnull=True) | Q(seat__range=(1, rules.MOST_SEATS), group__isnull=False),
                name="consultation_seat",
            ),
            models.CheckConstraint(
                condition=Q(free_after=None) | Q(fee_amount=0, by_credit=False), name="consultation_free_after"
            ),
            models.UniqueConstraint(
                fields=["free_after"],
                condition=Q(free_after__isnull=False) & ~Q(status=Status.CANCELLED),
                name="consultation_free_once",
            ),
            ExclusionConstraint(
                name="consultation_nutritionist_apart",
                expressions=[
                    ("nutritionist", RangeOperators.EQUAL),
                    (_between("starts_at", "busy_until"), RangeOperators.OVERLAPS),
                ],
                condition=OPEN & Q(seat__isnull=True),
            ),
            ExclusionConstraint(
                name="consultation_client_apart",
                expressions=[
                    ("client", RangeOperators.EQUAL),
                    (_between("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=OPEN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.status}"

    @property
    def duration_minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def fee(self) -> Money:
        return Money(self.fee_amount, self.fee_currency)

    @property
    def terms(self) -> Terms:
        """What was agreed at booking."""
        return self.policy.terms if self.policy else DEFAULT

    def share_back(self, party: Party, now: datetime) -> int:
        """Per cent of the fee that cancelling now gives back: by the terms, and all once a host moved it."""
        return 100 if self.moved_by_host else self.terms.share_back(self.starts_at, party, now)

    def host_moved(self) -> None:
        """A host is about to move it: from now on the client may cancel for everything, until its start."""
        self.moved_by_host, self.moved_from = True, self.moved_from or self.starts_at

    def client_chose(self) -> None:
        """The client chose its time themselves: the terms they agreed to count again."""
        self.moved_by_host, self.moved_from = False, None

    @property
    def is_group_time(self) -> bool:
        """Whether it is the nutritionist's own row of a group."""
        return self.group_id is not None and self.seat is None

    @property
    def is_open(self) -> bool:
        return self.status in Status.OPEN

    @property
    def has_notes(self) -> bool:
        """Whether the client wrote something; does not open it."""
        return bool(self.__dict__.get("notes"))
