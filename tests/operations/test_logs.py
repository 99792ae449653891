"""The one log: JSON, with the request's id, without anything personal."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import structlog
from django.test import Client

from pathya.operations import context, logs
from tests.api import ApiClient
from tests.factories import asha

SECRETS = [
    "asha.verma+x@pathya.example",
    "+919810000001",
    "9810000001",
    "Bearer pat_8s7df87s6df87s6df87s6df87sdf",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
    "pat_8s7df87s6df87s6df87s6df87sdf",
    "/reset?token=abcdef123456",
]


@pytest.fixture
def lines() -> Iterator[Any]:
    """What production would print, read back."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    options = logs.formatter(pretty=False)
    handler.setFormatter(options.pop("()")(**options))
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)


@pytest.mark.parametrize("secret", SECRETS)
def test_secrets_are_struck_out_wherever_they_stand(lines: Any, secret: str) -> None:
    structlog.get_logger("pathya.test").info(f"happened to {secret} today", where=secret, deep={"list": [secret]})
    logging.getLogger("elsewhere").warning("failed for %s", secret)
    try:
        raise RuntimeError(f"no such person: {secret}")
    except RuntimeError:
        structlog.get_logger("pathya.test").exception("broke")
        logging.getLogger("elsewhere").exception("broke too")
    found = lines()
    assert len(found) == 4
    bare = secret.removeprefix("Bearer ").removeprefix("/reset?token=")
    assert bare not in json.dumps(found)
    assert "RuntimeError" in found[2]["exception"]
    assert "RuntimeError" in found[3]["exception"]


@pytest.mark.parametrize(
    "key", ["password", "newPassword", "access_token", "email", "e_mail", "phone", "Authorization", "notes", "code"]
)
def test_keys_that_name_something_personal_are_emptied(lines: Any, key: str) -> None:
    structlog.get_logger("pathya.test").info("kept", **{key: "low sugar", "inner": {key: "low sugar"}})
    (found,) = lines()
    assert "low sugar" not in json.dumps(found)
    assert found["event"] == "kept"


def test_ids_and_numbers_stay(lines: Any) -> None:
    with context.of("request-7", "198.51.100.7"):
        structlog.get_logger("pathya.test").info("kept", id="01a202ce-4f8c-716f-ae4d-5f6d0d854522", count=9810000001)
    (found,) = lines()
    assert found["id"] == "01a202ce-4f8c-716f-ae4d-5f6d0d854522"
    assert (found["request_id"], found["level"], found["logger"]) == ("request-7", "info", "pathya.test")
    assert found["timestamp"].endswith("Z")


def test_a_violated_constraint_does_not_tell_the_row(lines: Any) -> None:
    text = "duplicate key\nDETAIL:  Key (first_name)=(Asha) already exists.\nmore"
    logging.getLogger("elsewhere").error(text)
    assert "Asha" not in lines()[0]["event"]


@pytest.mark.django_db
def test_a_request_is_told_by_its_route(lines: Any) -> None:
    Client().get("/health/live?email=asha@pathya.example")
    Client().get("/accounts/nothing/8d7f6g5h4j3k2l/?key=secret")
    ApiClient(asha()).get("/nothing/7?token=secret")
    told = [line for line in lines() if line["event"] == "request"]
    assert [line["status"] for line in told] == [404, 404]
    text = json.dumps(told)
    assert "secret" not in text
    assert "asha" not in text
    assert "8d7f6g5h4j3k2l" not in text
    assert told[0]["ms"] >= 0


@pytest.mark.django_db
@pytest.mark.urls("tests.operations.urls")
def test_a_failing_operation_is_logged_without_what_was_sent(lines: Any) -> None:
    body = json.dumps({"someText": "crash"})
    response = Client(raise_request_exception=False).post("/api/v1/notes", body, content_type="application/json")
    failed = next(line for line in lines() if line["event"] == "api.failed")
    assert failed["request_id"] == response["X-Request-ID"]
    assert "RuntimeError: secret of [mail]" in failed["exception"]
    assert "asha" not in json.dumps(lines())
    request = next(line for line in lines() if line["event"] == "request")
    assert (request["route"], request["status"], request["method"]) == ("api/v1/notes", 500, "POST")


def test_django_tells_of_failures_without_the_address(lines: Any) -> None:
    log = logging.getLogger("django.request")
    log.warning("Not Found: %s", "/reset/secret")
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        log.exception("Internal Server Error: %s", "/reset/secret")
    (found,) = lines()
    assert found["event"] == "request.failed"
    assert "ZeroDivisionError" in found["exception"]
