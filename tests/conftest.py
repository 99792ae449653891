"""The test database per worker, and the known cast."""

import gc
import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections
from django.db.backends.base.introspection import BaseDatabaseIntrospection
from pytest_django import DjangoDbBlocker, Settings

from pathya.privacy import keys
from tests.browser import browser, page_at, site
from tests.cluster import CACHE, make_database
from tools import translations

LEDGERS = {"privacy_consent"}
JOBS = ["procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers"]
"""Emptied after a test that commits, though no model of Django's own."""


def pytest_configure(config: pytest.Config) -> None:
    """Hindi texts are tested as they stand in the sources, static files without collecting them: what is collected
    would be looked through by each new `Client`."""
    settings.STATIC_ROOT = CACHE / "no-static"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    if not hasattr(config, "workerinput"):
        for app in translations.APPS.iterdir():
            if app.is_dir():
                translations.compile_app(app)


def pytest_collection_finish() -> None:
    """What was imported stays to the end: the collector of garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _ledgers_stay() -> Iterator[None]:
    """What empties the tables after a test that commits leaves out those that the database lets nobody empty."""
    names = BaseDatabaseIntrospection.django_table_names

    def without_ledgers(self: BaseDatabaseIntrospection, *args: bool, **kwargs: bool) -> list[str]:
        return [name for name in names(self, *args, **kwargs) if name not in LEDGERS] + JOBS

    BaseDatabaseIntrospection.django_table_names = without_ledgers  # type: ignore[method-assign]
    yield
    BaseDatabaseIntrospection.django_table_names = names  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Each worker has its own copy of the migrated database on the run's own cluster."""
    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with django_db_blocker.unblock():
        make_database(name)
        connection = connections["default"]
        connection.close()
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
        assert "/pathya-" in connection.settings_dict["HOST"], "tests must run on their own cluster"
        yield
        connections.close_all()


@pytest.fixture(autouse=True)
def _no_kept_data_keys() -> None:
    keys.forget_kept()


@pytest.fixture(autouse=True)
def _cheap_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.fixture(autouse=True)
def _static_files_as_they_stand(settings: Settings) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


__all__ = ["browser", "page_at", "site"]
