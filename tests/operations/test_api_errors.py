"""Every failure has the one shape, whatever went wrong."""

import json
from io import BytesIO
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from pathya.operations.api import PathyaAPI
from pathya.web import api as api_root
from tests import factories
from tests.api import ApiClient

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.operations.urls")]
NOTES = "/api/v1/notes"


def call(method: str, path: str, data: Any = b"", content_type: str = "application/json", **headers: str) -> Any:
    if not isinstance(data, bytes):
        data = json.dumps(data).encode()
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.generic(method, path, data, content_type=content_type, headers=sent)


def refused(response: Any, status: int, code: str) -> dict[str, Any]:
    assert (response.status_code, response["Content-Type"]) == (status, "application/json")
    body = response.json()
    assert body["success"] is False
    assert set(body) == {"success", "error"}
    assert body["error"]["code"] == code
    assert body["error"]["message"]
    error: dict[str, Any] = body["error"]
    return error


def test_success_speaks_camel_case() -> None:
    response = call("GET", NOTES + "/7?how_many=2")
    assert response.json() == {"success": True, "message": "Here.", "data": {"rowCount": 7, "someText": "xx"}}
    created = call("POST", NOTES, {"someText": "hello"})
    assert created.json() == {"success": True, "data": {"rowCount": 1, "someText": "hello"}}
    assert created["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"someText": "This is needed."}),
        ({"someText": "x", "unknownThing": 1}, {"unknownThing": "There is no such field here."}),
        ({"someText": 7}, {"someText": "Write a text."}),
        ({"someText": "x", "howMany": "many"}, {"howMany": "Write a whole number."}),
        ({"someText": "x", "howMany": 1.5}, {"howMany": "Write a whole number."}),
        ([], {"body": "Write an object."}),
        ("text", {"body": "Write an object."}),
    ],
)
def test_fields_are_told_by_the_name_they_have_outside(body: Any, fields: dict[str, str]) -> None:
    error = refused(call("POST", NOTES, body), 422, "invalid")
    assert {name: texts[0] for name, texts in error["fields"].items()} == fields


def test_messages_are_in_the_callers_language() -> None:
    error = refused(call("POST", NOTES, {}, Accept_Language="hi"), 422, "invalid")
    assert error["message"] != "Please check the marked fields."
    error = refused(call("GET", "/api/v1/nothing", Accept_Language="hi"), 404, "not_found")
    assert error["message"] != "We could not find that."


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"{'a': 1}",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"someText": "x", "share": NaN}',
        b'{"someText": "x", "share": Infinity}',
        b'{"someText": "x", "share": -Infinity}',
        b'{"someText": "a\\u0000b"}',
        b'{"someText": "\\ud800"}',
        b'{"someText": "\xff"}',
        b'{"someText\x00": 1}',
    ],
)
def test_what_is_not_json_is_refused(body: bytes) -> None:
    response = call("POST", NOTES, body)
    refused(response, 400, "malformed") if body else refused(response, 422, "invalid")


def test_numbers_beyond_reason_are_refused() -> None:
    body = b'{"someText": "x", "share": 1e999}'
    assert call("POST", NOTES, body).status_code == 422
    assert call("POST", NOTES, b'{"someText": "x", "howMany": ' + b"9" * 5000 + b"}").status_code in {400, 422}


def test_a_text_that_only_spells_an_escape_is_taken() -> None:
    assert call("POST", NOTES, {"someText": "\\u0000 \\ud800"}).status_code == 201


def test_sizes_and_kinds() -> None:
    refused(call("POST", NOTES, {"someText": "x" * (1024 * 1024)}), 413, "too_large")
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml", ""):
        refused(call("POST", NOTES, {"someText": "x"}, content_type=kind), 415, "wrong_type")


def test_a_body_in_chunks_is_held_to_the_same_limit() -> None:
    client = Client(raise_request_exception=False)

    def send(body: bytes) -> Any:
        environ: Any = {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": "", "wsgi.input": BytesIO(body)}
        environ["CONTENT_TYPE"] = "application/json"
        return client.generic("POST", NOTES, b"", content_type="application/json", **environ)

    assert send(b'{"someText": "x"}').status_code == 201
    refused(send(b'{"someText": "' + b"x" * 1024 * 1024 + b'"}'), 413, "too_large")


def test_addresses_and_methods() -> None:
    refused(call("GET", "/api/v1/nothing"), 404, "not_found")
    refused(call("GET", "/api/"), 404, "not_found")
    response = call("DELETE", NOTES)
    refused(response, 405, "wrong_method")
    assert response["Allow"] == "POST"
    refused(call("GET", NOTES + "/1?how_many=%00"), 400, "malformed")
    refused(call("GET", NOTES + "/1?how_many=x"), 422, "invalid")


def test_a_mistake_of_ours_tells_nothing_but_an_id(capsys: pytest.CaptureFixture[str]) -> None:
    response = call("POST", NOTES, {"someText": "crash"})
    error = refused(response, 500, "server_error")
    assert error["requestId"] == response["X-Request-ID"]
    assert "asha" not in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: object, **_values: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("pathya.operations.limits.check", away)
    response = call("POST", NOTES, {"someText": "x"})
    refused(response, 503, "unavailable")
    assert response["Retry-After"] == "5"


def test_limits_tell_when_to_come_back(settings: Settings) -> None:
    response = call("POST", NOTES, {"someText": "too often"})
    refused(response, 429, "too_many_tries")
    assert response["Retry-After"] == "7"
    settings.API_PER_ADDRESS = 3
    statuses = [call("POST", NOTES, {"someText": "x"}).status_code for _ in range(4)]
    assert statuses == [201, 201, 429, 429]


def test_a_cookie_alone_may_change_nothing(settings: Settings) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = "s" * 32
    client.cookies["csrftoken"] = "t" * 32
    body = json.dumps({"someText": "x"})
    refused(client.post(NOTES, body, content_type="application/json"), 403, "csrf_failed")
    proof = {"X-CSRFToken": "t" * 32}
    assert client.post(NOTES, body, content_type="application/json", headers=proof).status_code == 201
    foreign = {**proof, "Origin": "https://evil.example"}
    refused(client.post(NOTES, body, content_type="application/json", headers=foreign), 403, "csrf_failed")


def test_other_origins_only_when_listed(settings: Settings) -> None:
    settings.CORS_ORIGINS = ["https://app.example"]
    asked = {"Origin": "https://app.example", "Access_Control_Request_Method": "POST"}
    allowed = call("OPTIONS", NOTES, **asked)
    assert (allowed.status_code, allowed["Access-Control-Allow-Origin"]) == (204, "https://app.example")
    assert "Idempotency-Key" in allowed["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in allowed
    stranger = call("OPTIONS", NOTES, **{**asked, "Origin": "https://evil.example"})
    refused(stranger, 403, "forbidden")
    assert "Access-Control-Allow-Origin" not in stranger
    assert "Access-Control-Allow-Origin" not in call("GET", NOTES + "/1", Origin="null")


def test_the_real_api_is_put_together_the_same_way() -> None:
    assert isinstance(api_root.api, PathyaAPI)


@pytest.mark.django_db
@pytest.mark.urls("pathya.config.urls")
def test_a_person_has_a_limit_of_calls(settings: Any) -> None:
    settings.API_PER_PERSON = 2
    asha, bilal = ApiClient(factories.asha()), ApiClient(factories.bilal())
    assert [asha.get("/auth/me").status_code for _ in range(3)] == [200, 200, 429]
    assert asha.get("/consultations").status_code == 429
    assert bilal.get("/auth/me").status_code == 200


@pytest.mark.urls("pathya.config.urls")
@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/nothing/", "/api/v2/nothing", "/api/v1"])
def test_no_page_answers_for_the_api(path: str) -> None:
    refused(call("GET", path), 404, "not_found")
    refused(call("POST", path, {}), 404, "not_found")
