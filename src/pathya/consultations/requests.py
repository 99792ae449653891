"""A client who may no longer move a call asks for another time; the host grants it or says why not."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.consultations import booking, emails, errors, moving, rules
from pathya.consultations.models import Consultation, MoveRequest
from pathya.consultations.rules import Asked, Event, Party, Status, Verb
from pathya.consultations.selectors import consultation as visible
from pathya.kit import clock
from pathya.kit.errors import Conflict, Invalid, NotFound
from pathya.operations import audit


def ask(*, viewer: User, consultation_id: UUID, wanted_at: datetime, why: str = "") -> MoveRequest:
    """Ask for another time; a second wish takes the place of the first. Raises NotFound, SlotPast, NotMovable."""
    booking.within_reach(wanted_at)
    try:
        with transaction.atomic():
            call = visible(viewer, consultation_id, Party.CLIENT)
            if call.group_id:
                raise errors.NotMovable
            if not rules.may(Verb.MOVE, Status(call.status), Party.CLIENT, call.starts_at, call.ends_at, clock.now()):
                raise errors.NotMovable
            _close(MoveRequest.objects.filter(consultation=call, state=Asked.OPEN), Asked.WITHDRAWN, viewer)
            made = MoveRequest.objects.create(
                consultation=call, client_id=call.client_id, wanted_at=wanted_at, why=why.strip()
            )
            audit.record(Event.MOVE_ASKED, actor=viewer, subject=call, detail={"to": booking.utc(wanted_at)})
            emails.asked_to_move(made)
            return made
    except IntegrityError:
        raise Conflict from None


@transaction.atomic
def withdraw(*, viewer: User, request_id: UUID) -> None:
    """Think better of it. Raises NotFound."""
    mine = Q(client=viewer) | Q(client__in=care.wards(viewer))
    if not _close(MoveRequest.objects.filter(mine, pk=request_id, state=Asked.OPEN), Asked.WITHDRAWN, viewer):
        raise NotFound


@transaction.atomic
def answer(*, viewer: User, request_id: UUID, grant: bool, words: str = "") -> MoveRequest:
    """The host moves the call to the wished time, or declines and says why; the client is told either way.

    Raises NotFound, Invalid, and what moving raises.
    """
    found = open_for(viewer).select_for_update(of=("self",)).filter(pk=request_id).first()
    if found is None:
        raise NotFound
    if not grant and not words.strip():
        raise Invalid(fields={"words": [_("Say why; the client reads it.")]})
    if grant:
        reason = words.strip() or str(_("As you asked"))
        moving.reschedule(
            viewer=viewer,
            consultation_id=found.consultation_id,
            starts_at=found.wanted_at,
            reason=reason,
            wished=True,
        )
    found.state, found.answer = Asked.GRANTED if grant else Asked.DECLINED, words.strip()
    found.answered_at, found.answered_by = clock.now(), viewer
    found.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    audit.record(Event.MOVE_ANSWERED, actor=viewer, subject=found.consultation, detail={"state": found.state})
    if not grant:
        emails.move_declined(found)
    return found


def open_for(viewer: User) -> "QuerySet[MoveRequest]":
    """Open wishes about calls still to come: a host's own, all for an admin, oldest first."""
    rows = MoveRequest.objects.filter(
        state=Asked.OPEN, consultation__status=Status.SCHEDULED, consultation__starts_at__gt=clock.now()
    )
    if viewer.role != Role.ADMIN:
        rows = rows.filter(consultation__nutritionist__user=viewer)
    rows = rows.select_related(
        "client", "consultation__kind", "consultation__client", "consultation__nutritionist__user"
    )
    return rows.order_by("asked_at")


def latest(call: Consultation) -> MoveRequest | None:
    """The newest wish about a call that was not withdrawn."""
    return MoveRequest.objects.filter(consultation=call).exclude(state=Asked.WITHDRAWN).order_by("-asked_at").first()


def _close(rows: "QuerySet[MoveRequest]", state: Asked, viewer: User) -> int:
    return rows.update(state=state, answered_at=clock.now(), answered_by=viewer)
