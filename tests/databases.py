"""Databases of this worker: which one the process is on, and fixtures that give tests one of their own."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections
from pytest_django import DjangoDbBlocker

from pathya.content.services import ensure_site
from tests.cluster import make_database

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")


def use(name: str, *, fresh: bool = False) -> str:
    """Point every connection of this process at `name`, a new copy when `fresh`; returns the name before."""
    connection = connections["default"]
    connection.close()
    if fresh:
        make_database(name)
    before = str(connection.settings_dict["NAME"])
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
    return before


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Everything is committed, for other connections and processes to see; the database is thrown away. Its name."""
    name = f"committed_{WORKER}"
    with django_db_blocker.unblock():
        before = use(name, fresh=True)
        yield name
        use(before)


@pytest.fixture(scope="session")
def _started(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> str:
    name = f"started_{WORKER}"
    with django_db_blocker.unblock():
        before = use(name, fresh=True)
        ensure_site()
        use(before)
    return name


@pytest.fixture(scope="module")
def starting_site(_started: str) -> Iterator[None]:
    """The module's tests find the starting site in their database: making it takes a second, too long for each."""
    before = use(_started)
    yield
    use(before)
