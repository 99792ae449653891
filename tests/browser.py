"""Whole pages in a real browser: a site of our own, pages at a width, axe.

    def test_books(site: Site, page_at: PageAt) -> None:
        asha = client("asha@pathya.example")      # committed, the site sees it at once
        page = page_at(390)
        page.goto(site / "accounts/login/")
        axe(page)

`site` puts the whole process on a fresh copy of the migrated database, so nothing is rolled back, truncated or
shared with another test; do not ask for `db` beside it.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright
from procrastinate.contrib.django import app as jobs
from pytest_django import DjangoDbBlocker

from tests.databases import WORKER, use
from tools.browser import find

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
]
HEIGHTS = {390: 844, 1440: 900}
SLOWER = os.environ.get("PATHYA_SLOW_BROWSER")
"""E.g. 6: so many times slower and without axe, to find steps that do not wait for the page."""
PATIENCE_MS = 60_000 if SLOWER else 15_000
PageAt = Callable[..., Page]


@dataclass(frozen=True)
class Site:
    """A running site; `site / "path"` is an address in it."""

    url: str

    def __truediv__(self, path: str) -> str:
        return f"{self.url}/{path.lstrip('/')}"

    def run_jobs(self) -> None:
        """Do every job that waits, as the worker would, then come back."""
        thread = Thread(target=_work_off)  # Playwright keeps an event loop in ours, the worker wants one of its own
        thread.start()
        thread.join()


def _work_off() -> None:
    with jobs.replace_connector(jobs.connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    connections.close_all()


@pytest.fixture
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """The site in a thread, on a database of its own that the test writes to as well."""
    with django_db_blocker.unblock():
        before = use(f"site_{WORKER}", fresh=True)
        server = LiveServerThread("localhost", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        try:
            yield Site(f"http://localhost:{server.port}")
        finally:
            server.terminate()
            use(before)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # It keeps an event loop in this thread; the tests write to the database beside it, not inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The machine's own Chromium."""
    started = playwright.chromium.launch(executable_path=find(), args=FLAGS)
    yield started
    started.close()


@pytest.fixture
def page_at(browser: Browser) -> Iterator[PageAt]:
    """`page_at(390, dark=True, language="hi", scripts=False)`: a page in a context of its own.

    The test fails at its end when a page met a script error or broke the content security policy.
    """
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_page(width: int = 1440, *, dark: bool = False, language: str = "en", scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            color_scheme="dark" if dark else "light",
            locale={"en": "en-IN", "hi": "hi-IN"}[language],
            timezone_id="Asia/Kolkata",
            reduced_motion="reduce",
            java_script_enabled=scripts,
            has_touch=width < 600,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        if SLOWER:
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": int(SLOWER)})
        page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
        page.on("console", lambda line: "Content Security Policy" in line.text and complaints.append(line.text))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


def axe(page: Page) -> None:
    """No violation of WCAG A, AA or good practice on the page as it stands, once a click's answer has all arrived."""
    page.wait_for_load_state()
    if SLOWER:
        return
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    told = [
        f"{rule['id']}: {rule['help']}\n" + "\n".join(f"    {node['html'][:200]}" for node in rule["nodes"])
        for rule in page.evaluate("axe.run({resultTypes: ['violations']}).then(found => found.violations)")
    ]
    assert not told, f"{page.url}\n" + "\n".join(told)
