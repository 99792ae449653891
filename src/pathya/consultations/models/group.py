"""Sessions with one nutritionist and several clients (docs/adr/0010)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from pathya.accounts.models import User
from pathya.consultations import rules
from pathya.consultations.rules import Waiting
from pathya.kit import clock
from pathya.kit.ids import new_id
from pathya.kit.money import RUPEE, Money
from pathya.nutritionists.models import ConsultationKind, Nutritionist


class GroupSession(models.Model):
    """What is offered; its time is a call of its own (`Consultation` without a seat), each seat taken is another.

    Whoever gives a seat away locks this row first: never more than `seats` are taken.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    nutritionist = models.ForeignKey(Nutritionist, on_delete=models.PROTECT, related_name="groups")
    kind = models.ForeignKey(ConsultationKind, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    about = models.TextField(max_length=1000, blank=True)
    seats = models.PositiveSmallIntegerField(validators=[MinValueValidator(2), MaxValueValidator(rules.MOST_SEATS)])
    fee_amount = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    fee_currency = models.CharField(max_length=3, default=RUPEE)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-opened_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(seats__range=(2, rules.MOST_SEATS)), name="group_seats"),
            models.CheckConstraint(condition=Q(fee_amount__gte=0), name="group_fee"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.seats}"

    @property
    def fee(self) -> Money:
        return Money(self.fee_amount, self.fee_currency)


class GroupWait(models.Model):
    """A client who waits for a seat of a full group; an offer keeps one seat for them until `offer_until`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(GroupSession, on_delete=models.CASCADE, related_name="waits")
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="group_waits")
    state = models.CharField(max_length=10, choices=Waiting.choices, default=Waiting.WAITING)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    offer_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "client"],
                condition=Q(state__in=[Waiting.WAITING, Waiting.OFFERED]),
                name="group_wait_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=Waiting.OFFERED) | Q(offer_until__isnull=False), name="group_wait_offered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.state}"
