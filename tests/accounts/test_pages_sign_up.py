"""The pages of sign-up and code."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pathya.accounts.models import SignUp, User
from tests import factories
from tests.accounts.steps import GOOD, code, mails, wrong

pytestmark = pytest.mark.django_db
FORM = {
    "first_name": "Dev",
    "last_name": "Joshi",
    "email": "dev@pathya.example",
    "phone": "98100 00001",
    "password": GOOD,
    "accept_terms": "on",
}
SIGN_UP = "/accounts/signup/"
CONFIRM = "/accounts/confirm/"


def sign_up(client: Client, **more: str) -> Any:
    return client.post(SIGN_UP, {**FORM, **more})


def test_the_form_is_there_without_a_query(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        page = client.get(SIGN_UP + "?next=/book/")
    assert page.status_code == 200
    assert 'name="next" value="/book/"' in page.text


def test_sign_up_confirm_and_arrive_where_one_wanted(client: Client) -> None:
    client.cookies["tz"] = "Asia/Dubai"
    answer = sign_up(client, next="/nutritionists/?page=2")
    assert answer.status_code == 302
    assert answer["Location"] == CONFIRM
    assert "dev@pathya.example" in client.get(CONFIRM).text
    done = client.post(CONFIRM, {"code": code()})
    assert done.status_code == 302
    assert done["Location"] == "/nutritionists/?page=2"
    user = User.objects.get(email="dev@pathya.example")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.phone, user.time_zone, user.role) == ("+919810000001", "Asia/Dubai", "client")


def test_nothing_is_signed_in_before_the_code(client: Client) -> None:
    sign_up(client)
    assert "_auth_user_id" not in client.session
    assert client.get("/portal/settings/").status_code == 302


def test_a_known_address_looks_the_same(client: Client) -> None:
    factories.asha()
    seen = []
    for email in ("asha@pathya.example", "dev@pathya.example"):
        other = Client()
        answer = sign_up(other, email=email)
        page = other.get(CONFIRM).text.replace(email, "")
        tries = [other.post(CONFIRM, {"code": "000000"}).status_code for _ in range(2)]
        seen.append((answer.status_code, answer["Location"], len(page), tries, len(mails(email))))
    assert seen[0] == seen[1]


def test_what_was_typed_is_kept_and_errors_stand_beside_the_field(client: Client) -> None:
    page = sign_up(client, password="password1", email="dev@pathya.example", first_name="Dev<b>")
    assert page.status_code == 200
    assert "Dev&lt;b&gt;" in page.text
    assert "password1" not in page.text
    weak = sign_up(client, password="password1")
    assert weak.status_code == 422
    assert "id_password_error" in weak.text
    assert 'value="dev@pathya.example"' in weak.text
    assert not SignUp.objects.exists()


def test_a_wrong_code_is_said_and_a_new_one_can_be_had(client: Client) -> None:
    sign_up(client)
    first = code()
    assert client.post(CONFIRM, {"code": wrong(first)}).status_code == 422
    client.post("/accounts/confirm/resend/")
    assert len(mails()) == 2
    assert client.post(CONFIRM, {"code": f" {code()[:3]} {code()[3:]} "}).status_code == 302


def test_without_a_sign_up_there_is_nothing_to_confirm(client: Client) -> None:
    for answer in (
        client.get(CONFIRM),
        client.post(CONFIRM, {"code": "123456"}),
        client.post("/accounts/confirm/resend/"),
    ):
        assert (answer.status_code, answer["Location"]) == (302, SIGN_UP)


def test_the_session_id_changes_with_the_sign_in(client: Client) -> None:
    sign_up(client)
    before = client.session.session_key
    client.post(CONFIRM, {"code": code()})
    assert client.session.session_key != before


def test_too_many_sign_ups_are_told(client: Client) -> None:
    answers = [sign_up(client).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]


def test_the_meter_judges_what_is_typed(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        weak = client.post(
            "/accounts/password/strength/", {"password": "dev joshi 99", "first_name": "Dev", "last_name": "Joshi"}
        )
    assert 'value="2"' in weak.text
    assert "Strong password" in client.post("/accounts/password/strength/", {"password": GOOD}).text
    assert client.get("/accounts/password/strength/").status_code == 405


def test_pages_need_the_csrf_token() -> None:
    strict = Client(enforce_csrf_checks=True)
    for path in (
        SIGN_UP,
        CONFIRM,
        "/accounts/login/",
        "/accounts/logout/",
        "/accounts/password/reset/",
    ):
        assert strict.post(path, FORM).status_code == 403, path
        foreign = strict.post(path, FORM, headers={"Origin": "https://evil.example"})
        assert foreign.status_code == 403
