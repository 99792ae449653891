"""POST /auth/verify-email and /auth/resend-verification."""

from datetime import timedelta

import pytest

from pathya.accounts.models import User
from pathya.kit import clock
from pathya.operations.audit import events
from tests import factories
from tests.accounts.steps import code, error, mails, register, verified, wrong
from tests.api import ApiClient

pytestmark = pytest.mark.django_db


def verify(token: str, code: str) -> object:
    return ApiClient().post("/auth/verify-email", {"token": token, "code": code})


def test_the_code_makes_the_user_and_signs_in() -> None:
    data = verified()
    assert data["user"]["email"] == "dev@pathya.example"
    assert data["user"]["role"] == "client"
    assert data["user"]["emailVerified"] is True
    assert data["tokens"]["expiresIn"] == 900
    me = ApiClient(token=data["tokens"]["accessToken"]).get("/auth/me")
    assert me.json()["data"]["id"] == data["user"]["id"]
    user = User.objects.get(email="dev@pathya.example")
    assert user.terms_accepted_at
    assert [event.event for event in events(subject_id=user.pk)] == [
        "accounts.user.signed_in",
        "accounts.user.verified",
    ]


def test_a_code_works_once() -> None:
    token = register()
    right = code()
    verify(token, right)
    assert error(verify(token, right)) == "invalid_verification_token"


def test_five_wrong_tries_use_a_code_up_and_a_new_one_works() -> None:
    token = register()
    right = code()
    for _ in range(4):
        assert error(verify(token, wrong(right))) == "wrong_code"
    assert error(verify(token, wrong(right))) == "code_expired"
    assert error(verify(token, right)) == "code_expired"
    assert ApiClient().post("/auth/resend-verification", {"token": token}).status_code == 200
    assert code() != right
    assert verify(token, code()).status_code == 200


def test_a_resent_code_replaces_the_one_before() -> None:
    token = register()
    first = code()
    ApiClient().post("/auth/resend-verification", {"verificationToken": token})
    assert code() == first or error(verify(token, first)) == "wrong_code"
    assert verify(token, code()).status_code == 200


def test_resending_by_address_answers_the_same_for_everybody() -> None:
    factories.asha()
    register()
    answers = [
        ApiClient().post("/auth/resend-verification", {"email": email}).content
        for email in ("dev@pathya.example", "asha@pathya.example", "nobody@pathya.example")
    ]
    assert len(set(answers)) == 1
    assert len(mails()) == 2
    assert not mails("asha@pathya.example")


def test_five_codes_a_sign_up() -> None:
    token = register()
    for _ in range(4):
        assert ApiClient().post("/auth/resend-verification", {"token": token}).status_code == 200
    assert ApiClient().post("/auth/resend-verification", {"token": token}).status_code == 429


def test_a_sign_up_lasts_a_day() -> None:
    token = register()
    right = code()
    with clock.at(clock.now() + timedelta(hours=24, minutes=1)):
        assert error(verify(token, right)) == "invalid_verification_token"
        assert error(ApiClient().post("/auth/resend-verification", {"token": token})) == "invalid_verification_token"
    with clock.at(clock.now() + timedelta(hours=23)):
        assert verify(token, right).status_code == 200


def test_no_code_opens_an_account_that_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even the right code of a sign-up for a known address (never sent) lets nobody in."""
    user = factories.asha()
    monkeypatch.setattr("pathya.accounts.tokens.new_code", lambda: "123456")
    token = register("asha@pathya.example")
    for _ in range(4):
        assert error(verify(token, "123456")) == "wrong_code"
    assert error(verify(token, "123456")) == "code_expired"
    user.refresh_from_db()
    assert user.check_password(factories.PASSWORD)


@pytest.mark.parametrize("token", ["", "ptv_", "ptv_" + "x" * 43, "pta_x", "\U0001f600" * 100])
def test_unknown_tokens_are_refused(token: str) -> None:
    assert error(verify(token, "123456")) == "invalid_verification_token"


@pytest.mark.parametrize("code", ["", " ", "१२३४५६", "1234567890" * 50, "'; --"])
def test_strange_codes_are_wrong_codes(code: str) -> None:
    assert error(verify(register(), code)) == "wrong_code"


def test_guessing_over_many_sign_ups_is_limited() -> None:
    for round_number in range(21):
        token = register(f"dev{round_number}@pathya.example")
        right = code(f"dev{round_number}@pathya.example")
        answers = [verify(token, wrong(right)) for _ in range(5)]
    assert error(answers[-1]) == "too_many_tries"
