"""The office's pages: each list filters, sorts, pages and exports; what is kept is made and changed; who may."""

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pathya.billing.models import Coupon, Difference, Package, PaymentLink, Plan, Refund, TaxRule, WebhookEvent
from pathya.billing.services import refunds
from pathya.billing.views.sheets import SHEETS
from pathya.kit import clock
from tests import factories
from tests.billing.conftest import asked_for, paid
from tests.consultations.factories import kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    payment = paid("100.00")
    refunds.refund(actor=factories.adi(), payment_id=payment.pk, amount=Decimal(40), reason="=cmd()")
    Coupon.objects.create(code="OLD10", percent=10, note="@note")
    Plan.objects.create(slug="basic", title_en="+Basic", amount=100)
    Package.objects.create(title_en="-Five", kind=kind("first"), sessions=5, amount=5000)
    TaxRule.objects.create(service="premium", since="2026-01-01", treatment="taxable", sac="999319", rate=18)
    WebhookEvent.objects.create(gateway="sandbox", event_id="e1", kind="=odd", body=b"{}", outcome="unknown")
    Difference.objects.create(payment=payment, what="amount", ours="100.00", theirs="=1")
    client.force_login(factories.adi())
    return client


@pytest.mark.parametrize("name", SHEETS)
def test_each_list(office: Client, name: str, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    sheet, at = SHEETS[name], f"/office/money/{name}/"
    with django_assert_max_num_queries(12):
        assert office.get(at).status_code == 200
    for column in sheet.columns:
        for sort in (column.sort, column.down):
            assert office.get(at, {"sort": sort, "q": "a", "page": 1, "limit": 1}).status_code == 200
    for value, _text in sheet.states[1]:
        assert office.get(at, {"state": value}).status_code == 200
    assert office.get(at, {"sort": "client__password"}).status_code == 200
    assert office.get(at, {"page": "x"}).status_code == 422
    rows = list(csv.reader(io.StringIO(office.get(at, {"export": "csv"}).content.decode().lstrip("\ufeff"))))
    assert len(rows) == 1 + sheet.rows().count()
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "@", "+"}]


def test_states_filter(office: Client) -> None:
    asked_for("70.00")
    page = office.get("/office/money/orders/?state=open").content.decode()
    assert ("₹70" in page, "₹100" in page) == (True, False)
    assert "100.00" in office.get("/office/money/differences/?state=True").content.decode()
    assert ">=1<" not in office.get("/office/money/differences/?state=False").content.decode()


def test_coupons_rules_plans_and_packages_are_kept(office: Client) -> None:
    today = f"{clock.today('Asia/Kolkata'):%Y-%m-%d}"
    coupon = {"code": "new-10", "percent": "10", "valid_from": today, "most_per_person": "1"}

    def send(path: str, given: dict[str, Any], status: int = 302) -> None:
        assert office.post(f"/office/money/{path}", given).status_code == status, path

    send("coupons/new/", {**coupon, "amount": "5"}, 422)
    send("coupons/new/", {**coupon, "code": "OLD10"}, 422)
    send("coupons/new/", coupon)
    made = Coupon.objects.get(code="NEW-10")
    send(f"coupons/{made.pk}/", {**coupon, "most": "3", "percent": "90"})
    made.refresh_from_db()
    assert (made.most, made.percent) == (3, 10)
    send(f"coupons/{made.pk}/", {"end": "1"})
    made.refresh_from_db()
    assert made.valid_until is not None
    rule = {"service": "program", "since": today, "treatment": "taxable", "sac": "999319", "rate": "18"}
    send("tax-rules/new/", {**rule, "rate": "0"}, 422)
    send("tax-rules/new/", rule)
    plan = {"slug": "gold", "title_en": "Gold", "amount": "999", "months": "1", "grace_days": "7", "service": "premium"}
    send("plans/new/", {**plan, "amount": "0"}, 422)
    send("plans/new/", plan)
    send(f"plans/{Plan.objects.get(slug='gold').pk}/", {**plan, "title_en": "Golden"})
    assert Plan.objects.get(slug="gold").title_en == "Golden"
    package = {"title_en": "Ten", "kind": str(kind("first").pk), "sessions": "10", "amount": "9000"}
    package |= {"valid_days": "200", "service": "consultation", "is_offered": "on"}
    send("packages/new/", {**package, "sessions": "0"}, 422)
    send("packages/new/", package)


def test_single_things(office: Client) -> None:
    difference, refund = Difference.objects.get(), Refund.objects.get()
    assert office.post(f"/office/money/differences/{difference.pk}/", {"closing": "seen"}).status_code == 302
    assert "seen" in office.get(f"/office/money/differences/{difference.pk}/").content.decode()
    assert office.get(f"/office/money/refunds/{refund.pk}/").status_code == 200
    order = asked_for("70.00")
    at = f"/office/money/orders/{order.pk}/"
    assert office.post(at, {"method": "upi", "reference": ""}).status_code == 422
    assert office.post(at, {"method": "upi", "reference": "UTR 1"}).status_code == 302
    advance = paid("118.00", papers="advance", client=factories.bilal())
    at = f"/office/money/orders/{advance.order_id}/"
    assert "supplied" in office.get(at).content.decode()
    assert office.post(at, {"supplied": "1"}).status_code == 302
    event = WebhookEvent.objects.get()
    assert office.post(f"/office/money/webhooks/{event.pk}/replay/").status_code == 302


def test_a_nutritionist_asks_and_withdraws_what_is_hers(client: Client) -> None:
    client.force_login(factories.meera())
    given = {"email": factories.asha().email, "description": "Plan", "amount": "250", "papers": "before"}
    assert client.post("/office/money/requests/", given).status_code == 302
    page = client.get("/office/money/requests/").content.decode()
    assert "Plan" in page
    mine = PaymentLink.objects.get()
    client.force_login(factories.kabir())
    assert client.post(f"/office/money/requests/{mine.pk}/").status_code == 404
    client.force_login(factories.meera())
    assert client.post(f"/office/money/requests/{mine.pk}/").status_code == 302
    mine.refresh_from_db()
    assert mine.withdrawn_at is not None
