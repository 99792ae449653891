"""Reviews: written by clients, read by the practice before anybody else; ratings kept on the profile."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from pathya.accounts.models import Role, User
from pathya.consultations import errors
from pathya.consultations.models import Consultation, Review
from pathya.consultations.rules import Event, Party, Status
from pathya.consultations.rules import Review as State
from pathya.consultations.selectors import consultation as visible
from pathya.kit import clock
from pathya.kit.errors import Forbidden, NotFound
from pathya.nutritionists.models import Nutritionist
from pathya.operations import audit


def write(*, viewer: User, consultation_id: UUID, rating: int, text: str = "") -> Review:
    """One review for one's completed call. Raises NotFound, NotReviewable."""
    call = visible(viewer, consultation_id, Party.CLIENT)
    if call.client_id != viewer.pk:
        raise NotFound
    if call.status != Status.COMPLETED:
        raise errors.NotReviewable
    try:
        with transaction.atomic():
            made = Review.objects.create(
                consultation=call,
                nutritionist_id=call.nutritionist_id,
                client=viewer,
                rating=rating,
                text=text.strip(),
            )
            audit.record(Event.REVIEWED, actor=viewer, subject=made)
    except IntegrityError:
        raise errors.NotReviewable from None
    return made


@transaction.atomic
def moderate(*, viewer: User, review_id: UUID, show: bool) -> Review:
    """Show a review or refuse it, as often as one changes one's mind; the profile's rating follows.

    Raises Forbidden, NotFound.
    """
    if viewer.role != Role.ADMIN:
        raise Forbidden
    found = Review.objects.select_for_update().filter(pk=review_id).first()
    if found is None:
        raise NotFound
    before, found.state = found.state, State.SHOWN if show else State.REFUSED
    found.moderated_at, found.moderated_by = clock.now(), viewer
    found.save(update_fields=["state", "moderated_at", "moderated_by"])
    step = (found.state == State.SHOWN) - (before == State.SHOWN)
    if step:
        Nutritionist.objects.filter(pk=found.nutritionist_id).update(
            rating_sum=F("rating_sum") + step * found.rating, rating_count=F("rating_count") + step
        )
    audit.record(Event.MODERATED, actor=viewer, subject=found, detail={"state": found.state})
    return found


def shown(nutritionist_id: UUID) -> "QuerySet[Review]":
    """What everybody may read about a nutritionist, newest first."""
    rows = Review.objects.filter(nutritionist_id=nutritionist_id, state=State.SHOWN)
    return rows.select_related("client").order_by("-written_at", "-id")


def own(viewer: User) -> "QuerySet[Review]":
    """What everybody may read about the viewer, newest first; nothing for who is no nutritionist."""
    rows = Review.objects.filter(nutritionist__user=viewer, state=State.SHOWN)
    return rows.select_related("client", "nutritionist__user").order_by("-written_at", "-id")


def waiting(viewer: User) -> "QuerySet[Review]":
    """Those nobody of the practice has read. Raises Forbidden."""
    if viewer.role != Role.ADMIN:
        raise Forbidden
    rows = Review.objects.filter(state=State.WAITING)
    return rows.select_related("client", "nutritionist__user").order_by("written_at")


def of(call: Consultation) -> Review | None:
    """The review of a call."""
    return Review.objects.filter(consultation=call).first()


def body(review: Review) -> dict[str, Any]:
    """A review as its author sees it."""
    return {
        "id": review.pk,
        "rating": review.rating,
        "text": review.text,
        "state": review.state,
        "written_at": review.written_at,
    }
