"""Passkeys with Chromium's virtual authenticator: added, signing in alone and as the second step, refused."""

from playwright.sync_api import Page

from pathya.accounts.models import Passkey, User
from tests import factories
from tests.browser import PageAt, Site, axe

INSIDE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_password(page: Page, site: Site) -> None:
    page.goto(site / "accounts/login/?next=/portal/settings/security/")
    page.fill("#id_email", "asha@pathya.example")
    page.fill("#id_password", factories.PASSWORD)
    page.click("form:has(#id_email) button[type=submit]")


def forget(page: Page, site: Site) -> None:
    page.context.clear_cookies()
    page.goto(site / "accounts/login/")


def test_a_passkey_is_added_and_signs_in(site: Site, page_at: PageAt) -> None:
    factories.asha()
    page = page_at(390)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": INSIDE})["authenticatorId"]
    with_password(page, site)
    page.click("a[href$='/security/passkeys/']")
    page.fill("#id_name", "My phone")
    page.fill("#id_password", factories.PASSWORD)
    axe(page)
    page.click("form:has(#id_name) button[type=submit]")
    page.locator("form[data-passkey=create]").wait_for()
    axe(page)
    page.click("form[data-passkey=create] button")
    page.locator("#codes").wait_for()
    page.wait_for_load_state()
    codes = page.locator("#codes code").all_inner_texts()
    assert len(codes) == 10
    assert User.objects.get().factor_since

    forget(page, site)
    page.goto(site / "accounts/passkey/?next=/portal/settings/security/")
    axe(page)
    page.click("form[data-passkey=get] button")
    page.wait_for_url(site / "portal/settings/security/")
    assert "My phone" in page.inner_text("main")
    assert Passkey.objects.get().last_used_at

    forget(page, site)
    with_password(page, site)
    page.locator("#id_code").wait_for()
    page.click("a[href='/accounts/passkey/']")
    page.click("form[data-passkey=get] button")
    page.wait_for_url(site / "portal/settings/security/")

    forget(page, site)
    devices.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.goto(site / "accounts/passkey/")
    page.click("form[data-passkey=get] button")
    page.locator("[data-passkey-told]").wait_for()
    refuses_an_answer_sent_twice(page, site, devices, device)


def refuses_an_answer_sent_twice(page: Page, site: Site, devices: object, device: str) -> None:
    """What was sent once signs nobody in again: its challenge is gone from the session."""
    send = devices.send  # type: ignore[attr-defined]
    send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    page.goto(site / "accounts/passkey/")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.click("form[data-passkey=get] button")
    body = sent.value.post_data or ""
    page.wait_for_url("**/portal/")
    forget(page, site)
    page.goto(site / "accounts/passkey/")
    form = dict(part.split("=", 1) for part in body.split("&"))
    page.evaluate(
        "text => { const form = document.querySelector('form[data-passkey]');"
        " form.elements.credential.value = decodeURIComponent(text.replace(/\\+/g, ' ')); form.submit(); }",
        form["credential"],
    )
    page.wait_for_load_state()
    page.locator(".toast, [role=status]").first.wait_for()
    page.goto(site / "portal/settings/security/")
    page.wait_for_url("**/accounts/login/**")
