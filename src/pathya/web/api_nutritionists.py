"""The public directory in the API."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router
from pydantic import Field

from pathya.accounts.middleware import visitor_zone
from pathya.consultations import reviews
from pathya.consultations.slots import Slot
from pathya.kit import clock
from pathya.kit.api import Answer, Failure, Listing, MoneyBody, Schema, ok
from pathya.kit.errors import Invalid
from pathya.kit.money import Money
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.nutritionists.models import Offer
from pathya.nutritionists.selectors import Wanted, public
from pathya.web.directory import Entry, Search, Sort, entry, search

router = Router(tags=["nutritionists"])


class NamedBody(Schema):
    slug: str
    name: str


class FreeSlotBody(Schema):
    """Instants in UTC, for the first kind offered."""

    time: str
    ends_at: str


class RatingBody(Schema):
    average: float
    count: int


class OfferedKindBody(Schema):
    id: UUID
    slug: str
    name: str
    duration_minutes: int
    fee: MoneyBody


class NutritionistBody(Schema):
    id: UUID
    slug: str
    name: str
    headline: str
    qualifications: list[str]
    specialisations: list[NamedBody]
    languages: list[str]
    experience_years: int
    fee_from: MoneyBody | None
    """The smallest fee above nothing."""
    rating: RatingBody | None
    next_free_slot: FreeSlotBody | None


class NutritionistDetail(NutritionistBody):
    about: str
    registration_number: str
    practising_since: int
    timezone: str
    kinds: list[OfferedKindBody]


class DirectoryQuery(Schema):
    """`day` in `timezone`: those with a free slot on it."""

    specialisation: Annotated[str, Field(max_length=50)] = ""
    language: Annotated[str, Field(max_length=8)] = ""
    fee_up_to: Annotated[Decimal | None, Field(ge=0, le=10_000_000, allow_inf_nan=False)] = None
    day: date | None = None
    timezone: Annotated[str, Field(max_length=64)] = ""
    sort: Sort = Sort.SOONEST
    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    limit: Annotated[int, Field(ge=1, le=MOST)] = LIMIT


@router.get("", auth=None, response={200: Listing[NutritionistBody], 422: Failure}, summary="Who can be met")
def listing(request: HttpRequest, query: Query[DirectoryQuery]) -> Any:
    name = query.timezone or visitor_zone(request)
    if not clock.is_zone(name):
        raise Invalid(fields={"timezone": [_("This is not a time zone, like Asia/Kolkata.")]})
    if query.day and not 1970 < query.day.year < 3000:
        raise Invalid(fields={"day": [_("This day is out of reach.")]})
    wanted = Wanted(query.specialisation, query.language, query.fee_up_to)
    asked = Search(wanted, query.day, query.sort)
    page = search(asked, zone=ZoneInfo(name), now=clock.now(), page=query.page, limit=query.limit)
    return page.envelope([brief(one) for one in page.items])


@router.get("/{uuid:nutritionist_id}", auth=None, response={200: Answer[NutritionistDetail], 404: Failure})
def detail(request: HttpRequest, nutritionist_id: UUID) -> Any:  # noqa: ARG001
    """One nutritionist with what can be booked."""
    return ok(full(entry(id=nutritionist_id, now=clock.now())))


class ReviewBody(Schema):
    rating: int
    text: str
    by: str
    """The author's first name."""
    written_at: datetime


@router.get(
    "/{uuid:nutritionist_id}/reviews",
    auth=None,
    response={200: Listing[ReviewBody], 404: Failure, 422: Failure},
    summary="What clients say",
)
def reviews_of(
    request: HttpRequest,  # noqa: ARG001
    nutritionist_id: UUID,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=MOST)] = LIMIT,
) -> Any:
    """Newest first; written after a call that took place, read by the practice."""
    public(id=nutritionist_id)
    found = paginated(reviews.shown(nutritionist_id), page=page, limit=limit)
    return found.envelope(
        [
            {"rating": one.rating, "text": one.text, "by": one.client.first_name, "written_at": one.written_at}
            for one in found.items
        ]
    )


def brief(one: Entry) -> dict[str, Any]:
    who = one.nutritionist
    return {
        "id": who.pk,
        "slug": who.slug,
        "name": who.name,
        "headline": who.headline,
        "qualifications": who.qualifications,
        "specialisations": [{"slug": each.slug, "name": each.name} for each in who.specialisations.all()],
        "languages": who.languages,
        "experience_years": one.years,
        "fee_from": _money(one.fee_from) if one.fee_from else None,
        "rating": {"average": who.rating, "count": who.rating_count} if who.rating else None,
        "next_free_slot": _slot(one.slot) if one.slot else None,
    }


def full(one: Entry) -> dict[str, Any]:
    who = one.nutritionist
    return brief(one) | {
        "about": who.about,
        "registration_number": who.registration_number,
        "practising_since": who.practising_since,
        "timezone": who.time_zone,
        "kinds": [_kind(offer) for offer in one.offers],
    }


def _kind(offer: Offer) -> dict[str, Any]:
    return {
        "id": offer.kind_id,
        "slug": offer.kind.slug,
        "name": offer.kind.name,
        "duration_minutes": offer.duration_minutes,
        "fee": _money(offer.fee),
    }


def _money(money: Money) -> dict[str, str]:
    return {"amount": f"{money.amount:.2f}", "currency": money.currency}


def _slot(slot: Slot) -> dict[str, str]:
    return {"time": f"{slot.start:%Y-%m-%dT%H:%M:%SZ}", "ends_at": f"{slot.end:%Y-%m-%dT%H:%M:%SZ}"}
