"""What calls brought in: by month and kind, with what was given back; and the terms an admin tries and keeps."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from pathya.consultations import earnings, policies, services
from pathya.consultations.models import Policy
from pathya.consultations.rules import Status
from pathya.consultations.tasks import tell
from pathya.kit import clock
from pathya.kit.errors import NotFound
from tests import factories as cast
from tests.api import ApiClient
from tests.consultations.factories import NOW, TEN, call, kind, nutritionist
from tests.consultations.test_pay import held, paid

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> object:
    with clock.at(NOW):
        yield


def test_money_by_month_and_kind_with_what_was_given_back(django_assert_num_queries: object) -> None:
    first = held()
    paid(first)
    with clock.at(NOW + timedelta(minutes=1)):
        services.cancel(viewer=cast.asha(), consultation_id=first.pk)
        tell(consultation_id=str(first.pk), event="cancelled", sequence=1)
    meera = first.nutritionist
    call(cast.bilal(), meera, NOW - timedelta(days=40), status=Status.COMPLETED, by_credit=True, fee_amount=500)
    call(cast.bilal(), meera, NOW - timedelta(days=3), status=Status.NO_SHOW)
    call(cast.bilal(), nutritionist(cast.kabir()), NOW - timedelta(days=3), status=Status.COMPLETED)
    viewer = cast.meera()
    with django_assert_num_queries(3):  # type: ignore[operator]
        year = earnings.of_year(viewer, 2027)
        [january] = year.months
    lines = {slug: (one.paid, one.back, one.completed, one.missed) for slug, one in january.lines.items()}
    assert lines == {"first": (1200, 1200, 0, 0), "discovery": (0, 0, 0, 1)}
    assert (year.total.net, year.total.payments) == (0, 1)
    [december] = earnings.of_year(cast.meera(), 2026).months
    assert (december.total.completed, december.total.by_credit, december.total.paid) == (1, 1, 0)
    assert earnings.of_year(cast.kabir(), 2027).total.paid == Decimal(0)
    for stranger in (cast.asha(), cast.adi()):
        with pytest.raises(NotFound):
            earnings.of_year(stranger, 2027)


def test_the_csv_holds_no_formula() -> None:
    paid(held())
    wicked = kind("first")
    wicked.name_en = "=HYPERLINK(1)"
    wicked.save()
    client = Client()
    client.force_login(cast.meera())
    text = client.get("/practice/earnings/?export=csv").content.decode("utf-8-sig")
    assert "2027-01,'=HYPERLINK(1),1200.00,0.00,1200.00,0,0,0" in text
    assert "=HYPERLINK(1)" in client.get("/practice/earnings/").content.decode()
    told = ApiClient(cast.meera()).get("/nutritionists/me/earnings?year=2027").json()["data"]
    assert (told["months"][0]["month"], told["total"]["net"]) == ("2027-01-01", "1200.00")


def test_terms_are_tried_before_they_are_kept_and_count_from_their_day() -> None:
    nutritionist(cast.meera())
    admin = Client()
    admin.force_login(cast.adi())
    sent = {
        "kind": str(kind("first").pk), "valid_from": "2027-02-01", "move_hours": 48, "most_moves": 1,
        "no_show_percent": 50, "hours_0": 24, "share_0": 100, "hours_1": 4, "share_1": 50, "fee": 1000,
    }  # fmt: skip
    page = admin.post("/office/policies/", {**sent, "action": "preview"}).content.decode()
    assert "₹1,000" in page
    assert "₹500" in page
    assert Policy.objects.count() == 0
    assert admin.post("/office/policies/", {**sent, "share_0": "", "action": "save"}).status_code == 422
    assert admin.post("/office/policies/", {**sent, "valid_from": "2027-01-01", "action": "save"}).status_code == 422
    assert admin.post("/office/policies/", {**sent, "action": "save"}).status_code == 302
    assert policies.in_force(kind("first").pk).most_moves == 3
    with clock.at(NOW + timedelta(days=22)):
        assert policies.in_force(kind("first").pk).refunds == ((1440, 100), (240, 50))
        assert policies.in_force(kind().pk).most_moves == 3
    assert "50 % back" in admin.get("/office/policies/").content.decode()
    assert TEN > NOW
