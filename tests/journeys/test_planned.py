"""The day page beside an approved plan: what it has is logged as it stands, once."""

import pytest
from django.test import Client

from pathya.journeys import plates
from pathya.journeys.models import DayFood, Meal
from pathya.nutrition import changing
from pathya.nutrition.models import MealPlan
from tests.api import ApiClient
from tests.factories import asha, bilal, meera
from tests.nutrition.conftest import foods  # noqa: F401 – the fixtures
from tests.nutrition.test_plan_pages import plan  # noqa: F401

pytestmark = pytest.mark.django_db


def test_a_meal_of_the_plan_is_logged_once_and_comes_back(plan: MealPlan) -> None:  # noqa: F811
    page = Client()
    page.force_login(asha())
    day = plan.starts_on.isoformat()
    send = {"kind": "lunch"}
    assert page.post(f"/portal/log/meals/planned/?day={day}", send).status_code == 404
    changing.approve(viewer=meera(), plan_id=plan.pk, version=1, looked={one.rule for one in changing.findings(plan)})
    assert page.get(f"/portal/log/?day={day}").text.count("I ate this") == 4
    for _click in range(2):
        assert page.post(f"/portal/log/meals/planned/?day={day}", send).status_code == 302
    meal = Meal.objects.get(person=asha())
    assert (meal.kind, meal.items[0]["measure"], meal.items[0]["count"], meal.grams) == ("lunch", "katori", 2, 300)
    assert page.get(f"/portal/log/?day={day}").text.count("I ate this") == 3
    page.post(f"/portal/log/meals/{meal.id}/remove/")
    page.post(f"/portal/log/meals/planned/?day={day}", send)
    assert DayFood.objects.get(person=asha(), day=plan.starts_on).meals == 1
    assert ApiClient(asha()).post("/journeys/meals/planned", {"mealType": "lunch"}).json()["data"]["id"] == str(meal.id)
    assert ApiClient(bilal()).post("/journeys/meals/planned", {"mealType": "lunch"}).status_code == 404
    assert plates.day_food(asha(), plan.starts_on).meals == 1
