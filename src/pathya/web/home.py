"""Live things on public pages: nutritionists who can be met, and when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest

from pathya.consultations.slots import Slot
from pathya.kit import clock
from pathya.nutritionists.models import Nutritionist, Offer
from pathya.nutritionists.selectors import with_details
from pathya.web.directory import Entry, soonest

SHOWN = 3
_MEMO = "_free_calls"


@dataclass
class FreeCalls:
    """Everybody listed who offers a call without a fee, earliest first; details are read for those shown."""

    order: list[UUID]
    slots: dict[UUID, Slot]
    now: datetime
    _people: dict[UUID, Nutritionist] = field(default_factory=dict)

    def entries(self, ids: Sequence[UUID]) -> list[Entry]:
        """Those of `ids` that offer a free call, in that order."""
        ids = [id_ for id_ in ids if id_ in self.order]
        if missing := [id_ for id_ in {*ids, *self.order[:SHOWN]} if id_ not in self._people]:
            found = with_details(Nutritionist.objects.filter(pk__in=missing))
            self._people |= {person.pk: person for person in found}
        return [Entry(self._people[id_], self.slots.get(id_), self.now) for id_ in ids if id_ in self._people]


def free_calls(request: HttpRequest) -> FreeCalls:
    """Read once per request."""
    found: FreeCalls | None = getattr(request, _MEMO, None)
    if found is None:
        found = _load(clock.now())
        setattr(request, _MEMO, found)
    return found


def next_call(request: HttpRequest) -> Entry | None:
    """The earliest free call of all, or None."""
    calls = free_calls(request)
    first = calls.entries(calls.order[:1])
    return first[0] if first and first[0].slot else None


def people(request: HttpRequest, chosen: Sequence[str]) -> list[Entry]:
    """Those an editor chose, in that order, else the earliest few."""
    calls = free_calls(request)
    return calls.entries([UUID(id_) for id_ in chosen] or calls.order[:SHOWN])


def _load(now: datetime) -> FreeCalls:
    free = Offer.objects.filter(fee_amount=0, is_active=True, nutritionist__is_listed=True)
    ids = list(free.order_by("nutritionist__slug").values_list("nutritionist_id", flat=True).distinct())
    slots = soonest(ids, now=now)
    last = now + timedelta(days=366)
    order = sorted(ids, key=lambda id_: slots[id_].start if id_ in slots else last)
    return FreeCalls(order, slots, now)
