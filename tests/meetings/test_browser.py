"""The lobby for both people at once, in a real browser with a camera of its own."""

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect
from pytest_django import Settings

from pathya.accounts.models import User
from pathya.integrations.video import JitsiServer
from pathya.kit import clock
from pathya.meetings.models import Room
from tests import factories as cast
from tests.browser import FLAGS, PageAt, Site, axe
from tests.consultations.factories import call, nutritionist
from tests.consultations.test_browser import sign_in
from tests.contracts.http_peer import HttpPeer
from tools.browser import find

SHOTS = os.environ.get("PATHYA_SHOTS", "")


@pytest.fixture
def video(settings: Settings) -> Iterator[HttpPeer]:
    """Another origin, in the place of Jitsi."""
    peer = HttpPeer()
    settings.JITSI = JitsiServer(peer.url)
    yield peer
    peer.close()


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One with a camera."""
    path = find(whole=True)
    if not path:
        pytest.skip("needs a Chromium with a camera")
    started = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield started
    started.close()


def open_lobby(site: Site, page: Page, person: User, path: str) -> None:
    page.goto(site / f"accounts/login/?next=/{path}")
    sign_in(page, person.email)
    page.wait_for_url(f"**/{path}")


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


@pytest.mark.parametrize(("dark", "language"), [(False, "en"), (True, "hi")])
def test_both_meet_in_the_lobby_and_enter_one_room(
    site: Site, page_at: PageAt, video: HttpPeer, dark: bool, language: str
) -> None:
    asha, meera = cast.asha(), nutritionist(cast.meera(), name_hi="मीरा अय्यर")
    User.objects.update(language=language)
    made = call(asha, meera, clock.now() + timedelta(minutes=12), notes="Tired at four, and dal sits heavily")
    path = f"calls/{made.pk}/"
    rooms = set()
    for width, person in ((390, asha), (1440, meera.user)):
        page = page_at(width, dark=dark, language=language)
        page.context.grant_permissions(["camera", "microphone"])
        open_lobby(site, page, person, path)
        axe(page)
        page.locator("[data-try]").click()
        page.locator("[data-picture]").wait_for(state="visible")
        expect(page.locator("[data-told]")).not_to_be_empty()
        axe(page)
        shot(page, f"lobby-{width}-{language}")
        page.locator("[data-stop]").click()
        with page.context.expect_page() as opened:
            page.locator("#enter").click()
        opened.value.wait_for_url(f"{video.url}/**")
        rooms.add(opened.value.url.partition("#")[0])
        expect(page.locator("#enter")).to_be_enabled()  # to come back to
        for name in ("reminders", "calendars"):
            page.goto(site / f"account/{name}/")
            axe(page)
            shot(page, f"{name}-{width}-{language}")
    assert rooms == {f"{video.url}/{Room.objects.get().name}"}


def test_the_lobby_works_without_scripts_and_waits_before_its_time(site: Site, page_at: PageAt) -> None:
    made = call(cast.asha(), nutritionist(cast.meera()), clock.now() + timedelta(hours=2))
    page = page_at(390, scripts=False)
    open_lobby(site, page, cast.asha(), f"calls/{made.pk}/")
    expect(page.locator("#enter")).to_be_disabled()
    expect(page.locator("[data-devices]")).to_be_hidden()
    shot(page, "lobby-early")
