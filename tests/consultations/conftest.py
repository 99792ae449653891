"""A database of its own for tests that really commit, from threads or other processes."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections
from pytest_django import DjangoDbBlocker

from tests.cluster import make_database
from tests.consultations.processes import Program, Web


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Everything is committed, for other connections to see; the database is thrown away. Its name."""
    usual = settings.DATABASES["default"]["NAME"]
    name = f"calls_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with django_db_blocker.unblock():
        make_database(name)
        _use(name)
        yield name
        _use(usual)


def _use(name: str) -> None:
    connection = connections["default"]
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name


@pytest.fixture
def web(committed: str) -> Iterator[Web]:
    program = Web()
    yield program
    program.kill()


@pytest.fixture
def worker(committed: str) -> Iterator[Program]:
    program = Program("pathya.runner.worker")
    yield program
    program.kill()
