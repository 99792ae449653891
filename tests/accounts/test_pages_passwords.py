"""The pages of forgotten and changed passwords, settings and language."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pathya.accounts.models import User
from tests import factories
from tests.accounts.steps import NEW, link, mails

pytestmark = pytest.mark.django_db
ASHA = "asha@pathya.example"
LOGIN = "/accounts/login/"
SETTINGS = "/portal/settings/"


def signed_in(user: User) -> Client:
    client = Client()
    answer = client.post(LOGIN, {"email": user.email, "password": factories.PASSWORD})
    assert answer.status_code == 302
    return client


def path_of(address: str) -> str:
    return address.removeprefix("http://localhost:8000")


def test_the_link_sets_a_password_once_and_stands_in_no_address(client: Client) -> None:
    user = factories.asha()
    other = signed_in(user)
    sent = client.post("/accounts/password/reset/", {"email": ASHA})
    assert sent.status_code == 200
    address = path_of(link(ASHA))
    opened = client.get(address)
    assert opened["Location"] == "/accounts/password/reset/set/"
    assert ASHA in client.get(opened["Location"]).text
    done = client.post(opened["Location"], {"password": NEW})
    assert (done.status_code, done["Location"]) == (302, LOGIN)
    assert "_auth_user_id" not in client.session
    assert other.get(SETTINGS).status_code == 302
    assert client.get(address, follow=True).status_code == 410
    assert client.post(LOGIN, {"email": ASHA, "password": NEW}).status_code == 302


def test_known_and_unknown_look_the_same(client: Client) -> None:
    factories.asha()
    pages = [
        client.post("/accounts/password/reset/", {"email": email}).text.replace(email, "")
        for email in (ASHA, "nobody@pathya.example")
    ]
    assert len(pages[0]) == len(pages[1])
    assert len(mails(ASHA)) == len(mails("nobody@pathya.example")) == 1


def test_a_spent_or_forged_link_says_what_to_do(client: Client) -> None:
    for path in ("/accounts/password/reset/set/", "/accounts/password/reset/x-y-z/"):
        page = client.get(path, follow=True)
        assert page.status_code == 410
        assert "Send a new link" in page.text


def test_a_weak_password_is_refused_beside_the_field(client: Client) -> None:
    factories.asha()
    client.post("/accounts/password/reset/", {"email": ASHA})
    client.get(path_of(link(ASHA)))
    page = client.post("/accounts/password/reset/set/", {"password": "asha1234"})
    assert page.status_code == 422
    assert "id_password_error" in page.text


def test_changing_keeps_this_browser_and_ends_the_others() -> None:
    user = factories.asha()
    here, there = signed_in(user), signed_in(user)
    token = factories.access_token(user)
    before = here.session.session_key
    answer = here.post("/accounts/password/change/", {"current": factories.PASSWORD, "new": NEW})
    assert (answer.status_code, answer["Location"]) == (302, SETTINGS)
    assert here.get(SETTINGS).status_code == 200
    assert here.session.session_key != before
    assert there.get(SETTINGS).status_code == 302
    assert Client().get("/api/v1/auth/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_changing_says_what_is_wrong() -> None:
    client = signed_in(factories.asha())
    wrong = client.post("/accounts/password/change/", {"current": "wrong", "new": NEW})
    assert wrong.status_code == 422
    assert "id_current_error" in wrong.text
    weak = client.post("/accounts/password/change/", {"current": factories.PASSWORD, "new": "12345678"})
    assert "id_new_error" in weak.text
    assert Client().get("/accounts/password/change/")["Location"].startswith(LOGIN)


def test_settings_are_kept_and_used(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    user = factories.asha()
    client = signed_in(user)
    with django_assert_num_queries(2):
        assert client.get(SETTINGS).status_code == 200
    form = {"first_name": "Asha", "last_name": "Rao", "phone": "", "language": "hi", "time_zone": "Europe/London"}
    assert client.post(SETTINGS, form).status_code == 302
    user.refresh_from_db()
    assert (user.last_name, user.phone, user.language, user.time_zone) == ("Rao", "", "hi", "Europe/London")
    page = client.get(SETTINGS)
    assert '<html lang="hi"' in page.text
    assert page.wsgi_request.zone.key == "Europe/London"
    bad = client.post(SETTINGS, {**form, "time_zone": "Mars/Base", "role": "admin"})
    assert bad.status_code == 422


@pytest.mark.parametrize("name", ["asha", "meera", "esha", "adi"])
def test_everybody_has_settings(name: str) -> None:
    assert signed_in(getattr(factories, name)()).get(SETTINGS).status_code == 200


def test_the_language_goes_with_the_account(client: Client) -> None:
    user = factories.asha()
    there = signed_in(user)
    there.post("/i18n/setlang/", {"language": "hi", "next": "/"})
    user.refresh_from_db()
    assert user.language == "hi"
    assert '<html lang="hi"' in signed_in(user).get(SETTINGS).text
    foreign = there.post("/i18n/setlang/", {"language": "en"}, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    client.post("/i18n/setlang/", {"language": "hi", "next": LOGIN})
    assert '<html lang="hi"' in client.get(LOGIN).text
    assert client.post("/i18n/setlang/", {"language": "hi", "next": "//evil.example/"})["Location"] == "/"


@pytest.mark.parametrize(
    ("cookie", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Asia%2FKatmandu", "Asia/Kathmandu"),
        ("../etc/passwd", "Asia/Kolkata"),
        ("", "Asia/Kolkata"),
    ],
)
def test_a_visitor_has_the_zone_of_the_browser(client: Client, cookie: str, zone: str) -> None:
    client.cookies["tz"] = cookie
    assert client.get(LOGIN).wsgi_request.zone.key == zone
