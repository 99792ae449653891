"""Reads: the public directory, and a nutritionist's own profile."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Func, Min, Prefetch, Q, QuerySet

from pathya.accounts.models import User
from pathya.kit.errors import NotFound
from pathya.nutritionists.models import Nutritionist, Offer, Specialisation


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


def specialisations() -> "QuerySet[Specialisation]":
    """Those at least one listed nutritionist has."""
    return Specialisation.objects.filter(nutritionists__is_listed=True).distinct()


def spoken() -> list[str]:
    """Codes of the languages at least one listed nutritionist speaks."""
    codes = Nutritionist.objects.filter(is_listed=True).annotate(code=Func("languages", function="unnest"))
    return sorted(codes.order_by().values_list("code", flat=True).distinct())
