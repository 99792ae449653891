"""GET and DELETE /auth/sessions and the page: where one is signed in, and ending it."""

from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client

from pathya.accounts.services import devices
from tests import factories
from tests.accounts.steps import error, mails
from tests.api import ApiClient

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"
SECURITY = "/portal/settings/security/"
RIGHT = {"email": "asha@pathya.example", "password": factories.PASSWORD}


def browser(agent: str) -> Client:
    client = Client(headers={"User-Agent": agent})
    assert client.post("/accounts/login/", RIGHT).status_code == 302
    return client


def test_browsers_and_programs_are_listed_and_one_is_ended() -> None:
    factories.asha()
    client = browser(FIREFOX)
    access = ApiClient().post("/auth/login", RIGHT, User_Agent="pathya-sync/2.1").json()["data"]["tokens"]
    api = ApiClient(token=access["accessToken"])
    rows = api.get("/auth/sessions").json()["data"]
    assert [(row["kind"], row["device"], row["current"]) for row in rows] == [
        ("api", "A program (pathya-sync)", True),
        ("browser", "Firefox on Linux", False),
    ]
    assert client.session.session_key not in str(rows)
    assert api.delete(f"/auth/sessions/{rows[1]['id']}").status_code == 200
    assert client.get("/portal/")["Location"].startswith("/accounts/login/")
    assert len(api.get("/auth/sessions").json()["data"]) == 1
    assert api.delete(f"/auth/sessions/{rows[0]['id']}").status_code == 200
    assert api.get("/auth/me").status_code == 401


def test_the_sessions_of_others_are_not_there() -> None:
    factories.asha()
    browser(FIREFOX)
    theirs = ApiClient(factories.asha()).get("/auth/sessions").json()["data"]
    stranger = ApiClient(factories.charlie())
    for row in [*theirs, {"id": uuid4()}]:
        assert error(stranger.delete(f"/auth/sessions/{row['id']}")) == "not_found"
    assert len(stranger.get("/auth/sessions").json()["data"]) == 1
    assert len(ApiClient(factories.asha()).get("/auth/sessions").json()["data"]) == 3


def test_signing_out_everywhere_ends_all_of_them() -> None:
    user = factories.asha()
    client, api = browser(FIREFOX), ApiClient(user)
    assert api.delete("/auth/sessions").status_code == 200
    assert api.get("/auth/me").status_code == 401
    assert client.get("/portal/").status_code == 302


def test_the_page_keeps_this_browser_and_ends_the_others() -> None:
    user = factories.asha()
    here, there, api = browser(FIREFOX), browser(PHONE), ApiClient(user)
    page = here.get(SECURITY).content.decode()
    assert "Firefox on Linux" in page
    assert "Chrome Mobile on Android" in page
    assert "This device" in page
    here.post(f"{SECURITY}sessions/end/")
    assert here.get("/portal/").status_code == 200
    assert there.get("/portal/").status_code == 302
    assert api.get("/auth/me").status_code == 401


def test_a_new_device_is_told_by_mail_a_known_one_is_not() -> None:
    factories.asha()
    first = browser(FIREFOX)
    assert not mails("asha@pathya.example")
    first.post("/accounts/logout/")
    first.post("/accounts/login/", RIGHT)
    assert not mails("asha@pathya.example")
    browser(PHONE)
    (mail,) = mails("asha@pathya.example")
    assert "Chrome Mobile on Android" in mail.text
    assert "/accounts/not-me/ptn_" in mail.text


def test_no_place_is_told_without_a_database(settings: LazySettings) -> None:
    settings.GEO_DATABASE = ""
    devices._places.cache_clear()
    assert devices.place("203.0.113.9", "en") == ""
