"""Reminders of the caller's calls."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.kit.api import Answer, Failure, Listing, ok
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.meetings import selectors, services
from pathya.meetings.schemas import Choice, ChoiceBody, ReminderBody, choice_body, reminder_body

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
    """`phone_missing` when a channel needs a mobile number that the account does not have."""
    return ok(choice_body(services.choose_reminders(person=user_of(request), **body.dict())))
