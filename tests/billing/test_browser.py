"""A call with a fee by clicking: held, paid by UPI in the practice run, booked, invoice; and the owner's lists."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from pathya.billing.models import Invoice, Order, Payment
from pathya.consultations import services
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.kit import clock
from tests.browser import Page, PageAt, Site, axe
from tests.consultations.factories import kind, nutritionist
from tests.factories import PASSWORD, adi, asha, meera


def look(page: Page, name: str) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.wait_for_timeout(150)
        axe(page)
        page.screenshot(path=f".cache/pay-{name}-{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def sign_in(page: Page, email: str) -> None:
    page.fill("#id_email", email)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")


def held() -> Consultation:
    person, who = asha(), nutritionist(meera())
    starts = (clock.now() + timedelta(days=3)).replace(hour=5, minute=30, second=0, microsecond=0)
    return services.book(
        client=person, nutritionist_id=who.pk, kind_id=kind("first").pk, starts_at=starts, zone="Asia/Kolkata"
    )


@pytest.mark.parametrize(("width", "language", "scripts"), [(390, "en", True), (1440, "hi", False)])
def test_a_call_is_paid_and_booked(
    site: Site, page_at: PageAt, settings: Settings, width: int, language: str, scripts: bool
) -> None:
    settings.BASE_URL = site.url
    call, person = held(), asha()
    person.language = language
    person.save()
    page = page_at(width, language=language, scripts=scripts)
    seen = look if scripts else lambda *_: None
    page.goto(site / f"portal/consultations/{call.pk}/booked/")
    sign_in(page, person.email)
    page.locator("form[action$='/pay/'] button").wait_for()
    seen(page, f"held-{width}")
    page.click("form[action$='/pay/'] button")
    page.wait_for_url("**/pay/**")
    seen(page, f"checkout-{width}")
    page.locator("button.button--wide").click()
    if "/pay/go/" in page.url:
        page.click("main form button")
    page.wait_for_url("**/sandbox-pay/**")
    seen(page, f"sandbox-{width}")
    page.locator("button[name=choice]").first.click()
    page.wait_for_url("**/result/**")
    site.run_jobs()
    page.reload()
    seen(page, f"result-{width}")
    call.refresh_from_db()
    assert call.status == Status.SCHEDULED
    assert Payment.objects.get().state == "success"
    page.goto(site / "portal/payments/")
    seen(page, f"history-{width}")
    invoice = Invoice.objects.get()
    pdf = page.request.get(site / f"invoices/{invoice.pk}.pdf")
    assert pdf.ok
    assert pdf.body().startswith(b"%PDF-")
    if scripts:
        see_the_lists(page_at(1440), site)


def see_the_lists(page: Page, site: Site) -> None:
    owner = adi()
    page.goto(site / "office/money/")
    sign_in(page, owner.email)
    page.wait_for_url("**/office/money/**")
    for name in ("orders", "payments", "refunds", "invoices", "coupons", "webhooks", "differences"):
        page.goto(site / f"office/money/{name}/")
        look(page, f"office-{name}")
    assert Order.objects.get().state == "paid"
