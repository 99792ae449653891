"""Reads: the public directory, and a nutritionist's own profile."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Func, Min, Prefetch, Q, QuerySet

from pathya.accounts.models import User
from pathya.kit.errors import NotFound
from pathya.kit.notices import Kept
from pathya.nutritionists.models import (
    DayException,
    Holiday,
    Nutritionist,
    Offer,
    Specialisation,
    TimeOff,
    WeeklyHours,
)
from pathya.nutritionists.rules import Minutes, Plan

_subjects: Kept[list[Specialisation]] = Kept("nutritionists")
_spoken: Kept[list[str]] = Kept("nutritionists")


@dataclass(frozen=True)
class Wanted:
    """What a visitor looks for; an empty field does not matter. `fee_up_to` is about the cheapest paid kind."""

    specialisation: str = ""
    language: str = ""
    fee_up_to: Decimal | None = None


def keys(wanted: Wanted) -> list[dict[str, Any]]:
    """What the public list is filtered and sorted by, a small row for everybody on it.

    `fee_from` is the smallest fee above nothing, or None.
    """
    paid = Q(offers__is_active=True, offers__fee_amount__gt=0)
    rows = Nutritionist.objects.filter(is_listed=True).annotate(fee_from=Min("offers__fee_amount", filter=paid))
    if wanted.specialisation:
        rows = rows.filter(specialisations__slug=wanted.specialisation)
    if wanted.language:
        rows = rows.filter(languages__contains=[wanted.language])
    if wanted.fee_up_to is not None:
        rows = rows.filter(Q(fee_from__lte=wanted.fee_up_to) | Q(fee_from__isnull=True))
    fields = ("id", "slug", "practising_since", "fee_from", "rating_sum", "rating_count", "user__first_name")
    return [dict(row) for row in rows.values(*fields)]


def with_details(rows: "QuerySet[Nutritionist]") -> "QuerySet[Nutritionist]":
    """Three statements for any number: the rows with their users, specialisations, active offers with kinds."""
    offers = Offer.objects.filter(is_active=True).select_related("kind").order_by("kind__position", "kind__slug")
    return rows.select_related("user").prefetch_related("specialisations", Prefetch("offers", queryset=offers))


def public(*, slug: str = "", id: UUID | None = None) -> Nutritionist:  # noqa: A002 – it is the id
    """The listed nutritionist of a slug or an id."""
    chosen = Q(slug=slug) if slug else Q(pk=id)
    found = with_details(Nutritionist.objects.filter(chosen, is_listed=True)).first()
    if found is None:
        raise NotFound
    return found


def mine(viewer: User) -> Nutritionist:
    """The profile of the viewer, who is a nutritionist."""
    try:
        return Nutritionist.objects.select_related("user").get(user=viewer)
    except Nutritionist.DoesNotExist:
        raise NotFound from None


def specialisations() -> list[Specialisation]:
    """Those at least one listed nutritionist has."""
    found = Specialisation.objects.filter(nutritionists__is_listed=True).distinct()
    return _subjects.get("all", lambda: list(found))


def spoken() -> list[str]:
    """Codes of the languages at least one listed nutritionist speaks."""
    codes = Nutritionist.objects.filter(is_listed=True).annotate(code=Func("languages", function="unnest"))
    return _spoken.get("all", lambda: sorted(codes.order_by().values_list("code", flat=True).distinct()))


def week_of(nutritionist: Nutritionist) -> dict[int, Plan]:
    """All seven weekdays as they stand."""
    hours: dict[bool, dict[int, list[Minutes]]] = {is_break: {n: [] for n in range(7)} for is_break in (False, True)}
    for row in WeeklyHours.objects.filter(nutritionist=nutritionist).order_by("start_minute"):
        hours[row.is_break][row.weekday].append((row.start_minute, row.end_minute))
    return {n: Plan(tuple(hours[False][n]), tuple(hours[True][n])) for n in range(7)}


def shortest_call(nutritionist: Nutritionist) -> int:
    """Minutes of the shortest active kind."""
    offers = Offer.objects.filter(nutritionist=nutritionist, is_active=True).order_by("duration_minutes")
    return offers.values_list("duration_minutes", flat=True).first() or 5


def exceptions(nutritionist: Nutritionist, today: date) -> "QuerySet[DayException]":
    """Today's and later ones with their hours, in two statements."""
    return DayException.objects.filter(nutritionist=nutritionist, date__gte=today).prefetch_related("hours")


def times_off(nutritionist: Nutritionist, now: datetime) -> "QuerySet[TimeOff]":
    """Those not over yet."""
    return TimeOff.objects.filter(nutritionist=nutritionist, ends_at__gt=now).select_related("nutritionist")


def holidays(today: date, days: int) -> "QuerySet[Holiday]":
    return Holiday.objects.filter(date__range=(today, today + timedelta(days=days)))


def offers(nutritionist: Nutritionist) -> "QuerySet[Offer]":
    """Active kinds in their order."""
    rows = Offer.objects.filter(nutritionist=nutritionist, is_active=True).select_related("kind")
    return rows.order_by("kind__position", "kind__slug")
