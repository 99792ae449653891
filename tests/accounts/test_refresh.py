"""POST /auth/refresh and /auth/logout: rotation, reuse, the end of a session."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from pytest_django import DjangoAssertNumQueries

from pathya.accounts.errors import InvalidRefreshToken
from pathya.accounts.models import ApiSession, RefreshToken, Role, User
from pathya.accounts.services import api_sessions, change_role, suspend, unsuspend
from pathya.kit import clock
from pathya.operations.audit import events
from tests import factories
from tests.accounts.steps import error
from tests.api import ApiClient


def opened(user: User, *, remember: bool = False) -> api_sessions.Tokens:
    return api_sessions.open_for(user=user, remember=remember)


def refresh(token: str) -> Any:
    return ApiClient().post("/auth/refresh", {"refreshToken": token})


def me(token: str) -> int:
    status: int = ApiClient(token=token).get("/auth/me").status_code
    return status


@pytest.mark.django_db
def test_tokens_rotate() -> None:
    first = opened(factories.asha())
    answer = refresh(first.refresh_token).json()["data"]
    assert answer["user"]["email"] == "asha@pathya.example"
    second = answer["tokens"]
    assert me(first.access_token) == 401
    assert me(second["accessToken"]) == 200
    assert refresh(second["refreshToken"]).status_code == 200


@pytest.mark.django_db
def test_using_an_old_token_ends_the_family_and_no_other() -> None:
    user = factories.asha()
    first, other = opened(user), opened(user)
    second = refresh(first.refresh_token).json()["data"]["tokens"]
    replay = refresh(first.refresh_token)
    assert replay.status_code == 401
    assert error(replay) == "invalid_refresh_token"
    assert me(second["accessToken"]) == 401
    assert refresh(second["refreshToken"]).status_code == 401
    assert me(other.access_token) == 200
    assert events(subject_id=user.pk, prefix="accounts.refresh.reused").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "ptr_", "ptr_" + "x" * 43, "pta_" + "x" * 43, "null", "\x7f", "🦊" * 400])
def test_forged_tokens_are_refused(token: str) -> None:
    opened(factories.asha())
    assert refresh(token).status_code == 401


@pytest.mark.django_db
def test_an_access_token_does_not_refresh_and_the_other_way_round() -> None:
    tokens = opened(factories.asha())
    assert refresh(tokens.access_token).status_code == 401
    assert me(tokens.refresh_token) == 401


@pytest.mark.django_db
@pytest.mark.parametrize(("remember", "days"), [(False, 7), (True, 30)])
def test_a_session_is_not_prolonged_by_refreshing(remember: bool, days: int) -> None:
    tokens = opened(factories.asha(), remember=remember)
    with clock.at(clock.now() + timedelta(days=days - 1)):
        late = refresh(tokens.refresh_token).json()["data"]["tokens"]
    with clock.at(clock.now() + timedelta(days=days, minutes=1)):
        assert refresh(late["refreshToken"]).status_code == 401


@pytest.mark.django_db
def test_sign_out_ends_both_tokens_at_once_and_no_other_session() -> None:
    user = factories.asha()
    tokens, other = opened(user), opened(user)
    assert ApiClient(token=tokens.access_token).post("/auth/logout").status_code == 200
    assert me(tokens.access_token) == 401
    assert refresh(tokens.refresh_token).status_code == 401
    assert me(other.access_token) == 200


@pytest.mark.django_db
def test_sign_out_with_a_refresh_token_alone() -> None:
    tokens = opened(factories.asha())
    answer = ApiClient().post("/auth/logout", {"refreshToken": tokens.refresh_token})
    assert answer.status_code == 200
    assert me(tokens.access_token) == 401
    assert ApiClient().post("/auth/logout").status_code == 401


def _role(user: User) -> None:
    change_role(actor=factories.adi(), user=user, role=Role.EDITOR)


def _suspend(user: User) -> None:
    suspend(actor=factories.adi(), user=user)


def _and_back(user: User) -> None:
    suspend(actor=factories.adi(), user=user)
    unsuspend(actor=factories.adi(), user=user)


@pytest.mark.django_db
@pytest.mark.parametrize("change", [_role, _suspend, _and_back])
def test_role_change_and_suspension_end_tokens_at_once(change: Callable[[User], None]) -> None:
    user = factories.asha()
    tokens = opened(user)
    change(user)
    assert me(tokens.access_token) == 401
    assert refresh(tokens.refresh_token).status_code == 401


@pytest.mark.django_db
def test_a_refresh_is_a_handful_of_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    token = opened(factories.asha()).refresh_token
    with django_assert_num_queries(6):
        api_sessions.refresh(refresh_token=token)


@pytest.mark.usefixtures("committed")
def test_sixteen_at_once_leave_at_most_one_live_token_and_replay_kills_it() -> None:
    token = opened(factories.asha()).refresh_token

    def attempt(_: int) -> str | None:
        try:
            return api_sessions.refresh(refresh_token=token)[1].refresh_token
        except InvalidRefreshToken:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        got = [new for new in pool.map(attempt, range(16)) if new]
    assert len(got) == 1
    live = RefreshToken.objects.filter(used_at__isnull=True, session__revoked_at__isnull=True)
    assert live.count() <= 1
    with pytest.raises(InvalidRefreshToken):
        api_sessions.refresh(refresh_token=token)
    with pytest.raises(InvalidRefreshToken):
        api_sessions.refresh(refresh_token=got[0])
    assert not live.exists()
    assert ApiSession.objects.get().revoked_reason == "reuse"
