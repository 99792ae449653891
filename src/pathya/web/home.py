"""Live things on public pages: nutritionists who can be met, and when."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from pathya.consultations.slots import Slot, next_free
from pathya.kit import clock
from pathya.nutritionists.models import Nutritionist, Offer

SHOWN = 3
_MEMO = "_free_calls"


@dataclass(frozen=True)
class FreeCall:
    """A nutritionist who offers a free call, with the next free time if there is one."""

    nutritionist: Nutritionist
    slot: Slot | None

    @property
    def url(self) -> str:
        return f"/nutritionists/{self.nutritionist.slug}/"


def free_calls(request: HttpRequest) -> list[FreeCall]:
    """Everybody listed who offers a free call, earliest first; read once per request."""
    found: list[FreeCall] | None = getattr(request, _MEMO, None)
    if found is None:
        found = _load()
        setattr(request, _MEMO, found)
    return found


def shown(request: HttpRequest, chosen: Sequence[str]) -> list[FreeCall]:
    """Those an editor chose, in that order, else the earliest few."""
    calls = free_calls(request)
    if not chosen:
        return calls[:SHOWN]
    by_id = {str(call.nutritionist.id): call for call in calls}
    return [by_id[id_] for id_ in chosen if id_ in by_id]


def _load() -> list[FreeCall]:
    free = Offer.objects.filter(fee_amount=0, is_active=True, nutritionist__is_listed=True)
    offers = list(free.select_related("nutritionist__user").prefetch_related("nutritionist__specialisations"))
    people = {offer.nutritionist_id: offer.nutritionist for offer in offers}
    slots = next_free(list(people), now=clock.now())
    calls = [FreeCall(person, slots.get(id_)) for id_, person in people.items()]
    return sorted(
        calls, key=lambda call: (call.slot is None, call.slot.start if call.slot else None, call.nutritionist.slug)
    )
