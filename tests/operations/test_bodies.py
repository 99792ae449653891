"""Senders that dawdle hold half of the threads at most."""

import threading
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from pathya.operations import bodies

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.operations.urls")]


class Dawdling:
    """A body that comes when it is let."""

    def __init__(self) -> None:
        self.asked, self.let = threading.Event(), threading.Event()

    def read(self, _size: int) -> bytes:
        self.asked.set()
        self.let.wait(10)
        return b""

    def readline(self, _size: int = -1) -> bytes:
        return self.read(1)


def send(body: Any, length: str = "17") -> Any:
    environ: Any = {"CONTENT_LENGTH": length, "wsgi.input": body, "CONTENT_TYPE": "application/json"}
    return Client(raise_request_exception=False).generic("POST", "/api/v1/notes", b"", **environ)


def test_slow_senders_leave_threads_for_others(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "_slots", threading.BoundedSemaphore(2))
    slow = [Dawdling(), Dawdling()]
    answers: list[int] = []
    threads = [threading.Thread(target=lambda one=one: answers.append(send(one).status_code)) for one in slow]
    for thread in threads:
        thread.start()
    assert all(one.asked.wait(5) for one in slow)
    third = send(Dawdling())
    assert (third.status_code, third.json()["error"]["code"]) == (503, "unavailable")
    assert Client().get("/api/v1/notes/7").status_code == 200
    for one in slow:
        one.let.set()
    for thread in threads:
        thread.join(10)
    assert answers == [400, 400]
    body = b'{"someText": "x"}'
    assert Client().post("/api/v1/notes", body, content_type="application/json").status_code == 201


@pytest.mark.parametrize("length", ["abc", "-1", "1e3", "٣"])
def test_lengths_that_can_not_be(length: str) -> None:
    assert send(Dawdling(), length).status_code == 400


@pytest.mark.urls("pathya.config.urls")
def test_pages_have_a_limit_too(settings: Settings) -> None:
    settings.BODY_LIMIT = 2000
    client = Client(raise_request_exception=False)
    assert client.post("/anything/", {"text": "x" * 3000}).status_code == 413
    assert client.post("/api/v1/auth/login", b"x" * 3000, content_type="application/json").status_code != 413
