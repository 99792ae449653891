import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from pathya.kit import clock
from pathya.operations import idempotency
from pathya.operations.models import IdempotencyKey
from tests.operations.urls import effects

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.urls("tests.operations.urls")]


@pytest.fixture(autouse=True)
def no_errors_raised() -> Iterator[None]:
    yield
    connection.close()


def send(text: str = "hello", key: str | None = "k-1", **meta: Any) -> Any:
    headers = {"Idempotency-Key": key} if key is not None else {}
    body = json.dumps({"someText": text})
    return Client(raise_request_exception=False).post(
        "/api/v1/notes", body, content_type="application/json", headers=headers, **meta
    )


def test_a_repeat_gets_the_first_answer_and_has_no_effect() -> None:
    first, again = send(), send()
    assert (first.status_code, first.json()["data"]["rowCount"]) == (201, 1)
    assert (again.status_code, again.content, again["Content-Type"]) == (201, first.content, first["Content-Type"])
    assert again["Idempotent-Replayed"] == "true"
    assert effects() == 1


def test_without_a_key_or_with_another_each_counts() -> None:
    send(key=None)
    send(key=None)
    send(key="k-2")
    send(key="k-3", REMOTE_ADDR="198.51.100.9")
    send(key="k-3", REMOTE_ADDR="203.0.113.9")
    assert effects() == 5


def test_another_body_under_the_same_key_is_refused() -> None:
    send()
    other = send("another")
    assert (other.status_code, other.json()["error"]["code"]) == (409, "idempotency_mismatch")
    assert effects() == 1


def test_a_business_answer_is_kept_and_its_work_undone() -> None:
    first, again = send("refused"), send("refused")
    assert first.status_code == again.status_code == 409
    assert first.json()["error"]["code"] == "conflict"
    assert again.content == first.content
    assert effects() == 0


@pytest.mark.parametrize(("text", "status"), [("crash", 500), ("too often", 429)])
def test_what_tells_of_the_moment_is_not_kept(text: str, status: int) -> None:
    assert [send(text).status_code for _ in range(2)] == [status, status]
    assert not IdempotencyKey.objects.exists()
    assert effects() == 0


def test_the_answer_is_kept_encrypted() -> None:
    send("a private thing")
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM operations_idempotencykey")
        assert cursor.fetchone()[0].startswith("v1:")


def test_forgotten_after_a_day() -> None:
    send()
    with clock.at(clock.now() + timedelta(hours=25)):
        assert send("another").status_code == 201
        assert effects() == 2
        assert idempotency.clean() == 0
    with clock.at(clock.now() + timedelta(hours=50)):
        assert idempotency.clean() == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "a\x07b"])
def test_keys_that_cannot_be(key: str) -> None:
    refused = send(key=key)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "invalid")


def test_64_at_once_have_one_effect_and_equal_answers() -> None:
    def one(_: int) -> tuple[int, bytes]:
        try:
            answer = send()
            return answer.status_code, answer.content
        finally:
            connection.close()

    with ThreadPoolExecutor(64) as pool:
        answers = set(pool.map(one, range(64)))
    assert len(answers) == 1
    assert answers.pop()[0] == 201
    assert effects() == 1


def test_one_that_waits_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idempotency, "PATIENCE", "50ms")

    def rival() -> Any:
        try:
            return send()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        send()
        waiting = pool.submit(rival).result()
    assert (waiting.status_code, waiting.json()["error"]["code"]) == (409, "in_progress")
    assert effects() == 1
