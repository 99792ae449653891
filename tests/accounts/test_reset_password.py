"""POST /auth/forgot-password, /auth/reset-password, /auth/change-password."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pathya.accounts.models import User
from pathya.accounts.services import api_sessions, credentials, suspend
from pathya.kit import clock
from pathya.operations.audit import events
from pathya.outbox.models import Message
from tests import factories
from tests.accounts.steps import GOOD, NEW, error, link, mails, reset_token
from tests.api import ApiClient

pytestmark = pytest.mark.django_db
ASHA = "asha@pathya.example"


def forgot(email: str = ASHA, **headers: str) -> Any:
    return ApiClient().post("/auth/forgot-password", {"email": email}, **headers)


def reset(token: str, password: str = NEW) -> Any:
    return ApiClient().post("/auth/reset-password", {"token": token, "password": password})


def me(token: str) -> int:
    status: int = ApiClient(token=token).get("/auth/me").status_code
    return status


def test_a_mailed_token_sets_a_new_password_and_ends_everything() -> None:
    user = factories.asha()
    tokens = api_sessions.open_for(user=user)
    assert forgot().status_code == 200
    assert reset(reset_token(ASHA)).status_code == 200
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert me(tokens.access_token) == 401
    assert ApiClient().post("/auth/refresh", {"refreshToken": tokens.refresh_token}).status_code == 401
    assert "accounts/mail/password_changed" in {mail.template for mail in mails(ASHA)}
    assert events(subject_id=user.pk, prefix="accounts.reset").count() == 2


def test_known_and_unknown_are_alike() -> None:
    factories.asha()
    forgot("warm@pathya.example")
    seen = []
    for email in (ASHA, "nobody@pathya.example"):
        before = Message.objects.count()
        with CaptureQueriesContext(connection) as queries:
            answer = forgot(email)
        shape = [re.sub(r'"s\d+_x\d+"', "", query["sql"]).split()[:3] for query in queries]
        seen.append((answer.status_code, answer.content, Message.objects.count() - before, shape))
    assert seen[0] == seen[1]


def test_a_token_works_once() -> None:
    factories.asha()
    forgot()
    token = reset_token(ASHA)
    reset(token)
    assert error(reset(token, GOOD)) == "invalid_reset_token"


def test_a_newer_password_or_address_or_sign_in_ends_older_tokens() -> None:
    user = factories.asha()
    for change in (
        {"password": "x"},
        {"email": "other@pathya.example"},
        {"last_login": clock.now()},
        {"session_epoch": 9},
    ):
        token = credentials.make_token(user)
        User.objects.filter(pk=user.pk).update(**change)
        assert error(reset(token)) == "invalid_reset_token"
        user.refresh_from_db()


def test_a_token_lasts_an_hour() -> None:
    factories.asha()
    forgot()
    token = reset_token(ASHA)
    with clock.at(clock.now() + timedelta(minutes=61)):
        assert error(reset(token)) == "invalid_reset_token"
    with clock.at(clock.now() + timedelta(minutes=59)):
        assert reset(token).status_code == 200


def test_a_weak_password_does_not_spend_the_token() -> None:
    factories.asha()
    forgot()
    answer = reset(reset_token(ASHA), "Asha-Verma-1999")
    assert error(answer) == "weak_password"
    assert "password" in answer.json()["error"]["fields"]
    assert reset(reset_token(ASHA)).status_code == 200


@pytest.mark.parametrize("token", ["", "-", "x", "0" * 32 + "-abc-def", "x" * 10_000, "०-१-२", "../../etc-passwd-1"])
def test_forged_tokens_are_refused(token: str) -> None:
    factories.asha()
    assert error(reset(token)) == "invalid_reset_token"


def test_the_token_of_one_person_does_not_fit_another() -> None:
    asha, bilal = factories.asha(), factories.bilal()
    signature = credentials.make_token(asha).partition("-")[2]
    assert error(reset(f"{bilal.pk.hex}-{signature}")) == "invalid_reset_token"


def test_a_suspended_person_gets_no_link() -> None:
    suspend(actor=None, user=factories.asha())
    forgot()
    assert mails(ASHA)[0].template == "accounts/mail/unknown_account"


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host"])
def test_a_forged_host_does_not_reach_the_mail(header: str) -> None:
    factories.asha()
    forgot(**{header: "evil.example"})
    assert link(ASHA).startswith("http://localhost:8000/accounts/password/reset/")
    assert "evil.example" not in mails(ASHA)[0].html


def test_resets_are_limited_for_each_address() -> None:
    factories.asha()
    answers = [forgot().status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


def test_the_mail_speaks_the_language_of_its_reader() -> None:
    factories.bilal()
    forgot("bilal@pathya.example")
    assert mails("bilal@pathya.example")[0].language == "hi"


def change(token: str, current: str, new: str) -> Any:
    return ApiClient(token=token).post("/auth/change-password", {"currentPassword": current, "newPassword": new})


def test_changing_ends_every_session_and_answers_with_a_new_one() -> None:
    user = factories.asha()
    here, there = api_sessions.open_for(user=user), api_sessions.open_for(user=user)
    answer = change(here.access_token, factories.PASSWORD, NEW)
    assert answer.status_code == 200
    for tokens in (here, there):
        assert me(tokens.access_token) == 401
        assert ApiClient().post("/auth/refresh", {"refreshToken": tokens.refresh_token}).status_code == 401
    assert me(answer.json()["data"]["tokens"]["accessToken"]) == 200
    assert "accounts/mail/password_changed" in {mail.template for mail in mails(ASHA)}


def test_changing_needs_the_present_password_and_is_limited() -> None:
    token = factories.access_token(factories.asha())
    for _ in range(5):
        answer = change(token, "wrong", NEW)
        assert error(answer) == "wrong_password"
        assert "currentPassword" in answer.json()["error"]["fields"]
    assert error(change(token, factories.PASSWORD, NEW)) == "too_many_tries"


def test_changing_refuses_a_weak_password_beside_its_field() -> None:
    answer = change(factories.access_token(factories.asha()), factories.PASSWORD, "12345678")
    assert answer.status_code == 422
    assert "newPassword" in answer.json()["error"]["fields"]
