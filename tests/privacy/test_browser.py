"""Rights in a real browser: say yes and no, get a copy, ask to be erased and think better of it."""

import zipfile
from pathlib import Path

import pytest
from pytest_django import Settings

from pathya.privacy import selectors
from pathya.privacy.models import Deletion
from tests.browser import Page, PageAt, Site, axe
from tests.factories import PASSWORD, asha


def sign_in(page: Page, site: Site, path: str) -> None:
    page.goto(site / path)
    page.fill("#id_email", "asha@pathya.example")
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(f"**/{path}")


def seen(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")
        axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} scrolls sideways"


@pytest.mark.parametrize(("width", "language"), [(390, "en"), (1440, "hi")])
def test_rights(site: Site, page_at: PageAt, settings: Settings, tmp_path: Path, width: int, language: str) -> None:
    settings.DATA_DIR = tmp_path
    user = asha()
    user.language = language
    user.save()
    page = page_at(width, language=language)
    sign_in(page, site, "portal/privacy/")
    seen(page)
    page.click("#whatsapp button")
    assert selectors.has_consent(user, "whatsapp")
    page.click("#whatsapp button")
    assert not selectors.has_consent(user, "whatsapp")
    page.click("#export button")
    page.locator("#export progress").wait_for()
    seen(page)
    site.run_jobs()
    page.locator("#export a.button").wait_for()
    seen(page)
    with page.expect_download() as started:
        page.click("#export a.button")
    with zipfile.ZipFile(started.value.path()) as zipped:
        assert zipped.testzip() is None
        assert "fhir/bundle.json" in zipped.namelist()
    for path in ("portal/privacy/history/", "notices/", "notices/sms/", "notices/keeping/", "notices/cookies/"):
        page.goto(site / path)
        seen(page)
    page.goto(site / "portal/privacy/delete/")
    page.click("main form button.button--danger")
    page.locator("#id_password_error").wait_for()
    seen(page)
    page.fill("#id_password", PASSWORD)
    page.check("#id_sure")
    page.click("main form button.button--danger")
    page.wait_for_url("**/notices/erasure-asked/")
    seen(page)
    assert Deletion.objects.get().cancelled_at is None
    sign_in(page, site, "portal/privacy/")
    assert Deletion.objects.get().cancelled_at
