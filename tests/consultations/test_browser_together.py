"""A series and a group by clicking: the client and the nutritionist, each in a browser of their own."""

from datetime import timedelta

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect

from pathya.consultations.booking import utc
from pathya.consultations.models import Consultation, GroupSession
from pathya.consultations.rules import Status
from tests import factories as cast
from tests.browser import PageAt, Site, axe
from tests.consultations.factories import call, kind, nutritionist
from tests.consultations.test_browser import sign_in
from tests.consultations.test_races import slots


@pytest.mark.parametrize(("width", "dark", "language"), [(390, False, "en"), (1440, True, "hi")])
def test_a_series_and_a_group(site: Site, page_at: PageAt, width: int, dark: bool, language: str) -> None:
    meera, (start,) = nutritionist(cast.meera(), name_hi="मीरा अय्यर"), slots(1)
    call(cast.bilal(), meera, start + timedelta(weeks=2))
    asha = cast.asha()
    asha.language = language
    asha.save()
    page = page_at(width, dark=dark, language=language)
    a_series(site, page, utc(start))
    host = page_at(width, dark=dark)
    group = opened(site, host, f"{start + timedelta(days=1):%Y-%m-%dT11:00}")
    page.goto(site / "portal/consultations/groups/")
    axe(page)
    page.locator(".call a").click()
    axe(page)
    page.locator("button[value=take]").click()
    page.wait_for_url("**/booked/")
    seat = Consultation.objects.get(group=group)
    page.goto(site / f"portal/consultations/{seat.pk}/")
    axe(page)
    host.reload()
    expect(host.locator(".people__one")).to_have_count(1)
    axe(host)
    host.locator("a.button--danger").click()
    host.fill("textarea[name=reason]", "I am ill")
    axe(host)
    host.locator("button.button--danger").click()
    host.wait_for_url("**/practice/week/groups/*/")
    seat.refresh_from_db()
    assert seat.status == Status.CANCELLED


def a_series(site: Site, page: Page, start: str) -> None:
    """Six weeks, the third is taken: another time for that one; then the rest is cancelled."""
    page.goto(site / f"book/meera/discovery/series/?at={start}")
    sign_in(page, "asha@pathya.example")
    page.wait_for_url("**/series/**")
    expect(page.locator(".dates__one")).to_have_count(6)
    expect(page.locator(".dates__one--against input[type=radio]")).to_have_count(2)
    axe(page)
    page.select_option("#count", "4")
    page.locator(".repeat button").click()
    page.wait_for_url("**count=4**")
    page.locator(".confirm button.button").click()
    page.wait_for_url("**/portal/consultations/series/*/")
    axe(page)
    assert Consultation.objects.filter(series__isnull=False, status=Status.SCHEDULED).count() == 4
    page.locator("a.button--danger").click()
    axe(page)
    page.locator("button.button--danger").click()
    page.wait_for_url("**/portal/consultations/series/*/")
    assert not Consultation.objects.filter(series__isnull=False, status=Status.SCHEDULED).exists()


def opened(site: Site, page: Page, at: str) -> GroupSession:
    """Meera opens a group of four."""
    page.goto(site / "practice/week/groups/")
    sign_in(page, "meera@pathya.example")
    page.wait_for_url("**/practice/week/groups/")
    axe(page)
    page.locator("header a.button").click()
    with translation.override(page.locator("html").get_attribute("lang")):
        name = kind().name
    page.select_option("select[name=offer]", label=name)
    page.fill("input[name=title]", "Eating well through the wedding season")
    page.fill("textarea[name=about]", "What to choose, what to leave.")
    page.fill("input[name=at]", at)
    page.fill("input[name=seats]", "4")
    axe(page)
    page.locator("form.form button.button").click()
    page.wait_for_url("**/practice/week/groups/*-*/")
    axe(page)
    return GroupSession.objects.get()
