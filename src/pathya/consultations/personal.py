"""What is held about a person here, for the export; and what becomes of it when they go."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.consultations.models import Consultation, GroupWait, MoveRequest, Review, Wait
from pathya.privacy.rules import Erased, Fate, Part


def gather(user: User) -> Iterator[Part]:
    """The notes of the nutritionist go along: they are about the person."""
    yield Part("consultations", _("Calls"), (_row(call) for call in _calls(user)))
    wishes = MoveRequest.objects.filter(client=user).order_by("asked_at")
    yield Part("move_requests", _("Wishes to move a call"), (_wish(one) for one in wishes))
    waits = Wait.objects.filter(client=user).values("kind__slug", "earliest", "latest", "state", "asked_at")
    yield Part("waiting_list", _("What you waited for"), [dict(row) for row in waits])
    written = Review.objects.filter(client=user).values("rating", "text", "state", "written_at")
    seats = GroupWait.objects.filter(client=user).values("group__title", "state", "asked_at", "offer_until")
    yield Part("group_waits", _("Groups you wait for"), [dict(row) for row in seats])
    yield Part("reviews", _("Reviews you wrote"), [dict(row) for row in written])


def erase(user: User) -> list[Erased]:
    """The texts go with the person's key; that and when there was a call stays with the payments."""
    calls = 0
    for call in Consultation.objects.filter(client=user):
        call.notes = call.cancellation_reason = call.move_reason = call.summary = call.booking_reason = ""
        call.save(update_fields=["notes", "cancellation_reason", "move_reason", "summary", "booking_reason"])
        calls += 1
    wishes, _by_model = MoveRequest.objects.filter(client=user).delete()
    waits, _by_model = Wait.objects.filter(client=user).delete()
    seats, _by_model = GroupWait.objects.filter(client=user).delete()
    texts = Review.objects.filter(client=user).exclude(text="").update(text="")
    return [
        Erased("move_requests", Fate.REMOVED, wishes),
        Erased("waiting_list", Fate.REMOVED, waits),
        Erased("consultations", Fate.ANONYMISED, calls, _("The texts are removed; the times belong to the payments.")),
        Erased("group_waits", Fate.REMOVED, seats),
        Erased("reviews", Fate.ANONYMISED, texts, _("The text is removed; the rating stays in the mean.")),
    ]


def _calls(user: User) -> Iterator[Consultation]:
    rows = Consultation.objects.filter(client=user).select_related("kind", "nutritionist__user", "group")
    yield from rows.order_by("starts_at").iterator(chunk_size=200)


def _row(call: Consultation) -> dict[str, Any]:
    return {
        "kind": call.kind.slug,
        "group": call.group.title if call.group else None,
        "series": str(call.series_id) if call.series_id else None,
        "nutritionist": call.nutritionist.name,
        "starts_at": call.starts_at.isoformat(),
        "ends_at": call.ends_at.isoformat(),
        "status": call.status,
        "fee": f"{call.fee.amount:.2f}",
        "notes": call.notes,
        "summary": call.summary,
        "cancellation_reason": call.cancellation_reason,
        "move_reason": call.move_reason,
        "moved_by_host": call.moved_by_host,
        "moved_from": call.moved_from.isoformat() if call.moved_from else None,
        "booking_reason": call.booking_reason,
        "settlement": call.settlement,
    }


def _wish(one: MoveRequest) -> dict[str, Any]:
    return {
        "wanted_at": one.wanted_at.isoformat(),
        "asked_at": one.asked_at.isoformat(),
        "why": one.why,
        "state": one.state,
        "answer": one.answer,
    }
