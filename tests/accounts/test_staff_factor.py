"""Staff need a second step: a week of grace, then nothing but the set-up is open, at every door."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client

from pathya.accounts.models import User
from pathya.accounts.rules import Role
from pathya.accounts.services import change_role
from pathya.kit import clock
from tests import factories
from tests.accounts.steps import error, factor_on
from tests.api import ApiClient

pytestmark = pytest.mark.django_db
LOGIN, SECURITY = "/accounts/login/", "/portal/settings/security/"


@pytest.fixture(autouse=True)
def _nobody_is_let_off(settings: LazySettings) -> None:
    settings.DEMO_WITHOUT_FACTOR = False


def entered(user: User) -> Client:
    client = Client()
    client.post(LOGIN, {"email": user.email, "password": factories.PASSWORD})
    return client


def test_the_first_sign_in_starts_the_week() -> None:
    user = factories.meera()
    client = entered(user)
    assert client.get("/practice/").status_code == 200
    user.refresh_from_db()
    due = user.factor_due_at
    assert due
    assert timedelta(days=6, hours=23) < due - clock.now() <= timedelta(days=7)
    with clock.at(clock.now() + timedelta(days=3)):
        entered(user)
    user.refresh_from_db()
    assert user.factor_due_at == due
    assert "Please set it up by" in client.get(SECURITY).content.decode()


@pytest.mark.parametrize("name", ["meera", "esha", "adi"])
def test_afterwards_every_door_leads_to_the_set_up(name: str) -> None:
    user = getattr(factories, name)()
    entered(user)
    with clock.at(clock.now() + timedelta(days=7)):
        client = entered(user)
        for door in ("/practice/", "/practice/availability/", "/cms/", "/portal/", "/portal/settings/", "/"):
            assert client.get(door)["Location"] == SECURITY, door
        assert "Set it up now" in client.get(SECURITY).content.decode()
        user.refresh_from_db()
        api = ApiClient(user)
        assert error(api.get("/consultations")) == "second_factor_required"
        assert api.get("/auth/me").status_code == 200
        factor_on(user)
        assert error(ApiClient().get("/consultations")) == "sign_in_required"
        assert ApiClient(user).get("/consultations").status_code == 200
        assert client.get("/portal/settings/").status_code == 200


def test_clients_are_never_forced() -> None:
    user = factories.asha()
    entered(user)
    with clock.at(clock.now() + timedelta(days=60)):
        assert ApiClient(user).get("/consultations").status_code == 200


def test_a_new_role_starts_the_week() -> None:
    user = change_role(actor=factories.adi(), user=factories.asha(), role=Role.NUTRITIONIST)
    assert user.factor_due_at
    with clock.at(clock.now() + timedelta(days=8)):
        assert entered(user).get("/practice/")["Location"] == SECURITY
    assert change_role(actor=factories.adi(), user=user, role=Role.CLIENT).factor_due_at is None


def test_the_demo_cast_is_let_off_in_development(settings: LazySettings) -> None:
    settings.DEMO_WITHOUT_FACTOR = True
    user = factories.meera()
    with clock.at(clock.now() + timedelta(days=60)):
        assert entered(user).get("/practice/").status_code == 200
