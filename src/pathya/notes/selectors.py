"""Reads for a viewer. Who treats the client reads all; the client what was issued or shared; nobody else anything.

The caller of a page or operation tells the care trail (`read`).
"""

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.care import services as trail
from pathya.care.rules import What
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Party, Status
from pathya.consultations.selectors import consultation
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.notes.models import Note, Plan
from pathya.notes.rules import State

SEAT_OPEN = timedelta(days=30)
"""After a group, for writing about a seat of somebody one doesn't treat."""
WRITABLE = frozenset({Status.SCHEDULED, Status.IN_PROGRESS, Status.COMPLETED, Status.NO_SHOW})


def own_call(viewer: User, consultation_id: UUID) -> Consultation:
    """A call of the nutritionist's own with somebody they treat, or a seat of their group; NotFound for every other."""
    call = consultation(viewer, consultation_id, Party.NUTRITIONIST)
    if not writes_about(viewer, call):
        raise NotFound
    return call


def writes_about(viewer: User, call: Consultation) -> bool:
    """Whoever treats the client; for a while also who held the group, though a seat opens no record to them."""
    if care.treats(viewer, call.client_id):
        return True
    held = call.seat is not None and call.nutritionist.user_id == viewer.pk
    return held and call.ends_at > clock.now() - SEAT_OPEN


def is_writable(call: Consultation) -> bool:
    return call.status in WRITABLE


def note(viewer: User, consultation_id: UUID) -> Note:
    """The note of a call; for the client only once it is shared. NotFound otherwise."""
    rows = Note.objects.select_related("author", "consultation__kind", "consultation__nutritionist__user", "client")
    found = rows.filter(consultation=consultation_id).first()
    if found is None:
        raise NotFound
    shared = found.client_id == viewer.pk and found.shared_at is not None
    if not shared and not writes_about(viewer, found.consultation):
        raise NotFound
    return found


def note_of(call: Consultation) -> Note | None:
    """The caller has shown that the viewer may write about the call."""
    return Note.objects.filter(consultation=call).select_related("author").first()


def notes_about(viewer: User, client_id: UUID, *, but: UUID | None = None) -> "QuerySet[Note]":
    """Notes about a client, newest call first: all for who treats them, shared ones for themselves."""
    rows = Note.objects.filter(client=client_id).exclude(consultation=but)
    rows = rows.select_related("consultation__kind", "author").order_by("-consultation__starts_at")
    if viewer.pk == client_id:
        return rows.filter(shared_at__isnull=False)
    return rows if care.treats(viewer, client_id) else rows.none()


def plans(viewer: User) -> "QuerySet[Plan]":
    """Plans issued to the viewer, newest first."""
    rows = Plan.objects.filter(client=viewer).exclude(state=State.DRAFT)
    return rows.select_related("consultation__kind", "replaced_by").order_by("-issued_at", "-id")


def plans_about(viewer: User, client_id: UUID) -> "QuerySet[Plan]":
    """Plans of somebody the viewer treats, newest first; nothing for others."""
    rows = Plan.objects.filter(client=client_id) if care.treats(viewer, client_id) else Plan.objects.none()
    return rows.select_related("consultation__kind", "replaced_by").order_by("-issued_at", "-created_at")


def plan(viewer: User, plan_id: UUID) -> Plan:
    """A plan issued to the viewer, or any of somebody they treat; NotFound otherwise."""
    rows = Plan.objects.select_related("client", "author", "consultation__nutritionist__user", "consultation__kind")
    found = rows.filter(pk=plan_id).first()
    if found is None:
        raise NotFound
    mine = found.client_id == viewer.pk and not found.is_draft
    if not mine and not writes_about(viewer, found.consultation):
        raise NotFound
    return found


def plan_of(call: Consultation, *states: State) -> Plan | None:
    """The draft or the plan in force of a call, whichever the caller asks for; drafts first."""
    rows = Plan.objects.filter(consultation=call, state__in=states or (State.DRAFT, State.ISSUED))
    return rows.order_by("state").first()


def genuine(number: str, code: str) -> Plan | None:
    """The issued plan with that number and code. Neither alone tells anything."""
    if len(code) != 32:
        return None
    found = Plan.objects.filter(number=number).exclude(state=State.DRAFT).select_related("replaced_by").first()
    return found if found and found.code == code.lower() else None


def read(viewer: User, client_id: UUID, what: What) -> None:
    """Tell the care trail."""
    trail.note_read(viewer=viewer, client_id=client_id, what=what)
