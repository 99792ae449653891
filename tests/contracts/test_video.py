"""Zoom and Jitsi as their documents say (recorded contracts), and what goes wrong on the way."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from pathya.integrations.delivery import NotSent, Refused, Temporary, Uncertain
from pathya.integrations.video import Jitsi, JitsiServer, RoomGone, Visitor, Wanted, Zoom, ZoomAccount, zoom
from tests.contracts.http_peer import HttpPeer

START = datetime(2027, 1, 12, 4, 30, tzinfo=UTC)
WANTED = Wanted("Pathya", START, 20, "meera@pathya.example")
MEETING = {
    "id": 85746065432,
    "join_url": "https://us06web.zoom.us/j/85746065432?pwd=x",
    "start_url": "https://us06web.zoom.us/s/85746065432?zak=y",
    "password": "k3Y",
}
USERS = ("POST", "/v2/users/meera@pathya.example/meetings")
ONE = "/v2/meetings/85746065432"


@pytest.fixture
def peer() -> Iterator[HttpPeer]:
    zoom.forget_tokens()
    made = HttpPeer()
    made.answers["POST", "/oauth/token"] = [(200, {"access_token": "T1", "expires_in": 3600})]
    made.answers[USERS] = [(201, MEETING)]
    yield made
    made.close()
    zoom.forget_tokens()


def service(peer: HttpPeer, **changes: object) -> Zoom:
    account = ZoomAccount(
        "acc", "id", "sec", api_url=f"{peer.url}/v2", token_url=f"{peer.url}/oauth/token", timeout=0.4
    )
    return Zoom(replace(account, **changes))  # type: ignore[arg-type]


def test_zoom_creates_a_meeting_with_a_kept_token(peer: HttpPeer) -> None:
    ours = service(peer)
    made = ours.create(WANTED)
    ours.create(replace(WANTED, record=True))
    assert (made.external_id, made.password) == ("85746065432", "k3Y")
    assert made.host_url.startswith("https://us06web.zoom.us/s/")
    token, first, second = peer.asked
    assert token.form == {"grant_type": "account_credentials", "account_id": "acc"}
    assert token.headers["authorization"] == "Basic aWQ6c2Vj"
    assert first.headers["authorization"] == "Bearer T1"
    body = first.json
    assert (body["type"], body["start_time"], body["duration"], body["timezone"]) == (
        2,
        "2027-01-12T04:30:00Z",
        20,
        "UTC",
    )
    assert body["settings"]["auto_recording"] == "none"
    assert second.json["settings"]["auto_recording"] == "cloud"


def test_zoom_changes_and_removes(peer: HttpPeer) -> None:
    peer.answers["PATCH", ONE] = [(204, {})]
    peer.answers["DELETE", ONE] = [(204, {}), (404, {"code": 3001, "message": "gone"})]
    ours = service(peer)
    ours.change("85746065432", replace(WANTED, starts_at=START + timedelta(hours=1)))
    assert peer.asked[-1].json["start_time"] == "2027-01-12T05:30:00Z"
    ours.remove("85746065432")
    ours.remove("85746065432")
    peer.answers["PATCH", ONE] = [(404, {"code": 3001})]
    with pytest.raises(RoomGone):
        ours.change("85746065432", WANTED)


def test_a_refused_token_is_asked_for_anew_once(peer: HttpPeer) -> None:
    ours = service(peer)
    ours.create(WANTED)
    peer.answers["POST", "/oauth/token"] = [(200, {"access_token": "T2", "expires_in": 3600})]
    peer.answers[USERS] = [(401, {"code": 124}), (201, MEETING)]
    ours.create(WANTED)
    assert peer.asked[-1].headers["authorization"] == "Bearer T2"
    peer.answers[USERS] = [(401, {"code": 124})]
    count = len(peer.asked)
    with pytest.raises(Temporary, match="zoom create 401"):
        ours.create(WANTED)
    assert len(peer.asked) == count + 3  # refused, new token, refused: no loop


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((429, {"code": 429}, {"Retry-After": "5"}), Temporary),
        ((500, {}), Temporary),
        ((503, b"<html>busy</html>"), Temporary),
        ((400, {"code": 300}), Refused),
        ((404, {"code": 1001}), Refused),
        ((201, b'{"id": 1'), Temporary),
        ((201, {**MEETING, "join_url": "javascript:alert(1)"}), Temporary),
        ((302, {}, {"Location": "http://127.0.0.1:1/"}), Refused),
        ("hang", Uncertain),
        ((201, b"x" * 2_000_000), Uncertain),
    ],
)
def test_what_goes_wrong_is_told_in_time(peer: HttpPeer, answer: object, kind: type[NotSent]) -> None:
    peer.answers[USERS] = [answer]
    with pytest.raises(kind) as failed:
        service(peer).create(WANTED)
    assert "meera" not in failed.value.reason


TROUBLES: list[tuple[object, type[NotSent]]] = [
    ((401, {"code": 124}), Temporary),
    ((429, {"code": 429}, {"Retry-After": "5"}), Temporary),
    ((500, {}), Temporary),
    ((503, b"<html>busy</html>"), Temporary),
    ((403, {"code": 104}), Temporary),
    ((400, {"code": 300}), Refused),
    ("hang", Uncertain),
]


@pytest.mark.parametrize(("answer", "kind"), TROUBLES)
@pytest.mark.parametrize("step", ["change", "remove", "host_url", "token"])
def test_every_call_tells_what_goes_wrong(peer: HttpPeer, step: str, answer: object, kind: type[NotSent]) -> None:
    """A refusal, a limit, a server's error and silence are told apart at each of Zoom's addresses that we use."""
    method, path = {"change": ("PATCH", ONE), "remove": ("DELETE", ONE), "host_url": ("GET", ONE)}.get(
        step, ("POST", "/oauth/token")
    )
    peer.answers[method, path] = [answer]
    ours = service(peer)
    work = {"change": lambda: ours.change("85746065432", WANTED), "remove": lambda: ours.remove("85746065432"),
            "host_url": lambda: ours.host_url("85746065432"), "token": lambda: ours.create(WANTED)}  # fmt: skip
    with pytest.raises(kind) as failed:
        work[step]()
    assert "sec" not in failed.value.reason


def test_nobody_listens(peer: HttpPeer) -> None:
    with pytest.raises(Temporary, match="connect"):
        service(peer, token_url="http://127.0.0.1:9/oauth/token").create(WANTED)


HOST, GUEST = Visitor("v1", "Meera", is_host=True), Visitor("v2", 'A"sha', is_host=False)
OPENS, CLOSES = START, START + timedelta(hours=2)


def token_of(link: str) -> str:
    return link.split("?jwt=")[1]


def test_an_own_jitsi_server_gets_an_hs256_token() -> None:
    ours = Jitsi(JitsiServer("https://meet.pathya.example", "pathya", secret="s" * 40))
    for visitor in (HOST, GUEST):
        link = ours.link("pathya-ab", visitor, opens=OPENS, closes=CLOSES)
        assert link.startswith("https://meet.pathya.example/pathya-ab?jwt=")
        options = {"verify_exp": False, "verify_nbf": False}
        claims = jwt.decode(token_of(link), "s" * 40, ["HS256"], audience="pathya", options=options)  # type: ignore[arg-type]
        assert (claims["iss"], claims["sub"], claims["room"]) == ("pathya", "meet.pathya.example", "pathya-ab")
        assert claims["moderator"] is visitor.is_host
        assert (claims["nbf"], claims["exp"]) == (int(OPENS.timestamp()), int(CLOSES.timestamp()))


def test_jitsi_as_a_service_gets_an_rs256_token_under_its_key_id() -> None:
    key = rsa.generate_private_key(65537, 2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    app = "vpaas-magic-cookie-1"
    ours = Jitsi(JitsiServer("https://8x8.vc", app, key_id=f"{app}/k1", private_key=pem))
    link = ours.link("pathya-ab", HOST, opens=OPENS, closes=CLOSES)
    assert link.startswith(f"https://8x8.vc/{app}/pathya-ab?jwt=")
    assert jwt.get_unverified_header(token_of(link))["kid"] == f"{app}/k1"
    claims = jwt.decode(
        token_of(link),
        key.public_key(),
        ["RS256"],
        audience="jitsi",
        options={"verify_exp": False, "verify_nbf": False},  # type: ignore[arg-type]
    )
    assert (claims["iss"], claims["sub"], claims["context"]["user"]["moderator"]) == ("chat", app, "true")


def test_the_public_server_gets_a_name_and_no_token() -> None:
    server = JitsiServer()
    assert server.is_public
    link = Jitsi(server).link("pathya-ab", GUEST, opens=OPENS, closes=CLOSES)
    assert link == "https://meet.jit.si/pathya-ab#userInfo.displayName=%22Asha%22"
    assert not JitsiServer("https://meet.pathya.example").is_public
