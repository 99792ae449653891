from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.operations.audit import events
from pathya.privacy import selectors, services
from pathya.privacy.models import Consent
from pathya.privacy.purposes import PURPOSES, VERSION
from tests.api import ApiClient
from tests.factories import asha, bilal

pytestmark = pytest.mark.django_db


def give(given: bool = True, purpose: str = "whatsapp") -> None:
    services.set_consent(user=asha(), purpose=purpose, given=given, channel="page")


def test_nothing_is_allowed_until_it_is_and_the_newest_word_holds() -> None:
    assert not any(selectors.has_consent(asha(), one.key) for one in PURPOSES)
    give()
    give()
    assert selectors.has_consent(asha(), "whatsapp")
    assert not selectors.has_consent(bilal(), "whatsapp")
    assert not selectors.has_consent(asha(), "sms")
    with clock.at(clock.now() + timedelta(days=1)):
        give(False)
    assert not selectors.has_consent(asha(), "whatsapp")
    assert [(word.given, word.notice_version) for word in selectors.history(asha())] == [
        (False, VERSION),
        (True, VERSION),
    ]
    assert [row.event for row in events(subject_id=asha().pk, prefix="privacy.consent")] == [
        "privacy.consent.withdrawn",
        "privacy.consent.given",
    ]
    with pytest.raises(NotFound):
        give(purpose="everything")
    with pytest.raises(KeyError):
        selectors.has_consent(asha(), "everything")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE privacy_consent SET given = NOT given", "DELETE FROM privacy_consent", "TRUNCATE privacy_consent"],
)
def test_the_database_refuses_to_rewrite_the_ledger(statement: str) -> None:
    give()
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Consent.objects.get().given


def test_the_page_gives_and_takes_back_with_one_button_each() -> None:
    client = Client()
    client.force_login(asha())
    assert client.post("/portal/privacy/consents/marketing_mail/", {"given": "1"}).status_code == 302
    assert selectors.has_consent(asha(), "marketing_mail")
    client.post("/portal/privacy/consents/marketing_mail/", {"given": "0"})
    assert not selectors.has_consent(asha(), "marketing_mail")
    assert client.get("/portal/privacy/history/").content.decode().count("<strong>Letters by e-mail") == 2
    assert client.post("/portal/privacy/consents/all/", {"given": "1"}).status_code == 404
    assert Client().post("/portal/privacy/consents/sms/", {"given": "1"}).status_code == 302
    assert Consent.objects.count() == 2


def test_the_api_tells_and_sets() -> None:
    api = ApiClient(asha())
    given = api.call("PUT", "/privacy/consents/sms", {"given": True}).json()["data"]
    assert (given["given"], given["noticeVersion"], given["language"]) == (True, VERSION, "en")
    assert Consent.objects.get().channel == "api"
    listed = api.call("GET", "/privacy/consents").json()["data"]
    assert {one["purpose"]: one["given"] for one in listed} == {one.key: one.key == "sms" for one in PURPOSES}
    assert api.call("PUT", "/privacy/consents/nothing", {"given": True}).status_code == 404


def test_notices_name_data_and_rights_to_everybody() -> None:
    client = Client()
    for one in PURPOSES:
        text = client.get(f"/notices/{one.key}/").content.decode()
        assert all(str(item) in text for item in one.data)
        assert "/portal/privacy/" in text
        assert "Data Protection Board" in text
        assert VERSION in text
    assert client.get("/notices/other/").status_code == 404
    assert "8 years" in client.get("/notices/keeping/").content.decode()
    client.cookies["language"] = "hi"
    assert "Your rights" not in client.get("/notices/sms/").content.decode()


def test_the_choice_of_cookies_is_kept_and_a_foreign_yes_is_none() -> None:
    client = Client()
    assert (
        client.post("/notices/cookies/choose/", {"choice": "all"}, headers={"Sec-Fetch-Site": "cross-site"}).cookies
        == {}
    )
    client.post("/notices/cookies/choose/", {"choice": "necessary", "next": "//evil.example"})
    assert client.cookies["cookie_choice"].value == "necessary"
    assert "necessary cookies only" in client.get("/notices/cookies/").content.decode()
    client.post("/notices/cookies/choose/", {"choice": "all"})
    assert "You have allowed counting" in client.get("/notices/cookies/").content.decode()
