"""What the practice sets: groups with seats, places given away, reviews shown."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid, NotFound
from pathya.operations import audit
from pathya.programs import errors
from pathya.programs.models import Cohort, Enrolment, Figures, Pass, Program, Review
from pathya.programs.rules import Event, Status
from pathya.programs.rules import Review as State


def _owner(actor: User) -> None:
    if actor.role != Role.ADMIN:
        raise Forbidden


@transaction.atomic
def set_cohort(
    *,
    actor: User,
    program_id: UUID,
    starts_on: date,
    seats: int,
    nutritionist_id: UUID | None = None,
    cohort_id: UUID | None = None,
) -> Cohort:
    """A new group, or other seats and another nutritionist of one; its day stays once somebody has a seat.

    Raises Forbidden, NotFound, Invalid.
    """
    _owner(actor)
    program = Program.objects.filter(pk=program_id).first()
    if program is None:
        raise NotFound
    host = None
    if nutritionist_id:
        host = User.objects.filter(pk=nutritionist_id, role=Role.NUTRITIONIST, is_active=True).first()
        if host is None:
            raise Invalid(fields={"nutritionist_id": [_("Choose a nutritionist.")]})
    row = Cohort.objects.select_for_update().filter(pk=cohort_id, program=program).first() if cohort_id else None
    if cohort_id and row is None:
        raise NotFound
    row = row or Cohort(program=program)
    if not max(row.taken, 1) <= seats <= 500:
        raise Invalid(fields={"seats": [_("From the seats that are taken to 500.")]})
    moved = row.starts_on != starts_on
    if moved and (row.taken or starts_on < clock.today(actor.time_zone)):
        raise Invalid(fields={"starts_on": [_("Choose a day from today on; it stays once a seat is taken.")]})
    row.starts_on, row.seats, row.nutritionist = starts_on, seats, host
    row.save()
    audit.record(Event.COHORT, actor=actor, subject=row, detail={"seats": seats})
    return row


@transaction.atomic
def give_pass(*, actor: User, program_id: UUID, client_id: UUID, expires_at: datetime | None = None) -> Pass:
    """A place that is paid for already (outside, or a gift). Raises Forbidden, NotFound."""
    _owner(actor)
    client = User.objects.filter(pk=client_id, role=Role.CLIENT, is_active=True).first()
    if client is None or not Program.objects.filter(pk=program_id).exists():
        raise NotFound
    made = Pass.objects.create(owner=client, program_id=program_id, given_by=actor, expires_at=expires_at)
    audit.record(Event.PASSED, actor=actor, subject=made)
    return made


def write_review(*, viewer: User, program_id: UUID, rating: int, title: str = "", text: str = "") -> Review:
    """One review of a program one completed. Raises NotFound, NotReviewable."""
    if not Program.objects.filter(pk=program_id).exists():
        raise NotFound
    if not Enrolment.objects.filter(client=viewer, program=program_id, status=Status.COMPLETED).exists():
        raise errors.NotReviewable
    try:
        with transaction.atomic():
            made = Review.objects.create(
                program_id=program_id, client=viewer, rating=rating, title=title.strip(), text=text.strip()
            )
            audit.record(Event.REVIEWED, actor=viewer, subject=made)
    except IntegrityError:
        raise errors.NotReviewable from None
    return made


@transaction.atomic
def moderate(*, viewer: User, review_id: UUID, show: bool) -> Review:
    """Show a review or refuse it, as often as one changes one's mind; the program's stars follow.

    Raises Forbidden, NotFound.
    """
    _owner(viewer)
    found = Review.objects.select_for_update().filter(pk=review_id).first()
    if found is None:
        raise NotFound
    before, found.state = found.state, State.SHOWN if show else State.REFUSED
    found.moderated_at, found.moderated_by = clock.now(), viewer
    found.save(update_fields=["state", "moderated_at", "moderated_by"])
    step = (found.state == State.SHOWN) - (before == State.SHOWN)
    if step:
        field = f"stars_{found.rating}"
        Figures.objects.filter(program=found.program_id).update(**{field: F(field) + step})
    audit.record(Event.MODERATED, actor=viewer, subject=found, detail={"state": found.state})
    return found
