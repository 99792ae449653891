"""The booking flow by clicking, as a client and as a nutritionist, axe on every page passed."""

import pytest
from playwright.sync_api import Page

from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from tests import factories as cast
from tests.browser import PageAt, Site, axe
from tests.consultations.factories import nutritionist
from tests.consultations.test_races import outcome, slots

NOTES = "Tired at four, and dal sits heavily"


def sign_in(page: Page, email: str) -> None:
    page.locator("input[name=email], input[name=login]").first.fill(email)
    page.locator("input[name=password]").first.fill(cast.PASSWORD)
    page.locator("input[name=password]").first.press("Enter")
    page.wait_for_load_state()


@pytest.mark.parametrize(
    ("width", "dark", "language", "scripts"),
    [(390, False, "en", True), (1440, True, "en", True), (390, False, "hi", False)],
)
def test_book_and_cancel(site: Site, page_at: PageAt, width: int, dark: bool, language: str, scripts: bool) -> None:
    nutritionist(cast.meera(), name_hi="मीरा अय्यर")
    asha = cast.asha()
    asha.language = language
    asha.save()
    page = page_at(width, dark=dark, language=language, scripts=scripts)
    check = axe if scripts else lambda _: None
    page.goto(site / "book/meera/")
    check(page)
    page.locator(".kinds a[href*='/discovery/']").click()
    page.locator("a.day").last.click()
    page.wait_for_url("**/*day=*")
    check(page)
    page.locator("a.slot").nth(2).click()
    page.fill("textarea[name=notes]", NOTES)
    check(page)
    page.locator("button[value=login]").click()
    sign_in(page, "asha@pathya.example")
    page.wait_for_url("**/confirm/**")
    assert page.input_value("textarea[name=notes]") == NOTES
    check(page)
    page.locator(".confirm button.button").click()
    page.wait_for_url("**/booked/")
    check(page)
    with page.expect_download() as download:
        page.locator("a[download]").first.click()
    assert b"BEGIN:VCALENDAR" in download.value.path().read_bytes()
    made = Consultation.objects.get()
    assert (made.notes, made.status) == (NOTES, Status.SCHEDULED)
    for path in ("portal/", "portal/consultations/", f"portal/consultations/{made.pk}/"):
        page.goto(site / path)
        check(page)
    page.locator("a.button--danger").click()
    check(page)
    page.locator("button.button--danger").click()
    page.wait_for_url(f"**/portal/consultations/{made.pk}/")
    made.refresh_from_db()
    assert made.status == Status.CANCELLED


@pytest.mark.parametrize(("width", "dark"), [(390, True), (1440, False)])
def test_the_nutritionist_finds_the_call(site: Site, page_at: PageAt, width: int, dark: bool) -> None:

    meera = nutritionist(cast.meera())
    (start,) = slots(1)
    assert outcome(cast.asha(), meera, start) == "booked"
    page = page_at(width, dark=dark)
    page.goto(site / "practice/")
    sign_in(page, "meera@pathya.example")
    page.wait_for_url("**/practice/")
    axe(page)
    page.goto(site / f"practice/week/?from={start:%Y-%m-%d}")
    axe(page)
    page.locator(".calendar__who a").click()
    page.wait_for_url("**/practice/calls/**")
    axe(page)
    page.locator("a.button--danger").click()
    axe(page)
    page.locator("button.button--danger").click()
    page.wait_for_url("**/practice/calls/**")
    assert Consultation.objects.get().status == Status.CANCELLED
