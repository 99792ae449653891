"""Meal plans for a viewer: who treats the client sees all, the client and who acts for them what is approved."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.kit.errors import NotFound
from pathya.nutrition.errors import StillMaking
from pathya.nutrition.models import MealPlan, PlanVersion
from pathya.nutrition.models.plans import PlanState
from pathya.nutrition.showing import Shown, shown


def plans(viewer: User, client: User) -> "QuerySet[MealPlan]":
    """Newest first. NotFound where the record may not be read."""
    if not care.may_read(viewer, client.pk):
        raise NotFound
    rows = MealPlan.objects.filter(client=client)
    return rows if care.treats(viewer, client.pk) else rows.exclude(approved=None)


def to_review(viewer: User) -> "QuerySet[MealPlan]":
    """Those of one's clients that wait, oldest first."""
    rows = MealPlan.objects.filter(client__in=care.clients_of(viewer), state__in=[PlanState.REVIEW])
    return rows.select_related("client").order_by("created_at")


def not_made(viewer: User) -> "QuerySet[MealPlan]":
    """Those of one's clients for which there is no day of meals, or the profile lacks something; newest first."""
    rows = MealPlan.objects.filter(client__in=care.clients_of(viewer), state=PlanState.IMPOSSIBLE)
    return rows.select_related("client").order_by("-changed_at")


def plan(viewer: User, plan_id: UUID) -> MealPlan:
    found = MealPlan.objects.select_related("client", "approved_by").filter(pk=plan_id).first()
    if found is None or not care.may_read(viewer, found.client_id):
        raise NotFound
    if found.approved is None and not treats(viewer, found):
        raise NotFound
    return found


def treats(viewer: User, found: MealPlan) -> bool:
    return viewer.role == Role.NUTRITIONIST and care.treats(viewer, found.client_id)


def held(plan_id: UUID, *, viewer: User) -> MealPlan:
    """Locked for a change by who treats the client; NotFound for all others."""
    found = MealPlan.objects.select_for_update(of=("self",)).select_related("client").filter(pk=plan_id).first()
    if found is None or not treats(viewer, found):
        raise NotFound
    return found


def version(found: MealPlan, number: int | None = None) -> PlanVersion | None:
    return PlanVersion.objects.filter(plan=found, number=number or found.version).first()


def versions(viewer: User, found: MealPlan) -> "QuerySet[PlanVersion]":
    """All of them without their meals, newest first; for who treats the client."""
    if not treats(viewer, found):
        raise NotFound
    return PlanVersion.objects.filter(plan=found).defer("content").select_related("made_by")


def as_it_was(viewer: User, found: MealPlan, number: int) -> Shown:
    """One version with its meals; NotFound for who does not treat the client."""
    row = version(found, number) if number and treats(viewer, found) else None
    if row is None:
        raise NotFound
    return shown(found, row)


def seen(viewer: User, found: MealPlan) -> Shown | None:
    """The newest version for who treats the client, the approved one for the others; None while it is being made."""
    number = found.version if treats(viewer, found) else found.approved
    row = version(found, number) if number else None
    return shown(found, row) if row else None


def ready(viewer: User, found: MealPlan) -> Shown:
    """As `seen`; StillMaking where there is nothing yet."""
    told = seen(viewer, found)
    if told is None:
        raise StillMaking
    return told


def current(client: User, day: date) -> MealPlan | None:
    """The approved plan that covers a day: of several the one that starts last."""
    rows = (
        MealPlan.objects.filter(client=client, starts_on__lte=day).exclude(approved=None).exclude(state=PlanState.ENDED)
    )
    return next((one for one in rows[:5] if day < one.starts_on + timedelta(days=one.days)), None)
