from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from pathya.operations import context
from pathya.operations.middleware import RequestMiddleware

pytestmark = pytest.mark.django_db
PROXY = "10.0.0.5"


def seen(settings: Settings, proxies: list[str], remote: str, **headers: str) -> tuple[context.Context, Any]:
    """What the program takes for the client, and the request it gets."""
    settings.TRUSTED_PROXIES = proxies
    found: list[Any] = []

    def view(request: Any) -> HttpResponse:
        found.extend([context.current(), request])
        return HttpResponse()

    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    RequestMiddleware(view)(RequestFactory().get("/", headers=sent, REMOTE_ADDR=remote))
    return found[0], found[1]


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "address"),
    [
        ([], "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        ([PROXY], PROXY, "203.0.113.9", "203.0.113.9"),
        ([PROXY], PROXY, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], PROXY, "1.1.1.1, 203.0.113.9, 10.1.2.3", "203.0.113.9"),
        ([PROXY], PROXY, "rubbish", PROXY),
        ([PROXY], PROXY, "", PROXY),
        ([PROXY], "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        ([PROXY], PROXY, "2001:db8::7", "2001:db8::7"),
    ],
)
def test_the_clients_address(settings: Settings, proxies: list[str], remote: str, forwarded: str, address: str) -> None:
    known, request = seen(settings, proxies, remote, X_Forwarded_For=forwarded)
    assert known.address == address
    assert request.META["REMOTE_ADDR"] == address


def test_what_strangers_claim_is_dropped(settings: Settings) -> None:
    claims = {"X_Forwarded_Proto": "https", "X_Request_ID": "chosen-by-me", "X_Forwarded_Host": "evil.example"}
    known, request = seen(settings, [], "198.51.100.7", **claims)
    assert not request.is_secure()
    assert "HTTP_X_FORWARDED_HOST" not in request.META
    assert known.request_id != "chosen-by-me"
    known, request = seen(settings, [PROXY], PROXY, **claims)
    assert request.is_secure()
    assert known.request_id == "chosen-by-me"
    known, _request = seen(settings, [PROXY], PROXY, X_Request_ID="bad id\n")
    assert len(known.request_id) == 32


def test_a_socket_has_no_address(settings: Settings) -> None:
    assert seen(settings, [], "")[0].address is None


def test_every_answer_carries_its_headers(settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    response = Client().get("/health/live", secure=True)
    assert len(response["X-Request-ID"]) == 32
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "max-age" in response.get("Strict-Transport-Security", "max-age") or not settings.PRODUCTION


def test_an_unknown_host_is_refused(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["pathya.example"]
    client = Client(raise_request_exception=False)
    assert client.get("/health/live", headers={"Host": "evil.example"}).status_code == 400
    refused = client.get("/api/v1/nothing", headers={"Host": "evil.example"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "malformed")


def test_nul_in_an_address_is_refused() -> None:
    client = Client(raise_request_exception=False)
    assert client.get("/health/live?x=%00").status_code == 400
    assert client.get("/a%00b").status_code == 400
