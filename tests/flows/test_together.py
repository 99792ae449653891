"""Client and nutritionist together, a phone and a desktop: booked, seen on the desk, both in one room, completed,
reviewed, shown."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db.models import F
from playwright.sync_api import Page, expect
from pytest_django import Settings

from pathya.consultations.models import Consultation, Review
from pathya.integrations.video import JitsiServer
from pathya.nutritionists.models import WeeklyHours
from pathya.outbox.models import Message
from tests import factories as cast
from tests.browser import PageAt, Site, axe
from tests.consultations.factories import nutritionist
from tests.consultations.test_browser import sign_in
from tests.contracts.http_peer import HttpPeer

NOTES = "Bloated after wheat"


@pytest.fixture
def video(settings: Settings) -> Iterator[HttpPeer]:
    """Another origin, in the place of Jitsi."""
    peer = HttpPeer()
    settings.JITSI = JitsiServer(peer.url)
    yield peer
    peer.close()


def signed_in(page: Page, site: Site, email: str, path: str) -> None:
    page.goto(site / f"accounts/login/?next=/{path}")
    sign_in(page, email)
    page.wait_for_url(f"**/{path}")


def into_the_room(page: Page, video: HttpPeer) -> str:
    with page.context.expect_page() as opened:
        page.locator("#enter").click()
    opened.value.wait_for_url(f"{video.url}/**")
    room: str = opened.value.url.partition("#")[0]
    opened.value.close()
    return room


def pass_the_time() -> None:
    """Ten minutes go by for the call."""
    ago = {name: F(name) - timedelta(minutes=10) for name in ("starts_at", "ends_at", "busy_until")}
    Consultation.objects.update(**ago)


def test_a_call_from_booking_to_review(site: Site, page_at: PageAt, video: HttpPeer) -> None:
    meera = nutritionist(cast.meera(), notice_minutes=0, step_minutes=5)
    WeeklyHours.objects.filter(nutritionist=meera).update(start_minute=0, end_minute=24 * 60)
    cast.asha(), cast.adi()
    phone, desktop = page_at(390), page_at(1440)
    signed_in(phone, site, "asha@pathya.example", "book/meera/discovery/")
    phone.locator("a.slot").first.click()
    phone.wait_for_url("**/confirm/**")
    phone.fill("textarea[name=notes]", NOTES)
    phone.locator(".confirm button.button").click()
    phone.wait_for_url("**/booked/")
    site.run_jobs()
    made = Consultation.objects.get()

    signed_in(desktop, site, "meera@pathya.example", "practice/")
    upnext = desktop.locator(".desk")
    expect(upnext).to_contain_text("Asha Verma")
    expect(upnext).to_contain_text(NOTES)
    expect(upnext).to_contain_text("First call with you")
    axe(desktop)
    upnext.get_by_role("link", name="To the room").click()
    desktop.wait_for_url(f"**/calls/{made.pk}/")
    phone.goto(site / f"calls/{made.pk}/")
    assert into_the_room(phone, video) == into_the_room(desktop, video)
    made.refresh_from_db()
    assert made.status == "in_progress"

    pass_the_time()
    desktop.goto(site / "practice/")
    desktop.locator(".desk").get_by_role("link", name="Note").click()
    desktop.wait_for_url(f"**/practice/calls/{made.pk}/note/")
    desktop.locator(".split textarea").first.fill("Wheat out for two weeks, then try again.")
    desktop.get_by_role("button", name="Complete the call").click()
    expect(desktop.locator("main")).to_contain_text("Completed")
    site.run_jobs()
    assert Message.objects.filter(to="asha@pathya.example", template="consultations/mail/completed").count() == 1

    phone.goto(site / f"portal/consultations/{made.pk}/")
    axe(phone)
    phone.get_by_role("link", name="Write a review").click()
    phone.get_by_label("5: very good").check()
    phone.locator("textarea").fill("Kind and clear")
    phone.get_by_role("button", name="Send the review").click()
    phone.wait_for_url(f"**/portal/consultations/{made.pk}/")
    expect(phone.locator("main")).to_contain_text("Kind and clear")
    assert Review.objects.get().rating == 5
