"""The first story, by clicking, in the demo practice: a visitor finds a nutritionist, signs up, books a discovery call,
gets the mail with the calendar file, sees the call in the portal, cancels it; the nutritionist sees it in hers."""

import base64
import re

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from pathya.content.services import ensure_site
from pathya.web.demo import cast
from pathya.web.demo.load import load
from tests.accounts.steps import GOOD
from tests.browser import PageAt, Site, axe

EMAIL = "dev.joshi@mail.example"
SETTLED = """async () => {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  await Promise.all(document.getAnimations().map(animation => animation.finished));
}"""
"""Colours have arrived from one theme to the other."""
NOTES = "Tired at four, and dal sits heavily"


def seen(page: Page) -> None:
    """Clean under axe in both themes, and nothing scrolls sideways."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(SETTLED)
        axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} scrolls sideways"


def mails(page: Page, site: Site, to: str) -> list[dict[str, object]]:
    """The outbox as a developer reads it, newest first."""
    found: list[dict[str, object]] = page.request.get(site / f"dev/outbox.json?to={to}").json()["messages"]
    return found


def calendar(sent: list[dict[str, object]]) -> Calendar:
    """The newest calendar file among mails."""
    for mail in sent:
        for attachment in mail["attachments"]:  # type: ignore[attr-defined]
            if "text/calendar" in attachment["contentType"]:
                text = attachment["content"]
                return Calendar.from_ical(base64.b64decode(text) if attachment["encoding"] == "base64" else text)
    raise AssertionError("no calendar file came with the mails")


def event(sent: list[dict[str, object]]) -> tuple[str, str, int]:
    """Method, UID and SEQUENCE of the newest calendar file; other mails of the hour may lie above it."""
    file = calendar(sent)
    (only,) = file.walk("VEVENT")
    return str(file["METHOD"]), str(only["UID"]), int(only["SEQUENCE"])


@pytest.mark.parametrize(("width", "language", "scripts"), [(390, "en", True), (1440, "hi", True), (390, "en", False)])
def test_the_first_story(site: Site, page_at: PageAt, width: int, language: str, scripts: bool) -> None:
    ensure_site()
    load()
    page = page_at(width, language=language, scripts=scripts)
    look = seen if scripts else lambda _: None

    page.goto(site / "")
    look(page)
    page.locator("main a[href='/nutritionists/']").first.click()
    page.wait_for_url("**/nutritionists/")
    look(page)
    page.locator("main a[href='/nutritionists/meera-iyer/']").first.click()
    page.wait_for_url("**/nutritionists/meera-iyer/")
    look(page)
    page.locator("main a[href*='/book/meera-iyer/discovery/']").first.click()
    page.wait_for_url("**/book/meera-iyer/discovery/**")
    look(page)
    page.locator("a.slot").last.click()
    page.wait_for_url("**/confirm/**")
    look(page)
    page.fill("textarea[name=notes]", NOTES)
    page.locator("button[value=signup]").click()

    sign_up(page, site, look)
    page.wait_for_url("**/confirm/**")
    assert page.input_value("textarea[name=notes]") == NOTES
    look(page)
    page.locator(".confirm button.button").click()
    page.wait_for_url("**/booked/")
    look(page)
    site.run_jobs()
    booked = event(mails(page, site, EMAIL))
    assert booked[0] == "REQUEST"
    assert event(mails(page, site, "meera@pathya.example")) == booked

    page.goto(site / "portal/")
    look(page)
    page.locator("main a[href^='/portal/consultations/']").first.click()
    page.wait_for_url("**/portal/consultations/**")
    look(page)
    call = re.findall(r"[0-9a-f-]{36}", page.url)[0]
    meera = page_at(width, language="en", scripts=scripts)
    see_as_meera(meera, site, call, look)

    page.locator("a.button--danger").click()
    look(page)
    page.locator("button.button--danger").click()
    page.wait_for_url(f"**/portal/consultations/{call}/")
    look(page)
    site.run_jobs()
    for to in (EMAIL, "meera@pathya.example"):
        method, uid, sequence = event(mails(page, site, to))
        assert (method, uid) == ("CANCEL", booked[1])
        assert sequence > booked[2]
    meera.reload()
    expect(meera.locator("a.button--danger")).to_have_count(0)


def sign_up(page: Page, site: Site, look: object) -> None:
    """From the form to the code of the mail, as it stands in the outbox."""
    page.locator("#id_first_name").wait_for()
    page.fill("#id_first_name", "Dev")
    page.fill("#id_last_name", "Joshi")
    page.fill("#id_email", EMAIL)
    page.fill("#id_password", GOOD)
    page.check("#id_accept_terms")
    look(page)  # type: ignore[operator]
    page.click("main button[type=submit]")
    page.locator("#id_code").wait_for()
    look(page)  # type: ignore[operator]
    code = re.search(r"\b\d{6}\b", str(mails(page, site, EMAIL)[0]["text"]))
    assert code
    page.fill("#id_code", code[0])
    page.click("form:has(#id_code) button[type=submit]")


def see_as_meera(page: Page, site: Site, call: str, look: object) -> None:
    """The call is in her practice with what the client wrote."""
    page.goto(site / f"practice/calls/{call}/")
    page.fill("#id_email", "meera@pathya.example")
    page.fill("#id_password", cast.PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(f"**/practice/calls/{call}/")
    assert "Dev Joshi" in page.inner_text("main")
    assert NOTES in page.inner_text("main")
    look(page)  # type: ignore[operator]
    for path in ("practice/", "practice/week/", "practice/availability/"):
        page.goto(site / path)
        look(page)  # type: ignore[operator]
    page.goto(site / f"practice/calls/{call}/")
