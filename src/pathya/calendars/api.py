"""The caller's calendars. Connecting Google needs a browser: `/account/calendars/`."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from ninja import Router
from ninja import Status as Made

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.calendars import selectors, services
from pathya.kit.api import Answer, Failure, Schema, ok

router = Router(tags=["calendars"], auth=signed_in)


class FeedBody(Schema):
    url: str


class GoogleBody(Schema):
    """`busyTimesReadAt`: how old the times are that can't be booked; `isStale` when that is too long ago."""

    connected_at: datetime
    busy_times_read_at: datetime | None
    unreachable_since: datetime | None
    access_withdrawn_at: datetime | None
    is_stale: bool


class CalendarsBody(Schema):
    feed_made_at: datetime | None
    google: GoogleBody | None


def _state(request: HttpRequest) -> dict[str, Any]:
    viewer = user_of(request)
    health = selectors.health(viewer)
    google = health and {
        "connected_at": health.connection.connected_at,
        "busy_times_read_at": health.connection.read_at,
        "unreachable_since": health.connection.failing_since,
        "access_withdrawn_at": health.connection.withdrawn_at,
        "is_stale": health.is_stale,
    }
    return ok({"feed_made_at": selectors.feed_made_at(viewer), "google": google})


@router.get("", response={200: Answer[CalendarsBody], 401: Failure}, summary="Your calendars")
def state(request: HttpRequest) -> Any:
    """Whether there is a feed, and how the connected calendar is."""
    return _state(request)


@router.post("/feed", response={201: Answer[FeedBody], 401: Failure}, summary="Make a feed")
def make_feed(request: HttpRequest) -> Any:
    """Its address is answered this once and not kept, nor for an `Idempotency-Key`; the one before ends."""
    token = services.make_feed(person=user_of(request))
    return Made(201, ok({"url": settings.BASE_URL + reverse("calendar_feed", args=[token])}))


@router.delete("/feed", response={200: Answer[CalendarsBody], 401: Failure}, summary="Switch the feed off")
def revoke_feed(request: HttpRequest) -> Any:
    """The address answers no more."""
    services.revoke_feed(person=user_of(request))
    return _state(request)


@router.delete("/google", response={200: Answer[CalendarsBody], 401: Failure}, summary="Disconnect Google Calendar")
def disconnect(request: HttpRequest) -> Any:
    """Forgets the permission and the times read there."""
    services.give_back(person=user_of(request))
    return _state(request)
