"""The pages of accounts in a real browser: sign up, sign out, sign in; clean under axe in every look."""

import pytest

from pathya.accounts.models import User
from tests import factories
from tests.accounts.steps import GOOD, code
from tests.browser import PageAt, Site, axe

LOOKS = [(390, False, "en"), (390, True, "hi"), (1440, True, "en"), (1440, False, "hi")]
PATHS = ["accounts/login/", "accounts/signup/", "accounts/password/reset/", "accounts/password/reset/set/"]


@pytest.mark.parametrize(("width", "dark", "language"), LOOKS)
def test_pages_are_clean(site: Site, page_at: PageAt, width: int, dark: bool, language: str) -> None:
    for make in (factories.asha, factories.meera, factories.esha, factories.adi):
        make()
    page = page_at(width, dark=dark, language=language)
    for path in PATHS:
        page.goto(site / path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} scrolls sideways"


@pytest.mark.parametrize(("width", "dark", "scripts"), [(390, False, True), (1440, True, True), (390, False, False)])
def test_sign_up_to_sign_in(site: Site, page_at: PageAt, width: int, dark: bool, scripts: bool) -> None:
    page = page_at(width, dark=dark, scripts=scripts)
    page.goto(site / "accounts/signup/?next=/portal/settings/")
    page.fill("#id_first_name", "Dev")
    page.fill("#id_last_name", "Joshi")
    page.fill("#id_email", "dev@pathya.example")
    page.locator("#id_password").press_sequentially("dev2026")
    if scripts:
        page.locator("#strength meter").wait_for()
        axe(page)
    page.click("main button[type=submit]")
    page.locator("#id_accept_terms_error").wait_for()
    if scripts:
        axe(page)
    page.check("#id_accept_terms")
    page.fill("#id_password", GOOD)
    page.click("main button[type=submit]")
    page.locator("#id_code").wait_for()
    if scripts:
        axe(page)
    page.fill("#id_code", code())
    page.click("form:has(#id_code) button[type=submit]")
    page.wait_for_url("**/portal/settings/")
    assert User.objects.get(email="dev@pathya.example").time_zone == "Asia/Kolkata"
    if scripts:
        axe(page)
    page.locator("main form[action='/accounts/logout/'] button").press("Enter")
    page.wait_for_url(site / "")
    page.goto(site / "portal/settings/")
    page.fill("#id_email", "dev@pathya.example")
    page.fill("#id_password", GOOD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/portal/settings/")
