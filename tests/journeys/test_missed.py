"""Targets missed on most of the last days are told, with a count; too few days tell nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from pathya.journeys import insights, services
from pathya.journeys.models import Symptom
from pathya.kit import clock
from pathya.nutrition.models import Habit
from tests.factories import asha, bilal
from tests.journeys.foods import dal

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 1, 12, 6, 30, tzinfo=UTC)
TODAY = date(2027, 1, 12)


def test_most_of_seven_days_below_a_target() -> None:
    with clock.at(NOON):
        for n in range(1, 8):
            day, glasses = TODAY - timedelta(days=n), 1000 if n < 6 else 2000
            services.check_in(person=asha(), day=day, changes={"water_ml": glasses, "sleep_hours": 6.5})
            if n < 7:
                services.check_in(person=bilal(), day=day, changes={"water_ml": 250})
        services.check_in(person=asha(), day=TODAY, changes={"water_ml": 250})
        told = insights.findings(asha())
        assert [one.text for one in told.found] == [
            "Water stayed below the target of 2000 ml on 5 of the last 7 days that tell it."
        ]
        assert told.asked == 0
        assert insights.findings(bilal()).found == []


def test_a_symptom_is_noted_at_its_time_and_a_food_is_starred() -> None:
    browser, food = Client(), dal()
    with clock.at(NOON):
        browser.force_login(asha())
        felt = {"symptom-kind": "acidity", "symptom-severity": "4", "symptom-time": "21:15"}
        browser.post("/portal/log/symptoms/?day=2027-01-11", felt)
        assert Symptom.objects.get().at == datetime(2027, 1, 11, 15, 45, tzinfo=UTC)
        address = f"/portal/log/food/{food.pk}/favourite/"
        answer = browser.post(address, {"favourite": "1", "q": "toor", "kind": "lunch"})
        assert answer["Location"] == "/portal/log/?day=2027-01-12&q=toor&kind=lunch#add"
        assert Habit.objects.get(person=asha()).favourite
        page = browser.get("/portal/log/?q=toor").content.decode()
        assert 'aria-pressed="true"' in page
