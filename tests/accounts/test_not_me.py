"""The link "this wasn't me" in a mail."""

import re
from datetime import timedelta

import pytest
from django.test import Client

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
