"""For those who host calls: book for a client, answer wishes, waive a fee, see who waits."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from ninja import Status as Created

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.models import Role, User
from pathya.consultations import hosting, office, requests, services, time_offers, waiting
from pathya.consultations.schemas import CallBody, CallDetail, Nothing, call_body, call_detail
from pathya.consultations.schemas_host import (
    HostBooking,
    HostWait,
    MoveAnswered,
    MoveAsked,
    MoveRequestOut,
    TimeOffer,
    host_wait_body,
    move_request_body,
)
from pathya.kit.api import Answer, Failure, Listing, ok
from pathya.kit.errors import Forbidden
from pathya.kit.pagination import LIMIT, paginated
from pathya.kit.pagination import MOST as MOST_LISTED
from pathya.operations.idempotency import idempotent

router = Router(tags=["consultations"], auth=signed_in)
FAILURES = {401: Failure, 403: Failure, 404: Failure, 409: Failure, 422: Failure, 503: Failure}
MOST = 200


@router.post("/book-for-client", response={201: Answer[CallDetail], **FAILURES}, summary="Book a call for a client")
@idempotent
def book_for_client(request: HttpRequest, body: HostBooking) -> Any:
    """By a nutritionist for whom they treat, by an admin for anybody; outside the rules with a reason (`reason_needed`
    names them in `override`), never into another call."""
    viewer = user_of(request)
    asked = body.model_dump(exclude={"scheduled_at"})
    return Created(201, ok(call_detail(hosting.book_for(viewer=viewer, starts_at=body.scheduled_at, **asked), viewer)))


@router.get("/all", response={200: Listing[CallBody], **FAILURES}, summary="Calls of the practice")
def everybodys(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=100)] = "",
    when: Literal["coming", "past"] = "coming",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=MOST_LISTED)] = LIMIT,
) -> Any:
    """For admins: everybody's, by parts of names or the client's address; they may move, extend and cancel them."""
    viewer = user_of(request)
    found = paginated(office.calls(viewer, text=q, when=when), page=page, limit=limit)
    return found.envelope([call_body(call, viewer) for call in found.items])


@router.post("/{uuid:consultation_id}/waive", response={200: Answer[CallDetail], **FAILURES}, summary="Waive a fee")
@idempotent
def waive(request: HttpRequest, consultation_id: UUID, body: Nothing) -> Any:  # noqa: ARG001
    """After a no-show: what was kept of the fee goes back too."""
    viewer = user_of(request)
    return ok(call_detail(services.waive_no_show(viewer=viewer, consultation_id=consultation_id), viewer))


@router.get("/move-requests", response={200: Answer[list[MoveRequestOut]], **FAILURES}, summary="Wishes to move a call")
def move_requests(request: HttpRequest) -> Any:
    """Open ones about your calls, oldest first."""
    rows = requests.open_for(_host(request))[:MOST]
    return ok([move_request_body(one) for one in rows])


@router.post(
    "/{uuid:consultation_id}/move-requests",
    response={201: Answer[MoveRequestOut], **FAILURES},
    summary="Ask to have a call moved",
)
@idempotent
def ask_to_move(request: HttpRequest, consultation_id: UUID, body: MoveAsked) -> Any:
    """By its client, also when they may not move it themselves; a second wish takes the place of the first."""
    made = requests.ask(
        viewer=user_of(request), consultation_id=consultation_id, wanted_at=body.wanted_at, why=body.why
    )
    return Created(201, ok(move_request_body(made)))


@router.post("/move-requests/{uuid:request_id}/answer", response={200: Answer[MoveRequestOut], **FAILURES})
@idempotent
def answer(request: HttpRequest, request_id: UUID, body: MoveAnswered) -> Any:
    """Grant it, which moves the call and tells both, or decline it with words."""
    found = requests.answer(viewer=user_of(request), request_id=request_id, grant=body.grant, words=body.words)
    return ok(move_request_body(found))


@router.delete("/move-requests/{uuid:request_id}", response={200: Answer[None], **FAILURES})
def withdraw(request: HttpRequest, request_id: UUID) -> Any:
    """Think better of it."""
    requests.withdraw(viewer=user_of(request), request_id=request_id)
    return ok(None)


@router.get("/waiting/at-host", response={200: Answer[list[HostWait]], **FAILURES}, summary="Who waits for your times")
def at_host(request: HttpRequest) -> Any:
    """Longest first."""
    return ok([host_wait_body(one) for one in waiting.at_host(_host(request))[:MOST]])


@router.delete("/waiting/at-host/{uuid:wait_id}", response={200: Answer[None], **FAILURES})
def end_wait(request: HttpRequest, wait_id: UUID) -> Any:
    """Take somebody off the list."""
    waiting.end(viewer=_host(request), wait_id=wait_id)
    return ok(None)


@router.post(
    "/waiting/at-host/{uuid:wait_id}/offer", response={200: Answer[HostWait], **FAILURES}, summary="Offer a time"
)
@idempotent
def offer_time(request: HttpRequest, wait_id: UUID, body: TimeOffer) -> Any:
    """Out of turn, in the place of what was offered before; a mail tells the client."""
    viewer = _host(request)
    made = time_offers.offer(viewer=viewer, wait_id=wait_id, starts_at=body.scheduled_at, hours=body.hours)
    return ok(host_wait_body(made))


def _host(request: HttpRequest) -> User:
    viewer = user_of(request)
    if viewer.role not in {Role.NUTRITIONIST, Role.ADMIN}:
        raise Forbidden
    return viewer
