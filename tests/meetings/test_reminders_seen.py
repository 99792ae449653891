"""Who sees and sets what about reminders, on the page and over the API."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from pathya.accounts.models import User
from pathya.kit import clock
from pathya.meetings import reminders
from tests import factories as cast
from tests.api import ApiClient
from tests.consultations.factories import NOW, call, nutritionist

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.at(NOW):
        yield


def test_upcoming_lists_ones_own_only() -> None:
    made = call(cast.asha(), nutritionist(cast.meera()), NOW + timedelta(days=3))
    reminders.plan(consultation_id=made.pk)
    body = ApiClient(cast.asha()).get("/consultations/reminders/upcoming").json()
    assert [(row["channel"], row["minutesBefore"]) for row in body["data"]] == [("mail", 1440), ("mail", 60)]
    assert body["data"][0]["consultationId"] == str(made.pk)
    assert ApiClient(cast.charlie()).get("/consultations/reminders/upcoming").json()["data"] == []
    assert ApiClient().get("/consultations/reminders/upcoming").status_code == 401


def test_a_channel_to_a_phone_needs_one() -> None:
    charlie = ApiClient(cast.charlie())
    refused = charlie.put("/consultations/reminders/preferences", {"mail": True, "sms": True, "whatsapp": False})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "phone_missing")
    assert charlie.get("/consultations/reminders/preferences").json()["data"] == {
        "mail": True,
        "sms": False,
        "whatsapp": False,
        "phoneNeeded": True,
    }
    bilal = cast.bilal()
    User.objects.filter(pk=bilal.pk).update(phone="+919810000002")
    wish = {"mail": True, "sms": True, "whatsapp": False}
    unproven = ApiClient(bilal).put("/consultations/reminders/preferences", wish)
    assert (unproven.status_code, unproven.json()["error"]["code"]) == (422, "phone_not_verified")
    asha = ApiClient(cast.asha())
    kept = asha.put("/consultations/reminders/preferences", {"mail": False, "sms": True, "whatsapp": True})
    assert kept.json()["data"]["sms"] is True


def test_the_page_keeps_the_choice(django_assert_max_num_queries: object) -> None:
    asha, client = cast.asha(), Client()
    made = call(asha, nutritionist(cast.meera()), NOW + timedelta(days=3))
    reminders.plan(consultation_id=made.pk)
    client.force_login(asha)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page = client.get("/account/reminders/")
    assert "E-mail" in page.content.decode()
    assert client.post("/account/reminders/", {"whatsapp": "on"}).status_code == 302
    assert (asha.reminder_choice.mail, asha.reminder_choice.whatsapp) == (False, True)
    client.force_login(cast.esha())
    assert client.get("/account/reminders/").status_code == 404
