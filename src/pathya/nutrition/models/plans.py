"""Meal plans and their versions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.kit import clock
from pathya.kit.fields import EncryptedJSONField
from pathya.kit.ids import new_id

MOST_DAYS = 14


class PlanState(TextChoices):
    MAKING = "making", _("being made")
    IMPOSSIBLE = "impossible", _("the wishes conflict")
    REVIEW = "review", _("waits for review")
    APPROVED = "approved", _("approved")
    ENDED = "ended", _("ended")


class Why(TextChoices):
    """How a version came to be."""

    MADE = "made", _("made by the planner")
    REGENERATED = "regenerated", _("made anew around locked meals")
    SWAPPED = "swapped", _("a meal swapped")
    EDITED = "edited", _("changed by hand")
    LOCKED = "locked", _("meals locked or unlocked")
    RESTORED = "restored", _("an earlier version taken again")


class MealPlan(models.Model):
    """Days of meals for a client. `approved` is the version that the client sees; `version` the newest.

    What was asked for, what conflicts and the safety receipt tell of a person's health: they are sealed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(User, on_delete=models.CASCADE, related_name="meal_plans")
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    """None: by the program, for an enrolment."""
    enrolment = models.UUIDField(null=True, blank=True, unique=True)
    """The enrolment whose first plan this is."""
    state = models.CharField(max_length=12, choices=PlanState.choices, default=PlanState.MAKING)
    starts_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    seed = models.PositiveIntegerField()
    progress = models.PositiveSmallIntegerField(default=0)
    """Per cent."""
    asked = EncryptedJSONField(owner="client_id")
    """The wishes and the targets that the planner works with (`plans.asked`)."""
    conflict = EncryptedJSONField(owner="client_id", null=True)
    """The names of the wishes that cannot all hold."""
    version = models.PositiveIntegerField(default=0)
    approved = models.PositiveIntegerField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    receipt = EncryptedJSONField(owner="client_id", null=True)
    """Of the approved version: the rules that ran, what they found, what was missing, what the reviewer wrote."""
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-starts_on", "-created_at"]
        indexes: ClassVar = [models.Index(fields=["client", "-starts_on"], name="plan_client")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_state"),
            models.CheckConstraint(condition=Q(days__range=(1, MOST_DAYS)), name="plan_days"),
            models.CheckConstraint(condition=Q(progress__range=(0, 100)), name="plan_progress"),
            models.CheckConstraint(
                condition=Q(approved__isnull=True, approved_at__isnull=True, receipt__isnull=True)
                | Q(approved__isnull=False, approved_at__isnull=False, receipt__isnull=False),
                name="plan_approved_whole",
            ),
            models.CheckConstraint(
                condition=Q(approved=None) | Q(approved__gte=1, approved__lte=models.F("version")),
                name="plan_approved_there",
            ),
            models.CheckConstraint(
                condition=~Q(state=PlanState.APPROVED) | Q(approved=models.F("version")), name="plan_approved_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.state}"


class PlanVersion(models.Model):
    """What a plan held at one time; never changed. `content` is the shape of `content.Content`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(MealPlan, on_delete=models.CASCADE, related_name="versions")
    client = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    content = EncryptedJSONField(owner="client_id")
    why = models.CharField(max_length=12, choices=Why.choices)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="plan_version_counts"),
            models.CheckConstraint(condition=Q(why__in=Why.values), name="plan_version_why"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"
