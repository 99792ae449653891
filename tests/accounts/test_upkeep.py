"""What has ended is deleted, what lives stays."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from pathya.accounts.models import ApiSession, SignUp
from pathya.accounts.services import upkeep
from pathya.kit import clock
from tests import factories
from tests.accounts.steps import register


@pytest.mark.django_db
def test_ended_things_go_and_living_ones_stay() -> None:
    user = factories.asha()
    register()
    factories.access_token(user)
    Client().post("/accounts/login/", {"email": user.email, "password": factories.PASSWORD})
    upkeep.forget_ended()
    assert (SignUp.objects.count(), ApiSession.objects.count(), UserSession.objects.count()) == (1, 1, 1)
    with clock.at(clock.now() + timedelta(days=2)):
        upkeep.forget_ended()
    assert (SignUp.objects.count(), ApiSession.objects.count(), UserSession.objects.count()) == (0, 1, 1)
    with clock.at(clock.now() + timedelta(days=40)):
        upkeep.forget_ended()
    assert (ApiSession.objects.count(), UserSession.objects.count()) == (0, 0)
