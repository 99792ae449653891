"""Only a live access token of an active person opens the API."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from pathya.accounts import api_auth, tokens
from pathya.accounts.models import ApiSession, User
from pathya.kit import clock
from pathya.kit.errors import SignInRequired
from tests import factories

pytestmark = pytest.mark.django_db


def called(authorization: str | None) -> Any:
    headers = {} if authorization is None else {"Authorization": authorization}
    return api_auth.signed_in(RequestFactory().get("/", headers=headers))


def test_a_live_token_is_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    token = factories.access_token(factories.asha())
    with django_assert_num_queries(1):
        user = called(f"Bearer {token}")
    assert user == factories.asha()
    assert called(f"bearer  {token} ") == factories.asha()


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer null",
        "Basic YXNoYTpwYXNz",
        "Bearer pta_",
        "Bearer pta_" + "A" * 43,
        "Bearer pta_" + "x" * 100_000,
        "Bearer ptr_" + "A" * 43,
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
        "Bearer eyJhbGciOiJIUzI1NiIsImtpZCI6Ii4uLy4uL2Rldi9udWxsIn0.eyJzdWIiOiIxIn0.c2ln",
        "Bearer pta_\x00",
        "Bearer pta_' OR 1=1 --",
        "Bearer pta_\udcff",
    ],
)
def test_forged_tokens_are_refused(authorization: str | None) -> None:
    factories.access_token(factories.asha())
    with pytest.raises(SignInRequired):
        called(authorization)


def test_a_refresh_token_or_a_stored_hash_is_no_access_token() -> None:
    factories.access_token(factories.asha())
    session = ApiSession.objects.get()
    for forged in (session.access_hash, tokens.ACCESS + session.access_hash, str(session.id)):
        with pytest.raises(SignInRequired):
            called(f"Bearer {forged}")


def test_a_token_lives_for_fifteen_minutes() -> None:
    token = factories.access_token(factories.asha())
    with clock.at(clock.now() + timedelta(minutes=14)):
        called(f"Bearer {token}")
    with clock.at(clock.now() + timedelta(minutes=16)), pytest.raises(SignInRequired):
        called(f"Bearer {token}")


@pytest.mark.parametrize("change", [{"is_active": False}, {"session_epoch": 1}, {"password": "other"}])
def test_what_ends_sessions_ends_the_token(change: dict[str, Any]) -> None:
    user = factories.asha()
    token = factories.access_token(user)
    User.objects.filter(pk=user.pk).update(**change)
    with pytest.raises(SignInRequired):
        called(f"Bearer {token}")


def test_a_visitor_may_come_without_a_token_but_not_with_a_bad_one() -> None:
    factory = RequestFactory()
    assert api_auth.maybe_signed_in(factory.get("/")) is True
    with pytest.raises(SignInRequired):
        api_auth.maybe_signed_in(factory.get("/", headers={"Authorization": "Bearer no"}))
