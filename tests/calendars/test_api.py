"""Calendars over the API."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories as cast
from tests.api import ApiClient

pytestmark = pytest.mark.django_db


def test_a_feed_is_made_and_switched_off(settings: Settings) -> None:
    asha = ApiClient(cast.asha())
    assert asha.get("/calendars").json()["data"] == {"feedMadeAt": None, "google": None}
    made = asha.post("/calendars/feed")
    path = made.json()["data"]["url"].removeprefix(settings.BASE_URL)
    assert (made.status_code, Client().get(path).status_code) == (201, 200)
    assert asha.get("/calendars").json()["data"]["feedMadeAt"]
    assert asha.delete("/calendars/feed").json()["data"]["feedMadeAt"] is None
    assert Client().get(path).status_code == 404
