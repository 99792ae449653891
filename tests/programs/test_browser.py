"""From a visitor to the invoice by clicking: program, account, UPI in the practice run, dashboard, PDF; then a step,
a pause and the way out; every page under axe in both themes."""

import pytest
from pytest_django import Settings

from pathya.accounts.models import User
from pathya.billing.models import Invoice, Refund
from pathya.content.services import ensure_site
from pathya.programs.models import Cohort, Enrolment
from pathya.programs.rules import Status
from tests.browser import Page, PageAt, Site
from tests.consultations.factories import nutritionist
from tests.factories import PASSWORD, adi, meera
from tests.flows.test_first_story import EMAIL, seen, sign_up
from tests.programs.factories import program


def sign_in(page: Page, email: str) -> None:
    page.fill("#id_email", email)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")


@pytest.mark.parametrize(("width", "language", "scripts"), [(390, "en", True), (1440, "hi", False)])
def test_a_visitor_starts_a_program(
    site: Site, page_at: PageAt, settings: Settings, width: int, language: str, scripts: bool
) -> None:
    settings.BASE_URL = site.url
    ensure_site()
    made = program(lead=nutritionist(meera()))
    Cohort.objects.create(program=made, starts_on="2030-01-07", seats=5)
    page = page_at(width, language=language, scripts=scripts)
    look = seen if scripts else lambda _: None
    page.goto(site / "")
    look(page)
    page.locator("main a[href='/programs/calm-gut/']").first.click()
    page.wait_for_url("**/programs/calm-gut/")
    look(page)
    page.goto(site / "programs/?type=gut_health")
    look(page)
    page.locator("main a[href='/programs/calm-gut/']").first.click()
    page.locator("main a[href='/programs/calm-gut/enrol/']").first.click()
    page.wait_for_url("**/enrol/")
    look(page)
    page.click("button[value=signup]")
    sign_up(page, site, look)
    page.wait_for_url("**/enrol/**")
    look(page)
    page.locator("main form .button--wide").click()
    page.wait_for_url("**/pay/**")
    page.locator("button.button--wide").click()
    if "/pay/go/" in page.url:
        page.click("main form button")
    page.wait_for_url("**/sandbox-pay/**")
    page.locator("button[name=choice]").first.click()
    page.wait_for_url("**/result/**")
    site.run_jobs()
    row = Enrolment.objects.get()
    assert (row.status, row.client.email) == (Status.ACTIVE, EMAIL)
    take_part(page, site, row, look)
    pdf = page.request.get(site / f"invoices/{Invoice.objects.get(kind__in=['plain', 'invoice', 'supply']).pk}.pdf")
    assert pdf.body().startswith(b"%PDF-")
    if scripts:
        see_as_practice(page_at(width), page_at(1440), site, row)
    else:
        cancel_and_get_money_back(page, site, row)


def take_part(page: Page, site: Site, row: Enrolment, look: object) -> None:
    """The dashboard, today's step, a pause and going on, what cancelling would give back."""
    page.goto(site / "portal/")
    look(page)  # type: ignore[operator]
    page.locator(f"main a[href='/portal/programs/{row.pk}/']").first.click()
    page.wait_for_url(f"**/portal/programs/{row.pk}/")
    look(page)  # type: ignore[operator]
    page.locator("button[name=done][value=yes]").first.click()
    page.locator("button[name=done][value=no]").first.wait_for()
    page.click("form[action$='/pause/'] button")
    page.locator("form[action$='/resume/'] button").click()
    page.locator("form[action$='/pause/'] button").wait_for()
    page.click("main a.button--danger")
    page.wait_for_url("**/cancel/")
    assert "2,500" in page.inner_text("main")
    look(page)  # type: ignore[operator]
    row.refresh_from_db()
    assert (row.done_count, row.pauses, row.status) == (1, 1, Status.ACTIVE)


def cancel_and_get_money_back(page: Page, site: Site, row: Enrolment) -> None:
    """Half goes back by the terms, with a credit note among the payments."""
    page.goto(site / f"portal/programs/{row.pk}/cancel/")
    page.click("button.button--danger")
    site.run_jobs()
    site.run_jobs()
    row.refresh_from_db()
    refund = Refund.objects.get()
    assert (row.status, refund.amount, refund.state) == (Status.CANCELLED, 2500, "success")
    page.goto(site / "portal/payments/")
    assert Invoice.objects.get(kind="credit").number in page.inner_text("main")


def see_as_practice(narrow: Page, wide: Page, site: Site, row: Enrolment) -> None:
    Enrolment.objects.filter(pk=row.pk).update(status=Status.COMPLETED, closed_at=row.created_at)
    for page, who, paths in (
        (narrow, meera(), ("", "calm-gut/", f"participants/{row.pk}/")),
        (wide, adi(), ("", "calm-gut/", "reviews/")),
    ):
        page.goto(site / "practice/programs/")
        sign_in(page, who.email)
        page.wait_for_url("**/practice/programs/")
        for path in paths:
            page.goto(site / f"practice/programs/{path}")
            seen(page)
    assert User.objects.get(pk=row.client_id).get_full_name() in wide.goto(site / "practice/programs/calm-gut/").text()  # type: ignore[union-attr]
