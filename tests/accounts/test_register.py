"""POST /auth/register: nobody learns who has an account, nobody takes an address that is not theirs."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, Settings

from pathya.accounts.models import SignUp, User
from pathya.outbox.models import Message
from tests import factories
from tests.accounts.steps import GOOD, NEW, code, error, mails, register, registration
from tests.api import ApiClient

pytestmark = pytest.mark.django_db


def test_a_code_comes_by_mail_and_no_user_exists_yet() -> None:
    answer = ApiClient().post("/auth/register", registration())
    assert answer.status_code == 201
    body = answer.json()
    assert body["success"] is True
    assert body["data"]["verificationRequired"] is True
    assert body["data"]["verificationToken"].startswith("ptv_")
    assert len(code()) == 6
    assert not User.objects.filter(email="dev@pathya.example").exists()


def test_a_known_address_gets_the_same_answer_from_the_same_work() -> None:
    factories.asha()
    seen = []
    for email in ("nobody@pathya.example", "asha@pathya.example"):
        before = Message.objects.count()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = ApiClient().post("/auth/register", registration(email))
        body = answer.json()
        length = len(body["data"].pop("verificationToken"))
        shape = [re.sub(r'"s\d+_x\d+"', "", query["sql"]).split()[:3] for query in queries]
        seen.append((answer.status_code, body, length, Message.objects.count() - before, shape))
    assert seen[0] == seen[1]


def test_the_owner_is_told_without_a_word_of_the_asker() -> None:
    factories.asha()
    register("Asha@Pathya.example", firstName="Win money at evil", language="hi")
    mail = mails("asha@pathya.example")[0]
    assert mail.template == "accounts/mail/account_exists"
    assert mail.language == "en"
    assert "evil" not in mail.subject + mail.text + mail.html


def test_the_same_hashing_for_known_and_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.asha()
    hashed: list[str] = []
    monkeypatch.setattr("pathya.accounts.services.sign_up.make_password", lambda text: hashed.append(text) or "x")
    register("asha@pathya.example")
    register("nobody@pathya.example")
    assert hashed == [GOOD, GOOD]


def test_who_never_confirmed_can_sign_up_again() -> None:
    register(password=GOOD)
    token = register(password=NEW)
    answer = ApiClient().post("/auth/verify-email", {"token": token, "code": code()})
    assert answer.status_code == 200
    assert User.objects.get(email="dev@pathya.example").check_password(NEW)


def test_an_address_can_not_be_taken_before_its_owner_comes() -> None:
    theirs = register(password=NEW, firstName="Mallory")
    their_code = code()
    mine = register(password=GOOD)
    assert ApiClient().post("/auth/verify-email", {"token": mine, "code": code()}).status_code == 200
    late = ApiClient().post("/auth/verify-email", {"token": theirs, "code": their_code})
    assert error(late) == "wrong_code"
    assert error(ApiClient().post("/auth/login", {"email": "dev@pathya.example", "password": NEW})) == (
        "invalid_credentials"
    )
    assert User.objects.get(email="dev@pathya.example").first_name == "Dev"


def test_the_code_of_another_sign_up_does_not_fit() -> None:
    theirs = register(password=NEW)
    register(password=GOOD)
    answer = ApiClient().post("/auth/verify-email", {"token": theirs, "code": code()})
    assert error(answer) == "wrong_code"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"email": "dév@pathya.example"}, "email"),
        ({"email": "dev@pathya.example\nBcc: x@pathya.example"}, "email"),
        ({"email": "a" * 250 + "@pathya.example"}, "email"),
        ({"firstName": ""}, "firstName"),
        ({"firstName": "x" * 61}, "firstName"),
        ({"lastName": "<script>"}, "lastName"),
        ({"firstName": "Dev\r\nBcc: x@pathya.example"}, "firstName"),
        ({"phone": "12"}, "phone"),
        ({"phone": "+91abc"}, "phone"),
        ({"acceptTerms": False}, "acceptTerms"),
        ({"password": "short1!"}, "password"),
        ({"password": "x" * 129}, "password"),
        ({"password": "Password123"}, "password"),
        ({"password": "iloveyou1"}, "password"),
        ({"password": "DevJoshi2026"}, "password"),
        ({"password": "pathya123"}, "password"),
        ({"language": "fr"}, "language"),
        ({"timezone": "Mars/Base"}, "timezone"),
        ({"role": "admin"}, "role"),
        ({"isSuperuser": True}, "isSuperuser"),
    ],
)
def test_bad_input_is_said_beside_the_field(change: dict[str, Any], field: str) -> None:
    answer = ApiClient().post("/auth/register", registration(**change))
    assert answer.status_code == 422
    assert field in answer.json()["error"]["fields"]
    assert not SignUp.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("98100 00001", "+919810000001"), ("+44 (20) 7946-0958", "+442079460958"), ("0091 9810000001", "+919810000001")],
)
def test_phones_are_kept_in_one_spelling(typed: str, kept: str) -> None:
    register(phone=typed)
    assert SignUp.objects.get().phone == kept


@pytest.mark.parametrize(
    "password", ["नदी-किनारे-सुबह-चाय", "four plain words here ok", "a" * 20 + "Zebra&Piano" + "b" * 97]
)
def test_any_signs_and_long_passwords_are_taken(password: str) -> None:
    register(password=password)


def test_the_mail_speaks_the_chosen_language() -> None:
    register(language="hi")
    assert mails()[0].language == "hi"


def test_sign_ups_are_limited() -> None:
    for _ in range(10):
        register()
    answer = ApiClient().post("/auth/register", registration())
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert len(mails()) == 10


def test_it_stays_one_handful_of_statements(
    django_assert_num_queries: DjangoAssertNumQueries, settings: Settings
) -> None:
    register("warm@pathya.example")
    with django_assert_num_queries(13):
        register()
