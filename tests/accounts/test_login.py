"""POST /auth/login, GET /auth/me."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pathya.accounts.models import ApiSession, User
from pathya.accounts.services import suspend
from pathya.operations.audit import events
from tests import factories
from tests.accounts.steps import GOOD, NEW, code, error, mails, register
from tests.api import ApiClient

pytestmark = pytest.mark.django_db


def login(
    email: str = "asha@pathya.example", password: str = factories.PASSWORD, *, at: str = "127.0.0.1", **more: Any
) -> Any:
    return ApiClient(address=at).post("/auth/login", {"email": email, "password": password, **more})


def test_the_right_password_gives_tokens() -> None:
    factories.asha()
    answer = login(" Asha@Pathya.example ")
    assert answer.status_code == 200
    data = answer.json()["data"]
    assert set(data) == {"user", "tokens"}
    assert data["tokens"]["expiresIn"] == 900
    me = ApiClient(token=data["tokens"]["accessToken"]).get("/auth/me").json()["data"]
    assert me == data["user"]
    assert {"id", "email", "firstName", "lastName", "role", "language", "timezone", "emailVerified"} <= set(me)


@pytest.mark.parametrize(("remember", "days"), [(False, 7), (True, 30)])
def test_sessions_last_a_week_or_a_month(remember: bool, days: int) -> None:
    factories.asha()
    login(rememberMe=remember)
    session = ApiSession.objects.get()
    assert (session.expires_at - session.created_at).days == days


def test_only_hashes_are_stored() -> None:
    factories.asha()
    tokens = login().json()["data"]["tokens"]
    with connection.cursor() as cursor:
        for table in ("accounts_apisession", "accounts_refreshtoken", "operations_auditevent", "outbox_message"):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
            text = cursor.fetchone()[0]
            assert tokens["accessToken"] not in text
            assert tokens["refreshToken"] not in text


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("asha@pathya.example", "wrong"),
        ("nobody@pathya.example", factories.PASSWORD),
        ("asha@pathya.example", ""),
        ("", ""),
        ("asha", factories.PASSWORD),
        ("asha@pathya.example", factories.PASSWORD + " "),
        ("asha@pathya.example", "x" * 19_000),
        ("asha@pathya.example' OR '1'='1", factories.PASSWORD),
        ("İsha@pathya.example", "x"),
    ],
)
def test_everything_else_is_one_answer(email: str, password: str) -> None:
    factories.asha()
    answer = login(email, password)
    assert answer.status_code == 401
    assert error(answer) == "invalid_credentials"


def test_known_and_unknown_cost_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Same body, same statements, one hash: for an account, a sign-up not finished, and nobody."""
    factories.asha()
    register("dev@pathya.example")
    login("warm@pathya.example", "x")
    hashed: list[str] = []
    real = "pathya.accounts.services.sign_in.check_password"
    monkeypatch.setattr(real, lambda _, stored: hashed.append(stored) or False)
    seen = []
    for email in ("asha@pathya.example", "dev@pathya.example", "nobody@pathya.example"):
        with CaptureQueriesContext(connection) as queries:
            answer = login(email, "wrong")
        shape = [re.sub(r'"s\d+_x\d+"', "", query["sql"]).split()[:3] for query in queries]
        seen.append((answer.status_code, answer.content, shape))
    assert seen[0] == seen[1] == seen[2]
    assert len(hashed) == 3
    assert len({stored.split("$")[0] for stored in hashed}) == 1


def test_an_unfinished_sign_up_is_told_only_after_its_password() -> None:
    register(password=GOOD)
    assert error(login("dev@pathya.example", NEW)) == "invalid_credentials"
    answer = login("dev@pathya.example", GOOD)
    assert answer.status_code == 403
    assert error(answer) == "verification_required"
    token = answer.json()["error"]["verificationToken"]
    assert len(mails()) == 2
    done = ApiClient().post("/auth/verify-email", {"token": token, "code": code()})
    assert done.status_code == 200


def test_an_address_that_is_not_proven_does_not_sign_in() -> None:
    User.objects.create_user("raw@pathya.example", GOOD, first_name="Raw", last_name="User")
    assert error(login("raw@pathya.example", GOOD)) == "invalid_credentials"


def test_a_suspended_person_is_told_only_after_the_password() -> None:
    suspend(actor=factories.adi(), user=factories.asha())
    assert error(login(password="wrong")) == "invalid_credentials"
    assert error(login()) == "account_suspended"


def test_five_failures_lock_the_pair_and_the_owner_still_gets_in_from_elsewhere() -> None:
    factories.asha()
    for _ in range(5):
        assert error(login(password="wrong", at="203.0.113.9")) == "invalid_credentials"
    locked = login(at="203.0.113.9")
    assert locked.status_code == 429
    assert 0 < int(locked["Retry-After"]) <= 900
    assert login(at="198.51.100.7").status_code == 200


def test_the_lock_is_the_same_for_an_address_without_account() -> None:
    for _ in range(5):
        login("nobody@pathya.example", "wrong")
    assert login("nobody@pathya.example", "wrong").status_code == 429


def test_success_forgets_failures() -> None:
    factories.asha()
    for _ in range(3):
        for _ in range(4):
            login(password="wrong")
        assert login().status_code == 200


def test_one_address_can_not_try_everybody() -> None:
    answers = [login(f"person{number}@pathya.example", "wrong").status_code for number in range(101)]
    assert answers[99] == 401
    assert answers[100] == 429


def test_neighbours_in_ipv6_count_as_one() -> None:
    factories.asha()
    for number in range(5):
        login(password="wrong", at=f"2001:db8:1:2::{number}")
    assert login(at="2001:db8:1:2:ffff::1").status_code == 429
    assert login(at="2001:db8:1:3::1").status_code == 200


def test_failures_and_successes_are_in_the_trail() -> None:
    user = factories.asha()
    login(password="wrong")
    login()
    assert [event.event for event in events(subject_id=user.pk)] == [
        "accounts.user.signed_in",
        "accounts.sign_in.failed",
    ]


def test_me_needs_a_token() -> None:
    answer = ApiClient().get("/auth/me")
    assert answer.status_code == 401
    assert error(answer) == "sign_in_required"
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_browser_session_is_no_way_into_the_api() -> None:
    api = ApiClient()
    api.client.force_login(factories.asha(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert api.get("/auth/me").status_code == 401
