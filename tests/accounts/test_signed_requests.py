"""Requests signed with an API key: what is covered, how long, how often."""

import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from pathya.kit import clock
from tests import factories
from tests.accounts.steps import error
from tests.api import ApiClient

pytestmark = pytest.mark.django_db
PATH = "/api/v1/consultations?page=1&limit=5"


@pytest.fixture
def key() -> dict[str, str]:
    body = {
        "name": "Partner",
        "scopes": ["consultations:read", "consultations:write"],
        "password": factories.PASSWORD,
        "signed": True,
    }
    data: dict[str, str] = ApiClient(factories.asha()).post("/auth/api-keys", body).json()["data"]
    return data


def signature(secret: str, timestamp: str, method: str, path: str, body: bytes = b"") -> str:
    """As docs/api.md tells partners to make it."""
    text = "\n".join([timestamp, method, path, hashlib.sha256(body).hexdigest()])
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def headers(key: dict[str, str], path: str = PATH, method: str = "GET", body: bytes = b"") -> dict[str, str]:
    now = str(int(clock.now().timestamp()))
    sent = {"X-Pathya-Key": key["id"], "X-Pathya-Timestamp": now}
    return {**sent, "X-Pathya-Signature": signature(key["key"], now, method, path, body)}


def get(path: str = PATH, **sent: Any) -> Any:
    return Client().get(path, headers=sent.pop("headers"))


def test_a_signed_request_is_its_persons(key: dict[str, str]) -> None:
    answer = get(headers=headers(key))
    assert answer.status_code == 200
    assert answer.json()["pagination"]["limit"] == 5


def test_it_is_taken_once(key: dict[str, str]) -> None:
    sent = headers(key)
    assert get(headers=sent).status_code == 200
    again = get(headers=sent)
    assert (again.status_code, error(again)) == (401, "invalid_signature")


@pytest.mark.parametrize(("minutes", "status"), [(-6, 401), (-4, 200), (4, 200), (6, 401)])
def test_five_minutes_are_tolerated(key: dict[str, str], minutes: int, status: int) -> None:
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        sent = headers(key)
    assert get(headers=sent).status_code == status


def test_a_seen_signature_is_remembered_longer_than_it_could_be_sent(key: dict[str, str]) -> None:
    with clock.at(clock.now() + timedelta(minutes=4)):
        sent = headers(key)
    assert get(headers=sent).status_code == 200
    with clock.at(clock.now() + timedelta(minutes=8)):
        assert get(headers=sent).status_code == 401


def test_method_path_query_and_body_are_covered(key: dict[str, str]) -> None:
    sent = headers(key)
    assert get("/api/v1/consultations?page=1&limit=6", headers=sent).status_code == 401
    assert get("/api/v1/consultations", headers=sent).status_code == 401
    body = json.dumps({"reason": "a"}).encode()
    path = f"/api/v1/consultations/{key['id']}/cancel"
    signed = headers(key, path, "POST", body)
    post = {"data": json.dumps({"reason": "b"}), "content_type": "application/json", "headers": signed}
    assert Client().post(path, **post).status_code == 401
    assert Client().post(path, **{**post, "data": body}).status_code == 404


def test_scopes_hold_for_signed_requests_as_well(key: dict[str, str]) -> None:
    path = "/api/v1/auth/sessions"
    assert error(get(path, headers=headers(key, path))) == "insufficient_scope"


def test_the_secret_is_no_bearer_token(key: dict[str, str]) -> None:
    assert ApiClient(token=key["key"]).get("/consultations").status_code == 401


@pytest.mark.parametrize(
    "change",
    [
        {"X-Pathya-Key": "x"},
        {"X-Pathya-Key": "01a20000-0000-7000-8000-000000000000"},
        {"X-Pathya-Timestamp": "now"},
        {"X-Pathya-Timestamp": "9" * 400},
        {"X-Pathya-Timestamp": "٣"},
        {"X-Pathya-Signature": "0" * 64},
        {"X-Pathya-Signature": ""},
        {"X-Pathya-Signature": "é"},
    ],
)
def test_forged_headers_are_401(key: dict[str, str], change: dict[str, str]) -> None:
    assert get(headers={**headers(key), **change}).status_code == 401


def test_a_plain_key_does_not_sign() -> None:
    body = {"name": "Plain", "scopes": ["consultations:read"], "password": factories.PASSWORD}
    plain = ApiClient(factories.asha()).post("/auth/api-keys", body).json()["data"]
    assert get(headers=headers(plain)).status_code == 401
