"""The second step in a real browser: on, in with the app, in with a backup code; clean under axe."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from pathya.accounts.models import Authenticator
from tests import factories
from tests.accounts.steps import app_code
from tests.browser import PageAt, Site, axe


def sign_in(page: Page, site: Site, code: str) -> None:
    page.goto(site / "accounts/login/?next=/portal/settings/security/")
    page.fill("#id_email", "asha@pathya.example")
    page.fill("#id_password", factories.PASSWORD)
    page.click("form:has(#id_email) button[type=submit]")
    page.locator("#id_code").wait_for()
    look(page, "second_step")
    page.fill("#id_code", code)
    page.click("form:has(#id_code) button[type=submit]")
    page.wait_for_url("**/portal/settings/security/")


def look(page: Page, name: str) -> None:
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"
    if folder := os.environ.get("PATHYA_PICTURES"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(folder) / f"{name}_{width}.png", full_page=True)


def confirm(page: Page, secret: str) -> None:
    """With the code of the step before, so that the present one is left for signing in; once more over a step's end."""
    for _again in range(2):
        page.fill("#id_code", app_code(secret, later=-1))
        page.click("form:has(#id_code) button[type=submit]")
        page.locator("#codes code, .field__error").first.wait_for()
        page.wait_for_load_state()
        if page.locator("#codes code").count():
            return


@pytest.mark.parametrize(("width", "dark", "language"), [(390, False, "en"), (390, True, "hi"), (1440, True, "en")])
def test_app_on_then_in_with_app_and_backup_code(
    site: Site, page_at: PageAt, width: int, dark: bool, language: str
) -> None:
    user = factories.asha()
    type(user).objects.update(language=language)
    page = page_at(width, dark=dark, language=language)
    page.goto(site / "accounts/login/?next=/portal/settings/security/")
    page.fill("#id_email", user.email)
    page.fill("#id_password", factories.PASSWORD)
    page.click("form:has(#id_email) button[type=submit]")
    page.wait_for_url("**/portal/settings/security/")
    look(page, "security_off")
    page.click("a[href='/portal/settings/security/app/']")
    page.fill("#id_password", factories.PASSWORD)
    look(page, "app_begin")
    page.click("form:has(#id_password) button[type=submit]")
    page.click(".qr-text summary")
    look(page, "app_confirm")
    secret = page.locator("#secret").inner_text().replace(" ", "")
    confirm(page, secret)
    codes = page.locator("#codes code").all_inner_texts()
    assert len(codes) == 10
    look(page, "codes")
    with page.expect_download() as saved:
        page.click("form[action$='/codes/download/'] button")
    assert codes[4] in Path(saved.value.path()).read_text()
    page.click("a.button[href='/portal/settings/security/']")
    look(page, "security_on")
    page.context.clear_cookies()
    sign_in(page, site, app_code(secret))
    page.context.clear_cookies()
    sign_in(page, site, codes[4])
    assert Authenticator.objects.get().confirmed_at
    page.goto(site / "portal/settings/keys/")
    look(page, "keys")
