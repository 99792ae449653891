"""The test database per worker, and the known cast."""

import gc
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone, translation
from pytest_django import DjangoDbBlocker, Settings

from pathya.privacy import keys
from tests.browser import browser, page_at, playwright, site
from tests.cluster import CACHE
from tests.databases import WORKER, _started, committed, starting_site, use
from tools import translations


def pytest_configure(config: pytest.Config) -> None:
    """Passwords are hashed cheaply, Hindi texts and static files tested as they stand in the sources: what is
    collected would be looked through by each new `Client`."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    settings.STATIC_ROOT = CACHE / "no-static"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    if not hasattr(config, "workerinput"):
        for app in translations.APPS.iterdir():
            if app.is_dir():
                translations.compile_app(app)


LONG = {"site", "committed", "program"}
"""Fixtures of tests with a browser, rivals or processes of their own."""


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """The longest come first: what is left for the end is short, so that no worker waits for the other one."""
    items.sort(key=lambda item: not LONG & set(item.fixturenames))


def pytest_collection_finish() -> None:
    """What was imported stays to the end: the collector of garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Each worker has its own copy of the migrated database on the run's own cluster."""
    with django_db_blocker.unblock():
        use(f"test_{WORKER}", fresh=True)
        assert "/pathya-" in connections["default"].settings_dict["HOST"], "tests must run on their own cluster"
        yield
        connections.close_all()


@pytest.fixture(autouse=True)
def _as_a_new_process() -> None:
    """No keys kept, and the language and zone of the settings: a page of the test before may have put others."""
    keys.forget_kept()
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(autouse=True)
def _static_files_as_they_stand(settings: Settings) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


__all__ = ["_started", "browser", "committed", "page_at", "playwright", "site", "starting_site"]
