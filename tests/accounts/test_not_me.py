"""The link "this wasn't me" in a mail."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from pathya.accounts.models import Passkey
from pathya.accounts.services import second_factor
from pathya.kit import clock
from tests import factories
from tests.accounts.steps import NEW, error, factor_on, mails, reset_token
from tests.api import ApiClient

pytestmark = pytest.mark.django_db
ASHA = "asha@pathya.example"


def link() -> str:
    found = re.search(r"/accounts/not-me/\S+", mails(ASHA)[0].text)
    assert found
    return found[0]


def test_it_ends_everything_and_starts_a_reset() -> None:
    user = factories.asha()
    factor_on(user)
    thief = ApiClient(user)
    address = link()
    assert "This wasn't me" in Client().get(address).content.decode().replace("&#x27;", "'")
    assert thief.get("/auth/me").status_code == 200
    assert "protected" in Client().post(address).content.decode()
    assert thief.get("/auth/me").status_code == 401
    login = ApiClient().post("/auth/login", {"email": ASHA, "password": factories.PASSWORD})
    assert error(login) == "invalid_credentials"
    reset = {"token": reset_token(ASHA), "password": NEW}
    assert ApiClient().post("/auth/reset-password", reset).status_code == 200
    again = ApiClient().post("/auth/login", {"email": ASHA, "password": NEW})
    assert again.json()["data"]["twoFactorRequired"] is True


def test_a_key_is_told_and_ends_with_the_alarm() -> None:
    user = factories.asha()
    body = {"name": "Sync & more", "scopes": ["consultations:read"], "password": factories.PASSWORD}
    key = ApiClient(user).post("/auth/api-keys", body).json()["data"]["key"]
    mail = mails(ASHA)[0]
    assert "Sync & more" in mail.text
    assert "consultations:read" in mail.text
    assert "Sync &amp; more" in mail.html
    assert key not in mail.text + mail.html
    assert ApiClient(token=key).get("/consultations").status_code == 200
    Client().post(link())
    assert ApiClient(token=key).get("/consultations").status_code == 401


def test_a_passkey_that_a_mail_tells_of_does_not_stay_and_an_older_one_does() -> None:
    user = factories.asha()
    Passkey.objects.create(
        user=user, name="Mine", credential_hash="a", public=b"", made_at=clock.now() - timedelta(days=1)
    )
    Passkey.objects.create(user=user, name="A thief's", credential_hash="b", public=b"")
    second_factor.switched_on(user)
    Client().post(link())
    assert [row.name for row in Passkey.objects.all()] == ["Mine"]


def test_it_works_once_and_for_a_week() -> None:
    factor_on(factories.asha())
    address = link()
    with clock.at(clock.now() + timedelta(days=7)):
        assert Client().get(address).status_code == 410
        assert Client().post(address).status_code == 410
    assert Client().post(address).status_code == 200
    assert Client().post(address).status_code == 410


def test_forged_links_are_over_and_limited() -> None:
    statuses = [Client().post(f"/accounts/not-me/ptn_{number}/").status_code for number in range(101)]
    assert set(statuses[:100]) == {410}
    assert statuses[100] == 429
