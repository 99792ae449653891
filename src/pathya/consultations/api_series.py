"""Series of calls in the API."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from ninja import Status as Created

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.clients.acting import meant
from pathya.consultations import series
from pathya.consultations.schemas_together import (
    DateBody,
    SeriesBody,
    SeriesBooking,
    SeriesEnd,
    SeriesQuestion,
    date_body,
    series_body,
)
from pathya.kit.api import Answer, Failure, ok
from pathya.operations.idempotency import idempotent

router = Router(tags=["consultations"], auth=signed_in)

FAILURES = {401: Failure, 403: Failure, 404: Failure, 409: Failure, 422: Failure, 503: Failure}


@router.post("/series/preview", response={200: Answer[list[DateBody]], **FAILURES}, summary="See the dates of a series")
def preview(request: HttpRequest, body: SeriesQuestion) -> Any:
    """Books nothing: says of each date whether it is free, and which time near it is when it is not."""
    dates = series.preview(
        client=meant(user_of(request), body.client_id),
        nutritionist_id=body.nutritionist_id,
        kind_id=body.kind_id,
        starts_at=body.scheduled_at,
        count=body.count,
        every_weeks=body.every_weeks,
    )
    return ok([date_body(date) for date in dates])


@router.post("/series", response={201: Answer[SeriesBody], **FAILURES}, summary="Book a series")
@idempotent
def book(request: HttpRequest, body: SeriesBooking) -> Any:
    """All calls or none; the fact that stands against one carries its `time`. With a fee each is held."""
    viewer = user_of(request)
    client = meant(viewer, body.client_id)
    made = series.book(
        client=client,
        actor=viewer,
        nutritionist_id=body.nutritionist_id,
        kind_id=body.kind_id,
        starts=body.scheduled_at,
        every_weeks=body.every_weeks,
        notes=body.notes,
        zone=body.timezone or client.time_zone,
        with_credit=body.with_credit,
    )
    return Created(201, ok(series_body(made.pk, list(series.of(viewer, made.pk)), viewer)))


@router.get("/series/{uuid:series_id}", response={200: Answer[SeriesBody], 401: Failure, 404: Failure})
def detail(request: HttpRequest, series_id: UUID) -> Any:
    """Its calls, in order of time."""
    viewer = user_of(request)
    return ok(series_body(series_id, list(series.of(viewer, series_id)), viewer))


@router.post(
    "/series/{uuid:series_id}/cancel", response={200: Answer[SeriesBody], **FAILURES}, summary="Cancel the rest"
)
@idempotent
def cancel(request: HttpRequest, series_id: UUID, body: SeriesEnd) -> Any:
    """Each by its own terms, all in one go; answers the whole series."""
    viewer = user_of(request)
    series.cancel_rest(viewer=viewer, series_id=series_id, since=body.since, reason=body.reason)
    return ok(series_body(series_id, list(series.of(viewer, series_id)), viewer))
