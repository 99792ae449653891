"""The public directory: who can be met, filtered and sorted, each with the next free time."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pathya.consultations.slots import Slot, free_on, next_free
from pathya.kit import notices
from pathya.kit.money import Money
from pathya.kit.pagination import Page
from pathya.nutritionists import selectors
from pathya.nutritionists.models import Nutritionist, Offer
from pathya.nutritionists.selectors import Wanted
from pathya.nutritionists.spoken import language_name

SECONDS = 5
"""The oldest a kept next free time may be; a call or a change of hours drops it at once."""

_soonest: notices.Kept[tuple[Slot | None]] = notices.Kept("nutritionists", "calls", seconds=SECONDS)


class Sort(StrEnum):
    SOONEST = "soonest"
    EXPERIENCE = "experience"
    FEE = "fee"
    RATING = "rating"
    NAME = "name"


@dataclass(frozen=True)
class Entry:
    """A nutritionist as the public sees one; `slot` is the next free time for the first kind offered."""

    nutritionist: Nutritionist
    slot: Slot | None
    now: datetime

    @property
    def years(self) -> int:
        """Years of practice."""
        return max(0, self.now.year - self.nutritionist.practising_since)

    @property
    def languages(self) -> list[str]:
        return [language_name(code) for code in self.nutritionist.languages]

    @property
    def offers(self) -> list[Offer]:
        return list(self.nutritionist.offers.all())

    @property
    def free_offer(self) -> Offer | None:
        """The first kind that costs nothing: what a client can book today."""
        return next((offer for offer in self.offers if not offer.fee), None)

    @property
    def fee_from(self) -> Money | None:
        return min((offer.fee for offer in self.offers if offer.fee), key=lambda fee: fee.amount, default=None)


@dataclass(frozen=True)
class Search:
    wanted: Wanted
    day: date | None = None
    sort: Sort = Sort.SOONEST


def search(asked: Search, *, zone: ZoneInfo, now: datetime, page: int, limit: int) -> Page[Entry]:
    """A page of the directory; the number of statements does not depend on the number of people."""
    keys = selectors.keys(asked.wanted)
    if asked.day:
        free = free_on([key["id"] for key in keys], asked.day, zone=zone, now=now)
        keys = [key for key in keys if key["id"] in free]
    slots: dict[UUID, Slot] = {}
    if asked.sort == Sort.SOONEST:
        slots = soonest([key["id"] for key in keys], now=now)
    keys.sort(key=_order(asked.sort, slots))
    start = (page - 1) * limit
    chosen = [key["id"] for key in keys[start : start + limit]]
    if asked.sort != Sort.SOONEST:
        slots = soonest(chosen, now=now)
    people = {person.pk: person for person in selectors.with_details(Nutritionist.objects.filter(pk__in=chosen))}
    entries = [Entry(people[id_], slots.get(id_), now) for id_ in chosen if id_ in people]
    return Page(entries, page, limit, len(keys))


def entry(*, slug: str = "", id: UUID | None = None, now: datetime) -> Entry:  # noqa: A002 – it is the id
    """One nutritionist; NotFound when not listed."""
    nutritionist = selectors.public(slug=slug, id=id)
    return Entry(nutritionist, soonest([nutritionist.pk], now=now).get(nutritionist.pk), now)


def soonest(nutritionist_ids: Collection[UUID], *, now: datetime) -> dict[UUID, Slot]:
    """`next_free`, read only for those whose next free time is not kept in the process."""
    found = {id_: _soonest.find(id_) for id_ in nutritionist_ids}
    if unknown := [id_ for id_, kept in found.items() if kept is None]:
        mark = _soonest.mark()
        slots = next_free(unknown, now=now)
        for id_ in unknown:
            found[id_] = (slots.get(id_),)
            _soonest.keep(id_, (slots.get(id_),), mark)
    return {id_: kept[0] for id_, kept in found.items() if kept and kept[0]}


def _order(sort: Sort, slots: dict[UUID, Slot]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """Best first; equal ones by name, so that pages do not shift."""

    def key(row: dict[str, Any]) -> tuple[Any, ...]:
        slot = slots.get(row["id"])
        best: dict[Sort, tuple[Any, ...]] = {
            Sort.SOONEST: (slot is None, slot.start if slot else None),
            Sort.EXPERIENCE: (row["practising_since"],),
            Sort.FEE: (row["fee_from"] or Decimal(),),
            Sort.RATING: (-row["rating_sum"] / (row["rating_count"] or 1), -row["rating_count"]),
            Sort.NAME: (),
        }
        return (*best[sort], row["user__first_name"], row["slug"])

    return key
