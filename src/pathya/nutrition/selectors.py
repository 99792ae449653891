"""Foods and recipes for a viewer: the shared ones and their own. What a client is to reach in a day."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.clients.models import Metric, Profile
from pathya.clients.rules import age
from pathya.kit.errors import NotFound
from pathya.nutrition import queries
from pathya.nutrition.models import Food, Habit, Targets
from pathya.nutrition.rules import UNITS
from pathya.nutrition.targets import Choices, DayTargets, compose, opened


def visible(viewer: User) -> "QuerySet[Food]":
    return Food.objects.filter(Q(owner=None) | Q(owner=viewer))


def food(viewer: User, food_id: UUID) -> Food:
    """A shared food or one's own, with its parts; NotFound for other people's."""
    found = visible(viewer).prefetch_related("parts__food").filter(pk=food_id).first()
    if found is None:
        raise NotFound
    return found


def foods(viewer: User, typed: str) -> list[dict[str, Any]]:
    return queries.search(viewer.pk, typed)


def recipes(viewer: User) -> "QuerySet[Food]":
    """One's own recipes first, then the shared dishes by name."""
    return visible(viewer).filter(is_recipe=True).order_by("rank", "-owner_id", "name", "id")


def own(viewer: User) -> "QuerySet[Food]":
    """One's own foods and recipes by name."""
    return Food.objects.filter(owner=viewer).order_by("name", "id")


def own_food(viewer: User, food_id: UUID, *, is_recipe: bool) -> Food:
    """One's own, with its parts; NotFound for shared ones and other people's."""
    found = own(viewer).filter(pk=food_id, is_recipe=is_recipe).prefetch_related("parts__food").first()
    if found is None:
        raise NotFound
    return found


def dishes() -> "QuerySet[Food]":
    """The shared dishes, which plans are made of."""
    return Food.objects.filter(is_recipe=True, owner=None)


def dishes_named(viewer: User, typed: str) -> list[Food]:
    """Shared dishes that fit what was typed, the nearest first."""
    found = [hit["id"] for hit in foods(viewer, typed)]
    rows = dishes().in_bulk(found)
    return [rows[pk] for pk in found if pk in rows]


def disliked(client: User) -> "QuerySet[Food]":
    """Dishes that the client does not want in a plan, by name."""
    return dishes().filter(pk__in=Habit.objects.filter(person=client, disliked=True).values("food")).order_by("name")


def targets_for(viewer: User, client: User, day: date) -> DayTargets:
    """What the client is to reach on a day, for whoever may read their record; NotFound for others.

    Without a row of their own: ICMR–NIN by the profile and the weight of that day. Look at `missing` and `known`.
    """
    if not care.may_read(viewer, client.pk):
        raise NotFound
    return targets_of(client, day)


def targets_of(client: User, day: date) -> DayTargets:
    """As `targets_for`, for the program itself."""
    row = Targets.objects.filter(client=client, since__lte=day).first()
    profile = Profile.objects.defer("avatar").filter(user=client).first() or Profile(user=client)
    return compose(
        opened(row.data) if row else Choices(),
        age=age(profile.born, day) if profile.born else None,
        sex=profile.gender,
        activity=profile.activity,
        weight=weight_on(client, day),
        height=float(profile.height_cm) if profile.height_cm else None,
        since=row.since if row else None,
        by_practice=bool(row and row.by_practice),
    )


def weight_on(client: User, day: date) -> float | None:
    """The newest weight by the end of the day; for days before the first one, the first."""
    end = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(client.time_zone))
    rows = Metric.objects.filter(client=client, kind="weight").values_list("value", flat=True)
    found = rows.filter(at__lt=end).order_by("-at").first() or rows.order_by("at").first()
    return float(found) if found is not None else None


def shown_targets(told: DayTargets) -> dict[str, tuple[str, float | None, float | None, bool, bool]]:
    """Nutrient → unit, least, most, whether by hand, whether the sources disagree; bands where there are."""
    names = [name for name in UNITS if name in told.least or name in told.most or name in told.bands]
    return {
        name: (
            UNITS[name],
            told.bands[name][0] if name in told.bands else told.least.get(name),
            told.bands[name][1] if name in told.bands else told.most.get(name),
            name in told.choices.by_hand,
            name in told.unsure,
        )
        for name in names
    }
