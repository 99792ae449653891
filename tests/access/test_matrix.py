"""The access matrix, written by hand: an operation that is missing from it fails the test."""

import json
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings

from pathya.kit import clock
from pathya.web.api import api
from tests.access import world
from tests.access.rows import ROWS, Row
from tests.api import ApiClient
from tests.consultations.factories import NOW

PREFIX = "/api/v1"
ELSEWHERE = "192.0.2.78"
"""Wrong passwords are counted whatever is rolled back: not at the address that other tests come from."""


def operations() -> set[str]:
    return {
        f"{method.upper()} {path.removeprefix(PREFIX)}"
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }


def test_every_operation_has_its_row_and_no_row_is_left_over() -> None:
    assert operations() - set(ROWS) == set()
    assert set(ROWS) - operations() == set()


@pytest.mark.django_db
def test_everybody_gets_what_the_matrix_says(settings: Settings) -> None:
    settings.API_PER_PERSON = settings.API_PER_ADDRESS = settings.UPLOADS_PER_HOUR = 0
    wrong = []
    with clock.at(NOW):
        made = world.make()
        callers = {person: ApiClient(user, address=ELSEWHERE) for person, user in made.people.items()}
        for name, row in sorted(ROWS.items()):
            got = answers(callers, *name.split(" ", 1), row, made.ids_at(name.split(" ", 1)[1]))
            wrong += [f"{name}: {person} gets {got[person]}" for person in got if got[person] != row.status(person)]
    assert not wrong, "\n".join(wrong)


def answers(callers: dict[str, ApiClient], method: str, path: str, row: Row, ids: dict[str, Any]) -> dict[str, int]:
    """Each person's status; nothing that one does is there for the next."""
    got = {}
    for person, caller in callers.items():
        with transaction.atomic():
            got[person] = caller.call(method, filled(path + row.query, ids), filled(row.body, ids)).status_code
            transaction.set_rollback(True)
    return got


def filled(template: Any, ids: dict[str, Any]) -> Any:
    """`{name}` in an address or body stands for the id of that name."""
    text = template if isinstance(template, str) else json.dumps(template)
    for key, value in ids.items():
        text = text.replace(f"{{{key}}}", str(value))
    return text if isinstance(template, str) else json.loads(text)
