"""The pages of sign-in and sign-out."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from pathya.accounts.models import Role, User
from pathya.accounts.services import change_role, suspend, unsuspend
from tests import factories
from tests.accounts.steps import GOOD, code, register

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
SETTINGS = "/portal/settings/"


def sign_in(client: Client, email: str = "asha@pathya.example", password: str = factories.PASSWORD, **more: str) -> Any:
    return client.post(LOGIN, {"email": email, "password": password, **more})


def test_the_form_is_one_query_in_development_and_none_in_production(
    client: Client, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    factories.asha()
    with django_assert_num_queries(1):
        assert "Asha" in client.get(LOGIN).text
    chosen = client.get(LOGIN + "?demo=asha").text
    assert 'value="asha@pathya.example"' in chosen
    assert factories.PASSWORD in chosen
    settings.DEVELOPMENT = False
    with django_assert_num_queries(0):
        page = client.get(LOGIN + "?demo=asha").text
    assert "asha@" not in page
    assert factories.PASSWORD not in page


@pytest.mark.parametrize(
    ("name", "home"), [("asha", "/portal/"), ("meera", "/practice/"), ("esha", "/cms/"), ("adi", "/cms/")]
)
def test_each_role_lands_at_home(client: Client, name: str, home: str) -> None:
    getattr(factories, name)()
    answer = sign_in(client, f"{name}@pathya.example")
    assert (answer.status_code, answer["Location"]) == (302, home)
    again = client.get(LOGIN)
    assert (again.status_code, again["Location"]) == (302, home)


def test_signing_in_is_few_statements(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    factories.asha()
    for _ in range(3):
        known = Client()
        sign_in(known)
    client.cookies["device"] = known.cookies["device"].value
    with django_assert_num_queries(25):
        sign_in(client)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        " //evil.example",
        "/\t/evil.example",
        "http://testserver.evil.example",
        "evil.example",
    ],
)
def test_it_never_leads_away_from_the_site(client: Client, target: str) -> None:
    factories.asha()
    assert (
        "evil"
        not in client.get(LOGIN, {"next": target})
        .text.replace(f'"/accounts/login/?next={target}"', "")
        .split("<main")[1]
    )
    assert sign_in(client, next=target)["Location"] == "/portal/"


def test_it_leads_where_one_wanted(client: Client) -> None:
    factories.asha()
    wanted = client.get(SETTINGS + "?tab=1")
    assert wanted["Location"] == "/accounts/login/?next=/portal/settings/%3Ftab%3D1"
    assert sign_in(client, next="/portal/settings/?tab=1")["Location"] == "/portal/settings/?tab=1"


def test_remember_me_lasts_a_month_and_else_till_the_browser_closes(client: Client) -> None:
    factories.asha()
    plain = sign_in(client).cookies["sessionid"]
    assert plain["max-age"] == ""
    assert plain["httponly"]
    assert plain["samesite"] == "Lax"
    kept = sign_in(Client(), remember_me="on").cookies["sessionid"]
    assert kept["max-age"] == 30 * 24 * 3600


def test_a_wrong_password_says_the_same_as_an_unknown_address(client: Client) -> None:
    factories.asha()
    known, unknown = (
        sign_in(Client(), email, "wrong").text.replace(email, "")
        for email in ("asha@pathya.example", "nobody@pathya.example")
    )
    assert _without_tokens(known) == _without_tokens(unknown)


def _without_tokens(text: str) -> str:
    return "".join(line for line in text.splitlines() if "csrf" not in line.lower())


def test_five_failures_lock_this_address_on_the_page_and_in_the_api(client: Client) -> None:
    factories.asha()
    for _ in range(5):
        assert sign_in(client, password="wrong").status_code == 422
    assert sign_in(client).status_code == 429
    assert (
        client.post(
            "/api/v1/auth/login", {"email": "asha@pathya.example", "password": factories.PASSWORD}, "application/json"
        ).status_code
        == 429
    )


def test_the_session_id_changes_and_the_planted_one_is_worth_nothing(client: Client) -> None:
    factories.asha()
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    sign_in(client)
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get(SETTINGS).status_code == 302


def test_an_unfinished_sign_up_goes_on_at_the_code(client: Client) -> None:
    register(password=GOOD)
    answer = sign_in(client, "dev@pathya.example", GOOD)
    assert answer["Location"] == "/accounts/confirm/"
    assert client.post("/accounts/confirm/", {"code": code()})["Location"] == "/portal/"


def test_a_suspended_person_is_told(client: Client) -> None:
    suspend(actor=None, user=factories.asha())
    answer = sign_in(client)
    assert answer.status_code == 422
    assert "suspended" in answer.text


def test_signing_out_ends_the_session_on_the_server(client: Client) -> None:
    factories.asha()
    sign_in(client)
    key = client.session.session_key
    assert client.get("/accounts/logout/").status_code == 405
    assert client.post("/accounts/logout/")["Location"] == "/"
    thief = Client()
    thief.cookies["sessionid"] = key
    assert thief.get(SETTINGS).status_code == 302
    assert Client().post("/accounts/logout/").status_code == 302


def test_suspension_and_role_change_end_the_browser_session_at_once(client: Client) -> None:
    user = factories.asha()
    sign_in(client)
    suspend(actor=None, user=user)
    unsuspend(actor=None, user=user)
    assert client.get(SETTINGS).status_code == 302
    sign_in(client)
    assert client.get(SETTINGS).status_code == 200
    change_role(actor=None, user=User.objects.get(pk=user.pk), role=Role.NUTRITIONIST)
    assert client.get(SETTINGS).status_code == 302


@pytest.mark.parametrize("path", ["/cms/login/", "/_util/login/"])
def test_other_sign_in_pages_are_ours(client: Client, path: str) -> None:
    answer = client.get(path, {"next": "/cms/pages/"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=%2Fcms%2Fpages%2F")
    assert client.post(path, {"username": "adi@pathya.example", "password": factories.PASSWORD}).status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_content_system_sends_visitors_to_our_page_and_takes_editors(client: Client) -> None:
    answer = client.get("/cms/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=")
    change_role(actor=None, user=factories.meera(), role=Role.EDITOR)
    sign_in(client, "meera@pathya.example")
    assert client.get("/cms/").status_code == 200
    client.post("/accounts/logout/")
    factories.asha()
    sign_in(client)
    assert client.get("/cms/").status_code in {302, 403, 404}
