"""Bodies and parameters of all sorts at every operation: never a 500, never an answer it does not declare."""

import json
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from pytest_django import Settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from pathya.web.api import api
from tests.factories import access_token, adi, asha, meera

pytestmark = pytest.mark.django_db

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
TRIES = {True: 6, False: 3}
"""Cases for each operation and mode, with a body and without: the same number for each person."""

handler = WSGIHandler()
"""Not config.wsgi: that would keep pages in this process."""


def _elsewhere(environ: dict[str, Any], start_response: Any) -> Any:
    """From an address of its own, so that its wrong sign-ins are not counted against other tests; in plain bytes."""
    return handler({**environ, "REMOTE_ADDR": "192.0.2.77", "HTTP_ACCEPT_ENCODING": "identity"}, start_response)


schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema(), default=str)))
schema.app = _elsewhere
OPERATIONS = [result.ok() for result in schema.get_all_operations()]
PEOPLE = {"client": asha, "nutritionist": meera, "admin": adi}


@pytest.fixture(autouse=True)
def _no_limits(settings: Settings) -> None:
    settings.API_PER_PERSON = settings.API_PER_ADDRESS = settings.UPLOADS_PER_HOUR = 0


@pytest.fixture(autouse=True)
def _one_transaction() -> Iterator[None]:
    """A request neither begins nor ends with closing the test's connection, as Django's own test client has it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_operation_is_met() -> None:
    declared = sum(len(methods) for methods in api.get_openapi_schema()["paths"].values())
    assert len(OPERATIONS) == declared > 20


@pytest.mark.parametrize(
    ("turn", "operation"), list(enumerate(OPERATIONS)), ids=lambda given: getattr(given, "label", "")
)
def test_any_input_is_answered_as_declared(turn: int, operation: Any) -> None:
    """Right and wrong input in turn, the people taking turns too: each operation meets every one of them."""
    signs_in = "security" in operation.definition.raw
    people = cycle([access_token(make()) for make in PEOPLE.values()] if signs_in else [""])
    for _one in range(turn % len(PEOPLE)):
        next(people)
    for mode in GenerationMode:
        _try(operation, mode, people)


def _try(operation: Any, mode: GenerationMode, people: Iterator[str]) -> None:
    @settings(
        max_examples=TRIES[bool(operation.body)],
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def meets(case: Any) -> None:
        token = next(people)
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"} if token else {}, checks=CHECKS)

    try:
        meets()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, "there is always something that is right"
    except schemathesis.errors.SchemathesisError as error:
        if "negative" not in str(error).lower() and "Impossible to satisfy" not in str(error):
            raise
