"""Premium on a phone: taken, charged, a renewal that fails and is dunned, charged again, cancelled at its end."""

from datetime import timedelta

from playwright.sync_api import expect
from pytest_django import Settings

from pathya.billing import selectors, tasks
from pathya.billing.models import Invoice, Plan, SandboxSubscription, Subscription
from pathya.kit import clock
from pathya.outbox.models import Message
from tests.billing.test_browser import look, sign_in
from tests.browser import PageAt, Site
from tests.factories import adi, asha

TAKE = "form:has([name=plan]) button"


def month_is_over(site: Site, *, fails: bool) -> None:
    """What is paid ended an hour ago; the gateway charges, and we look after it."""
    ended = clock.now() - timedelta(hours=1)
    Subscription.objects.update(paid_until=ended)
    SandboxSubscription.objects.update(charge_at=ended, current_end=ended, fails=fails)
    tasks.sandbox_charge(timestamp=0)
    site.run_jobs()


def test_premium_from_the_first_charge_to_its_end(site: Site, page_at: PageAt, settings: Settings) -> None:
    settings.BASE_URL = site.url
    person = asha()
    Plan.objects.create(slug="premium", title_en="Premium", summary_en="Answers within a day", amount=499)
    page = page_at(390)
    page.goto(site / "portal/premium/")
    sign_in(page, person.email)
    page.locator(TAKE).wait_for()
    look(page, "premium-offered")
    page.click(TAKE)
    page.locator("a[href*='/sandbox-subscribe/']").click()
    page.wait_for_url("**/sandbox-subscribe/**")
    look(page, "premium-consent")
    page.click("button[name=choice][value=success]")
    page.wait_for_url("**/portal/premium/**")
    site.run_jobs()
    page.reload()
    assert "paid until" in page.inner_text("main")
    assert selectors.is_premium(person)
    look(page, "premium-running")
    month_is_over(site, fails=True)
    page.reload()
    assert "did not go through" in page.inner_text("main")
    expect(page.locator("main a.button[href*='/sandbox-subscribe/']")).to_be_visible()
    assert Message.objects.filter(template="billing/mail/premium_overdue").count() == 1
    look(page, "premium-overdue")
    office = page_at(1440)
    office.goto(site / "office/money/subscriptions/?state=past_due")
    sign_in(office, adi().email)
    office.get_by_text(person.get_full_name()).first.wait_for()
    look(office, "premium-office")
    month_is_over(site, fails=False)
    page.goto(site / "portal/premium/")
    page.click("form[action$='/cancel/'] button")
    page.get_by_text("You have cancelled").wait_for()
    look(page, "premium-cancelled")
    row = Subscription.objects.get()
    site.run_jobs()
    assert (row.state, row.cancel_at_end, SandboxSubscription.objects.get().cancel_at_end) == ("active", True, True)
    assert Invoice.objects.count() == 2
    page.goto(site / "portal/payments/")
    expect(page.locator("main a[href$='.pdf']")).to_have_count(2)
