"""A mail of the tests' own, so that they depend on no other domain's words."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings


@pytest.fixture(autouse=True)
def _own_templates(settings: Settings) -> None:
    engines = deepcopy(settings.TEMPLATES)
    engines[0]["DIRS"] = [Path(__file__).parent / "templates"]
    settings.TEMPLATES = engines


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What the test writes is really committed, for other processes to see; only the outbox and the jobs are emptied
    afterwards, since Wagtail's pages must stay."""
    with django_db_blocker.unblock():
        yield
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE outbox_message, procrastinate_jobs CASCADE")
