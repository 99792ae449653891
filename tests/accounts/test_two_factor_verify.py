"""POST /auth/2fa/verify: the second step of a sign-in, and what tries to get round it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from pathya.accounts.models import ApiSession, Challenge
from pathya.accounts.services import credentials, second_factor
from pathya.kit import clock
from tests import factories
from tests.accounts.steps import NEW, app_code, challenge, error, factor_on, mails, reset_token
from tests.api import ApiClient

MANY = 8


def verify(token: str, code: str, at: str = "127.0.0.1") -> Any:
    return ApiClient(address=at).post("/auth/2fa/verify", {"challengeToken": token, "code": code})


@pytest.mark.django_db
def test_password_and_code_give_tokens() -> None:
    secret, _ = factor_on(factories.asha())
    token = challenge()
    assert not ApiSession.objects.exists()
    answer = verify(token, app_code(secret))
    assert answer.status_code == 200
    access = answer.json()["data"]["tokens"]["accessToken"]
    assert ApiClient(token=access).get("/auth/me").json()["data"]["email"] == "asha@pathya.example"
    assert error(verify(token, app_code(secret, later=1))) == "invalid_challenge"


@pytest.mark.django_db
def test_a_backup_code_signs_in_once() -> None:
    _, codes = factor_on(factories.asha())
    assert verify(challenge(), codes[3].lower()).status_code == 200
    assert error(verify(challenge(), codes[3])) == "wrong_factor_code"
    assert second_factor.codes_left(factories.asha()) == 9


@pytest.mark.django_db
def test_a_code_works_once() -> None:
    secret, _ = factor_on(factories.asha())
    code = app_code(secret)
    assert verify(challenge(), code).status_code == 200
    assert error(verify(challenge(), code)) == "wrong_factor_code"
    with clock.at(clock.now() + timedelta(seconds=30)):
        assert error(verify(challenge(), code)) == "wrong_factor_code"


@pytest.mark.django_db
def test_the_code_of_the_set_up_signs_nobody_in() -> None:
    user = factories.asha()
    secret = second_factor.begin(user=user, password=factories.PASSWORD).secret
    code = app_code(secret)
    second_factor.confirm(user=user, code=code)
    assert error(verify(challenge(), code)) == "wrong_factor_code"


@pytest.mark.django_db
def test_a_challenge_ends_after_five_minutes_and_five_tries() -> None:
    secret, _ = factor_on(factories.asha())
    token = challenge()
    for _ in range(5):
        assert error(verify(token, "000 000x")) == "wrong_factor_code"
    assert error(verify(token, app_code(secret))) == "invalid_challenge"
    late = challenge()
    with clock.at(clock.now() + timedelta(minutes=5)):
        assert error(verify(late, app_code(secret))) == "invalid_challenge"


@pytest.mark.django_db
def test_guessing_is_limited_and_the_owner_still_gets_in() -> None:
    secret, _ = factor_on(factories.asha())
    statuses = []
    for _ in range(3):
        token = challenge()
        statuses += [verify(token, "11111x", at="203.0.113.9").status_code for _ in range(5)]
    assert statuses[:10] == [422] * 10
    assert statuses[10:] == [429] * 5
    assert verify(challenge(), app_code(secret), at="198.51.100.7").status_code == 200


@pytest.mark.django_db
def test_a_reset_does_not_skip_the_second_step_and_ends_open_challenges() -> None:
    secret, _ = factor_on(factories.asha())
    before = challenge()
    credentials.forgot(email="asha@pathya.example")
    credentials.reset(token=reset_token("asha@pathya.example"), password=NEW)
    assert error(verify(before, app_code(secret))) == "invalid_challenge"
    answer = ApiClient().post("/auth/login", {"email": "asha@pathya.example", "password": NEW})
    assert answer.json()["data"]["twoFactorRequired"] is True
    assert "tokens" not in answer.json()["data"]
    assert "/accounts/not-me/ptn_" in mails("asha@pathya.example")[0].text


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "ptc_", "ptc_x", "pta_" + "A" * 43, "eyJhbGciOiJub25lIn0.e30."])
def test_what_is_no_challenge_is_refused(token: str) -> None:
    factor_on(factories.asha())
    assert error(verify(token, "123456")) == "invalid_challenge"


@pytest.mark.django_db
def test_only_the_hash_of_a_challenge_is_stored() -> None:
    factor_on(factories.asha())
    token = challenge()
    row = Challenge.objects.get()
    assert token not in (row.token_hash, row.stamp)


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("which", ["app", "backup"])
def test_of_eight_at_once_with_one_code_one_gets_in(which: str) -> None:
    secret, codes = factor_on(factories.asha())
    code = app_code(secret) if which == "app" else codes[0]
    tokens = [challenge() for _ in range(MANY)]
    assert sorted(_together([lambda token=token: verify(token, code).status_code for token in tokens])) == [
        200,
        *[422] * (MANY - 1),
    ]


@pytest.mark.usefixtures("committed")
def test_of_eight_at_once_with_one_challenge_one_gets_in() -> None:
    _, codes = factor_on(factories.asha())
    token = challenge()
    statuses = _together([lambda code=code: verify(token, code).status_code for code in codes[:MANY]])
    assert statuses.count(200) == 1
    assert ApiSession.objects.count() == 1
    assert second_factor.codes_left(factories.asha()) == 9


def _together(calls: list[Callable[[], int]]) -> list[int]:
    barrier = Barrier(len(calls))

    def one(call: Callable[[], int]) -> int:
        try:
            barrier.wait()
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))
