"""Groups that start together, enrolments with what was agreed, steps done, messages to come."""

from datetime import date
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from pathya.accounts.models import User
from pathya.kit import clock
from pathya.kit.fields import EncryptedTextField
from pathya.kit.ids import new_id
from pathya.kit.money import RUPEE, Money
from pathya.programs import rules
from pathya.programs.models.catalogue import Program
from pathya.programs.rules import LONGEST_DAYS, Status, Terms, Week

DEFAULT = Terms()


def default_refunds() -> list[list[int]]:
    return [list(step) for step in DEFAULT.refunds]


class Cohort(models.Model):
    """A program begins for a group on a day. `taken` seats are held or in use; the database lets none be too many."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="cohorts")
    starts_on = models.DateField()
    seats = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(500)])
    taken = models.PositiveSmallIntegerField(default=0)
    nutritionist = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(seats__range=(1, 500)), name="cohort_seats"),
            models.CheckConstraint(condition=Q(taken__lte=F("seats")), name="cohort_never_more"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}"

    @property
    def left(self) -> int:
        return self.seats - self.taken


class Policy(models.Model):
    """The terms of a program (of every one without its own, when `program` is empty) from an instant on.

    A row is never changed; a newer one takes its place.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    program = models.ForeignKey(Program, null=True, blank=True, on_delete=models.PROTECT, related_name="policies")
    valid_from = models.DateTimeField(default=clock.now)
    refunds = models.JSONField(default=default_refunds)
    session_percent = models.PositiveSmallIntegerField(default=DEFAULT.session_percent)
    pause_days = models.PositiveSmallIntegerField(default=DEFAULT.pause_days)
    most_pauses = models.PositiveSmallIntegerField(default=DEFAULT.most_pauses)
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-valid_from"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(session_percent__lte=100), name="program_policy_session")
        ]

    def __str__(self) -> str:
        return f"{self.program_id} {self.valid_from:%Y-%m-%d}"

    @property
    def terms(self) -> Terms:
        steps: Any = self.refunds
        return Terms(
            refunds=tuple((int(day), int(share)) for day, share in steps),
            session_percent=self.session_percent,
            pause_days=self.pause_days,
            most_pauses=self.most_pauses,
        )


class Enrolment(models.Model):
    """One person's way through a program: once at a time. What was agreed is copied into it at enrolment.

    `plan`, `sessions` ([kind id, how many]) and `price` never follow later changes of the program. `paid` is what the
    order's line cost. `settlement` tells how what went back came about.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="enrolments")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="enrolments")
    cohort = models.ForeignKey(Cohort, null=True, blank=True, on_delete=models.PROTECT, related_name="enrolments")
    nutritionist = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.AWAITING_PAYMENT)
    start_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    ends_on = models.DateField()
    paused_on = models.DateField(null=True, blank=True)
    paused_days = models.PositiveSmallIntegerField(default=0)
    pauses = models.PositiveSmallIntegerField(default=0)
    plan = models.JSONField(default=list)
    sessions = models.JSONField(default=list)
    step_count = models.PositiveSmallIntegerField(default=0)
    done_count = models.PositiveSmallIntegerField(default=0)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    paid = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    currency = models.CharField(max_length=3, default=RUPEE)
    by_pass = models.BooleanField(default=False)
    policy = models.ForeignKey(Policy, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mails = models.BooleanField(default=True)
    held_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    activated_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = EncryptedTextField(blank=True, owner="client_id")
    settlement = models.JSONField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["client", "-created_at"], name="enrolment_of_client"),
            models.Index(fields=["program", "status"], name="enrolment_of_program"),
            models.Index(fields=["held_until"], condition=Q(status="awaiting_payment"), name="enrolment_held_until"),
            models.Index(fields=["ends_on"], condition=Q(status="active"), name="enrolment_ends"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "program"],
                condition=Q(status__in=["awaiting_payment", "active", "paused"]),
                name="enrolment_once",
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="enrolment_status"),
            models.CheckConstraint(condition=Q(status="paused") ^ Q(paused_on=None), name="enrolment_paused"),
            models.CheckConstraint(condition=Q(status="awaiting_payment") ^ Q(held_until=None), name="enrolment_held"),
            models.CheckConstraint(
                condition=Q(status__in=["completed", "lapsed", "cancelled"]) ^ Q(closed_at=None),
                name="enrolment_closed",
            ),
            models.CheckConstraint(condition=Q(days__range=(1, LONGEST_DAYS)), name="enrolment_days"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("start_on")), name="enrolment_forward"),
            models.CheckConstraint(condition=Q(done_count__lte=F("step_count")), name="enrolment_steps"),
            models.CheckConstraint(
                condition=Q(price__gte=0, paid__gte=0, paid__lte=F("price")), name="enrolment_price"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program_id} {self.status}"

    @property
    def terms(self) -> Terms:
        return self.policy.terms if self.policy else DEFAULT

    @property
    def fee(self) -> Money:
        return Money(self.price, self.currency)

    @property
    def is_open(self) -> bool:
        return self.status in Status.OPEN

    @property
    def is_running(self) -> bool:
        return self.status in Status.RUNNING

    @property
    def today(self) -> date:
        """On the client's clock."""
        return clock.today(self.client.time_zone)

    @property
    def day(self) -> int:
        """The day of the program, from 1 to `days`; 0 and less before it starts."""
        return min(rules.day_number(self.start_on, self.paused_days, self.paused_on, self.today), self.days)

    @property
    def begins_in(self) -> int:
        """Days until it starts; 0 from then on."""
        return max(1 - self.day, 0)

    @property
    def percent(self) -> int:
        """Of its steps that are done."""
        return rules.percent(self.done_count, self.step_count)

    @property
    def weeks(self) -> list[Week]:
        return list(self.plan)


class Done(models.Model):
    """A step of the plan that the client has done, by its number."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="done")
    number = models.PositiveSmallIntegerField()
    done_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["enrolment", "number"], name="step_done_once")]

    def __str__(self) -> str:
        return str(self.number)


class Pass(models.Model):
    """A place in a program that is paid for already: given by the practice, used for one enrolment."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="program_passes")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="passes")
    given_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_for = models.OneToOneField(
        Enrolment, null=True, blank=True, on_delete=models.PROTECT, related_name="paid_with"
    )

    def __str__(self) -> str:
        return str(self.pk)


class Welcome(models.Model):
    """One message of the welcome series: waits until `due_at`, is sent once, or is dropped."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="welcomes")
    offset = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=rules.Message.choices, default=rules.Message.WAITING)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_at", "id"]
        indexes: ClassVar = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="welcome_waiting")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrolment", "offset"], name="welcome_once"),
            models.CheckConstraint(
                condition=Q(state="waiting") ^ Q(settled_at__isnull=False), name="welcome_settled_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offset} {self.state}"

    @property
    def key(self) -> str:
        return f"program-welcome:{self.pk}"


class Review(models.Model):
    """One per person and program. It is written for the public: shown once somebody of the practice has read it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="reviews")
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="program_reviews")
    rating = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(max_length=rules.REVIEW_LENGTH, blank=True)
    state = models.CharField(max_length=8, choices=rules.Review.choices, default=rules.Review.WAITING)
    written_at = models.DateTimeField(default=clock.now)
    moderated_at = models.DateTimeField(null=True, blank=True)
    moderated_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-written_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["program", "state", "-written_at"], name="program_review_shown")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["program", "client"], name="program_review_once"),
            models.CheckConstraint(condition=Q(rating__range=(1, 5)), name="program_review_rating"),
            models.CheckConstraint(condition=Q(state__in=rules.Review.values), name="program_review_state"),
        ]

    def __str__(self) -> str:
        return f"{self.rating} {self.state}"
