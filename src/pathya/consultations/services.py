"""Booking and cancelling."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.consultations import booking, errors, rules, tasks
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Event, Party, Status
from pathya.consultations.selectors import consultations, party_of
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.kit.locks import patiently
from pathya.operations import audit

TRIES = 4


def book(
    *, client: User, nutritionist_id: UUID, kind_id: UUID, starts_at: datetime, notes: str = "", zone: str
) -> Consultation:
    """Book a free call for a client and mail both; exactly one of any number of rivals gets a time.

    Raises NotAClient, EmailNotVerified, NotFound, PaymentNotAvailable, SlotNotOffered (or a nearer fact),
    ClientBusy, SlotTaken with the nearest free starts, Busy.
    """
    if client.role != Role.CLIENT:
        raise errors.NotAClient
    if not clock.is_zone(zone):
        raise Invalid(fields={"timezone": [_("There is no such time zone.")]})
    booking.within_reach(starts_at)
    wanted = booking.Wish(client, nutritionist_id, kind_id, starts_at, notes.strip(), zone)
    for _try in range(TRIES):
        if made := patiently(lambda: booking.insert(wanted), busy=errors.Busy, one_statement=True):
            return made
        booking.explain(wanted)
    raise booking.taken(wanted)


def cancel(*, viewer: User, consultation_id: UUID, reason: str = "") -> Consultation:
    """Cancel one's own call that has not begun, free its time at once, mail both.

    Cancelled already: returns it as it is. Raises NotFound, NotCancellable, Busy.
    """
    return patiently(lambda: _cancelled(viewer, consultation_id, reason.strip()), busy=errors.Busy)


def note_opened(*, viewer: User, consultation: Consultation) -> None:
    """Record that a nutritionist is shown what a client wrote; nothing was written, nothing is recorded."""
    if consultation.has_notes and party_of(consultation, viewer) is not Party.CLIENT:
        audit.record(Event.OPENED, actor=viewer, subject=consultation)


def _cancelled(viewer: User, consultation_id: UUID, reason: str) -> Consultation:
    rows = consultations(viewer).select_for_update(of=("self",))
    consultation = rows.filter(pk=consultation_id).first()
    if consultation is None:
        raise NotFound
    if consultation.status == Status.CANCELLED:
        return consultation
    party = party_of(consultation, viewer)
    now = clock.now()
    if not rules.may_cancel(Status(consultation.status), consultation.starts_at, party, now):
        raise errors.NotCancellable
    consultation.status = Status.CANCELLED
    consultation.cancelled_at = now
    consultation.cancelled_by = viewer
    consultation.cancellation_reason = reason
    consultation.sequence += 1
    consultation.save(update_fields=["status", "cancelled_at", "cancelled_by", "cancellation_reason", "sequence"])
    tasks.tell.defer(consultation_id=str(consultation.pk), event="cancelled", sequence=consultation.sequence)
    audit.record(Event.CANCELLED, actor=viewer, subject=consultation, detail={"by": party.value})
    return consultation
