"""Our Google Calendar against the discovery document that Google publishes, and against a local service."""

import base64
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import resources
from json import loads
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from pathya.integrations.calendar import AccessWithdrawn, Busy, Google, GoogleClient, SyncExpired, TokenRefused
from pathya.integrations.calendar.events import change_of
from pathya.integrations.calendar.google import SCOPES
from pathya.integrations.delivery import NotSent, Refused, Temporary, Uncertain
from tests.contracts.http_peer import Asked, HttpPeer

FIRST = datetime(2027, 1, 11, tzinfo=UTC)
LAST = FIRST + timedelta(days=30)
EVENTS = "/calendar/v3/calendars/primary/events"
ID = "pth0198f0c0ffee7000800000000000000c"
BODY = {"summary": "Call", "start": {"dateTime": "2027-01-12T04:30:00+00:00"}}


@pytest.fixture(scope="module")
def discovery() -> dict[str, Any]:
    folder = resources.files("googleapiclient") / "discovery_cache" / "documents" / "calendar.v3.json"
    document: dict[str, Any] = loads(folder.read_text())
    return document


@pytest.fixture
def peer() -> Iterator[HttpPeer]:
    made = HttpPeer()
    yield made
    made.close()


def service(peer: HttpPeer) -> Google:
    client = GoogleClient(
        "cid", "csec", token_url=f"{peer.url}/token", revoke_url=f"{peer.url}/revoke",
        api_url=f"{peer.url}/calendar/v3", timeout=0.4,
    )  # fmt: skip
    return Google(client)


def known(asked: Asked, name: str, discovery: dict[str, Any]) -> None:
    """Method, path, parameters and fields of the body are Google's, and our scope is enough."""
    method = discovery["resources"]["events"]["methods"][name]
    path = method["path"].replace("{calendarId}", "primary").replace("{eventId}", ID)
    assert (asked.method, asked.path) == (method["httpMethod"], f"/calendar/v3/{path}")
    assert set(asked.query) <= set(method["parameters"]) | set(discovery["parameters"])
    assert set(SCOPES) <= set(method["scopes"])
    if asked.raw:
        assert set(asked.json) <= set(discovery["schemas"]["Event"]["properties"])


def test_our_calls_are_those_of_the_published_interface(peer: HttpPeer, discovery: dict[str, Any]) -> None:
    peer.answers["POST", EVENTS] = [(200, {"id": ID})]
    peer.answers["PATCH", f"{EVENTS}/{ID}"] = [(200, {"id": ID})]
    peer.answers["DELETE", f"{EVENTS}/{ID}"] = [(204, {})]
    peer.answers["GET", EVENTS] = [(200, {"items": [], "nextSyncToken": "S"})]
    ours = service(peer)
    ours.put_event("A", ID, BODY)
    peer.answers["POST", EVENTS] = [(409, {"error": {"code": 409}})]
    ours.put_event("A", ID, BODY)
    ours.take_event("A", ID)
    ours.changes("A", first=FIRST, last=LAST)
    ours.changes("A", since="S", page="P", first=FIRST, last=LAST)
    names = ["insert", "insert", "patch", "delete", "list", "list"]
    for asked, name in zip(peer.asked, names, strict=True):
        known(asked, name, discovery)
        assert asked.headers["authorization"] == "Bearer A"
    assert peer.asked[2].json["status"] == "confirmed"  # also brings back what the person deleted
    whole, changed = peer.asked[4].query, peer.asked[5].query
    assert whole["timeMin"] == ["2027-01-11T00:00:00Z"]
    assert {"timeMin", "timeMax"}.isdisjoint(changed)  # Google refuses them beside a sync token
    assert changed["syncToken"] == ["S"]
    assert "summary" not in whole["fields"][0]


def test_our_ids_are_of_googles_alphabet() -> None:
    assert set(ID) <= set("0123456789abcdefghijklmnopqrstuv")
    assert 5 <= len(ID) <= 1024


def test_consent_is_asked_with_proof(peer: HttpPeer) -> None:
    verifier = "v" * 86
    query = parse_qs(urlsplit(service(peer).consent_url(state="st", verifier=verifier, back="http://x/back")).query)
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    assert (query["code_challenge"], query["code_challenge_method"]) == ([digest], ["S256"])
    assert (query["access_type"], query["response_type"], query["state"]) == (["offline"], ["code"], ["st"])
    peer.answers["POST", "/token"] = [(200, {"access_token": "A", "refresh_token": "R", "expires_in": 3599})]
    tokens = service(peer).exchange(code="c", verifier=verifier, back="http://x/back")
    assert (tokens.access, tokens.refresh, tokens.seconds) == ("A", "R", 3599)
    assert peer.asked[0].form["code_verifier"] == verifier
    peer.answers["POST", "/token"] = [(400, {"error": "invalid_grant"})]
    with pytest.raises(AccessWithdrawn):
        service(peer).refresh("R")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((401, {}), TokenRefused),
        ((410, {"error": {"code": 410}}), SyncExpired),
        ((429, {}), Temporary),
        ((500, b"<html>"), Temporary),
        ((403, {"error": {"errors": [{"reason": "rateLimitExceeded"}]}}), Temporary),
        ((403, {"error": {"errors": [{"reason": "insufficientPermissions"}]}}), Refused),
        ((200, {"items": 3}), Temporary),
        ("hang", Uncertain),
    ],
)
def test_what_google_may_answer(peer: HttpPeer, answer: object, kind: type[NotSent]) -> None:
    peer.answers["GET", EVENTS] = [answer]
    with pytest.raises(kind):
        service(peer).changes("A", first=FIRST, last=LAST)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((401, {}), TokenRefused),
        ((429, {}), Temporary),
        ((500, b"<html>"), Temporary),
        ((503, {}), Temporary),
        ((403, {"error": {"errors": [{"reason": "userRateLimitExceeded"}]}}), Temporary),
        ((403, {"error": {"errors": [{"reason": "forbidden"}]}}), Refused),
        ((400, {}), Refused),
        ("hang", Uncertain),
    ],
)
@pytest.mark.parametrize("step", ["insert", "patch", "delete"])
def test_every_write_tells_what_goes_wrong(peer: HttpPeer, step: str, answer: object, kind: type[NotSent]) -> None:
    ours, one = service(peer), f"{EVENTS}/{ID}"
    peer.answers["POST", EVENTS] = [(409, {"error": {"code": 409}})] if step == "patch" else [answer]
    peer.answers["PATCH", one] = peer.answers["DELETE", one] = [answer]
    with pytest.raises(kind):
        ours.take_event("A", ID) if step == "delete" else ours.put_event("A", ID, BODY)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((400, {"error": "invalid_grant"}), AccessWithdrawn),
        ((401, {"error": "invalid_client"}), Refused),
        ((429, {}), Temporary),
        ((500, {}), Temporary),
        ((200, b"<html>"), Temporary),
        ("hang", Uncertain),
    ],
)
def test_what_the_token_address_may_answer(peer: HttpPeer, answer: object, kind: type[NotSent]) -> None:
    peer.answers["POST", "/token"] = [answer]
    for work in (
        lambda: service(peer).refresh("R"),
        lambda: service(peer).exchange(code="c", verifier="v" * 86, back="http://x/back"),
    ):
        with pytest.raises(kind) as failed:
            work()
        assert "csec" not in str(failed.value)


def event(**changes: Any) -> dict[str, Any]:
    start, end = {"dateTime": "2027-01-12T10:00:00+05:30"}, {"dateTime": "2027-01-12T11:00:00+05:30"}
    return {"id": "e1", "status": "confirmed", "start": start, "end": end, **changes}


BUSY = Busy(datetime(2027, 1, 12, 4, 30, tzinfo=UTC), datetime(2027, 1, 12, 5, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("item", "busy"),
    [
        (event(), BUSY),
        (event(status="tentative"), BUSY),
        (event(status="cancelled"), None),
        (event(transparency="transparent"), None),
        (event(eventType="workingLocation"), None),
        (event(attendees=[{"self": True, "responseStatus": "declined"}]), None),
        (event(attendees=[{"responseStatus": "declined"}, {"self": True, "responseStatus": "accepted"}]), BUSY),
        (
            event(start={"date": "2027-03-28"}, end={"date": "2027-03-29"}),  # 23 hours in London
            Busy(datetime(2027, 3, 28, tzinfo=UTC), datetime(2027, 3, 28, 23, tzinfo=UTC)),
        ),
        (
            event(
                start={"dateTime": "2027-07-01T10:00:00", "timeZone": "America/New_York"},
                end={"dateTime": "2027-07-01T11:00:00", "timeZone": "America/New_York"},
            ),
            Busy(datetime(2027, 7, 1, 14, tzinfo=UTC), datetime(2027, 7, 1, 15, tzinfo=UTC)),
        ),
        (event(end={"dateTime": "2027-01-12T09:00:00+05:30"}), None),
        (event(start={"dateTime": "soon"}), None),
        (event(start=None), None),
    ],
)
def test_what_an_event_takes(item: dict[str, Any], busy: Busy | None) -> None:
    change = change_of(item, "Europe/London")
    assert change is not None
    assert change.busy == busy


def test_events_of_ours_are_left_out() -> None:
    assert change_of(event(id=ID), "UTC") is None
    assert change_of({"status": "cancelled"}, "UTC") is None
