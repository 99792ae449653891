"""What clients agree to when they book, as dated rows: a row is never changed, a newer one takes its place."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from pathya.accounts.models import User
from pathya.consultations.rules import Terms
from pathya.kit import clock
from pathya.kit.ids import new_id
from pathya.nutritionists.models import ConsultationKind

DEFAULT = Terms()


def default_refunds() -> list[list[int]]:
    return [list(step) for step in DEFAULT.refunds]


class Policy(models.Model):
    """The terms of a kind (of every kind without its own, when `kind` is empty) from an instant on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.ForeignKey(ConsultationKind, null=True, blank=True, on_delete=models.PROTECT, related_name="policies")
    valid_from = models.DateTimeField(default=clock.now)
    refunds = models.JSONField(default=default_refunds)
    move_minutes = models.PositiveIntegerField(default=DEFAULT.move_minutes)
    most_moves = models.PositiveSmallIntegerField(default=DEFAULT.most_moves)
    no_show_percent = models.PositiveSmallIntegerField(
        default=DEFAULT.no_show_percent, validators=[MaxValueValidator(100)]
    )
    follow_up_kind = models.ForeignKey(
        ConsultationKind, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    follow_up_days = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(365)])
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-valid_from"]
        indexes: ClassVar = [models.Index(fields=["kind", "-valid_from"], name="policy_of_kind")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(no_show_percent__lte=100), name="policy_no_show"),
            models.CheckConstraint(
                condition=Q(follow_up_days=0) | Q(follow_up_days__lte=365, follow_up_kind__isnull=False),
                name="policy_follow_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.valid_from:%Y-%m-%d}"

    @property
    def terms(self) -> Terms:
        steps: Any = self.refunds
        return Terms(
            refunds=tuple((int(minutes), int(share)) for minutes, share in steps),
            move_minutes=self.move_minutes,
            most_moves=self.most_moves,
            no_show_percent=self.no_show_percent,
            follow_up_kind=self.follow_up_kind_id,
            follow_up_days=self.follow_up_days,
        )
