"""Reminders of the caller's calls, the way into their rooms, the word on recording."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.consultations.selectors import consultation
from pathya.kit.api import Answer, Failure, Listing, ok
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.meetings import recordings, rooms, selectors, services
from pathya.meetings.schemas import (
    Agreement,
    Choice,
    ChoiceBody,
    RecordingBody,
    ReminderBody,
    RoomBody,
    choice_body,
    recording_body,
    reminder_body,
)
from pathya.privacy.rules import Channel as Way

router = Router(tags=["consultations"], auth=signed_in)


@router.get(
    "/reminders/upcoming",
    response={200: Listing[ReminderBody], 401: Failure, 422: Failure},
    summary="Your reminders to come",
)
def upcoming(
    request: HttpRequest,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=MOST)] = LIMIT,
) -> Any:
    """Soonest first."""
    found = paginated(selectors.upcoming(user_of(request)), page=page, limit=limit)
    return found.envelope([reminder_body(row) for row in found.items])


@router.get("/reminders/preferences", response={200: Answer[ChoiceBody], 401: Failure})
def preferences(request: HttpRequest) -> Any:
    """Mail only for who never chose."""
    return ok(choice_body(selectors.choice(user_of(request))))


@router.put("/reminders/preferences", response={200: Answer[ChoiceBody], 401: Failure, 422: Failure})
def choose(request: HttpRequest, body: Choice) -> Any:
    """`phone_missing` or `phone_not_verified` when a channel needs a mobile number that was confirmed by a code.

    Switching SMS or WhatsApp on gives the consent of that name.
    """
    return ok(choice_body(services.choose_reminders(person=user_of(request), **body.dict(), way=Way.API)))


@router.post(
    "/{uuid:consultation_id}/room",
    response={200: Answer[RoomBody], 401: Failure, 404: Failure, 409: Failure, 503: Failure},
    summary="The way into the room",
)
def room(request: HttpRequest, consultation_id: UUID) -> Any:
    """The caller's own link, made at this moment and not kept; `too_early` before it opens, `call_over` after."""
    return ok({"url": rooms.enter(viewer=user_of(request), consultation_id=consultation_id)})


@router.get("/{uuid:consultation_id}/recording", response={200: Answer[RecordingBody], 401: Failure, 404: Failure})
def recording(request: HttpRequest, consultation_id: UUID) -> Any:
    """Who has agreed, and what was recorded."""
    viewer = user_of(request)
    return ok(recording_body(selectors.recording_state(consultation(viewer, consultation_id), viewer)))


@router.put(
    "/{uuid:consultation_id}/recording",
    response={200: Answer[RecordingBody], 401: Failure, 404: Failure, 409: Failure, 422: Failure},
)
def agree(request: HttpRequest, consultation_id: UUID, body: Agreement) -> Any:
    """Agree to being recorded, or take it back; nothing is recorded unless both agree."""
    viewer = user_of(request)
    recordings.consent(viewer=viewer, consultation_id=consultation_id, agrees=body.agrees, way=Way.API)
    return ok(recording_body(selectors.recording_state(consultation(viewer, consultation_id), viewer)))
