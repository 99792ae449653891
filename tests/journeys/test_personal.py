import base64
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.test import Client

from pathya.accounts.models import User
from pathya.care import services as care
from pathya.journeys import meals, personal, services, supplements, trials
from pathya.journeys.eating import Eaten
from pathya.journeys.meals import NewMeal
from pathya.journeys.models import (
    Alert,
    CheckIn,
    Comment,
    DayFood,
    Earned,
    Intake,
    Journey,
    Meal,
    MealPhoto,
    SavedMeal,
    Sent,
    Supplement,
    Symptom,
    Trial,
    TrialDay,
)
from pathya.kit import clock
from pathya.kit.ids import new_id
from tests.api import ApiClient
from tests.factories import asha, bilal, kabir, meera, person
from tests.journeys.foods import dal

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 1, 12, 6, 30, tzinfo=UTC)
DAY = date(2027, 1, 12)


HELD = {
    "journeys": Journey, "check_ins": CheckIn, "symptoms": Symptom, "achievements": Earned, "meals": Meal,
    "food_days": DayFood, "meal_photos": MealPhoto, "favourite_meals": SavedMeal, "supplements": Supplement,
    "supplements_taken": Intake, "device_entries": Sent, "comments": Comment, "alerts": Alert, "trials": Trial,
    "trial_days": TrialDay,
}  # fmt: skip
"""Every table with what people log: its part of an export."""


COUNTS = dict.fromkeys(HELD, 1) | {"achievements": 2}
"""Rows that `logged` makes; the first day and the first meal are achievements."""


def logged(who: User, marker: str) -> None:
    """A row in each of the tables."""
    services.start(person=who, title=f"Aim {marker}", days=30)
    services.check_in(person=who, day=DAY, changes={"notes": f"note {marker}"})
    services.log_symptom(person=who, day=DAY, kind="skin", severity=3, at=NOON, note=f"felt {marker}")
    services.add_water(person=who, day=DAY, ml=250, sent_id=new_id())
    meal = meals.log_meal(person=who, meal=NewMeal("lunch", [Eaten(dal().pk, grams=100)], NOON, note=f"ate {marker}"))
    meals.save_favourite(person=who, name=f"Dal {marker}", items=meal.items)
    MealPhoto(person=who, meal=meal.id, picture=base64.b64encode(marker.encode()).decode()).save()
    pill = supplements.add(person=who, name=f"Iron {marker}")
    supplements.take(person=who, supplement_id=pill.pk, day=DAY, taken=True)
    Comment(person=who, author=meera(), day=DAY, text=f"said {marker}").save()
    Alert(person=who, kind="mood", detail={"days": 4, "of": marker}).save()
    trial = trials.start(person=who, suspect=f"Milk {marker}", outcome="skin")
    trials.keep(person=who, trial_id=trial.pk, day=DAY, kept=True)


def test_the_table_of_this_test_is_whole() -> None:
    assert set(HELD.values()) == set(apps.get_app_config("journeys").get_models())


def test_an_export_holds_all_of_ones_own_and_nothing_of_others() -> None:
    with clock.at(NOON):
        logged(asha(), "of Asha")
        logged(bilal(), "of Bilal")
    parts = {part.name: part for part in personal.gather(asha())}
    rows = {name: list(part.rows) for name, part in parts.items()}
    assert {name: len(found) for name, found in rows.items()} == COUNTS
    said = ("Aim", "note", "felt", "ate", "Dal", "Iron", "said", "Milk")
    assert [word for word in said if f"{word} of Asha" not in str(rows)] == []
    assert [b"".join(content) for _name, content in parts["meal_photos"].files] == [b"of Asha"]
    assert "Bilal" not in str(rows)


def test_erasing_removes_all_of_ones_own_and_nothing_of_others() -> None:
    with clock.at(NOON):
        logged(asha(), "of Asha")
        logged(bilal(), "of Bilal")
    assert {one.name: one.count for one in personal.erase(asha()) if one.count} == COUNTS
    assert {name: model.objects.count() for name, model in HELD.items()} == COUNTS
    assert all(one.count == 0 for one in personal.erase(asha()))


def test_a_nutritionist_sees_the_days_of_whom_they_treat_and_it_is_in_the_trail() -> None:
    with clock.at(NOON):
        services.check_in(person=asha(), day=DAY, changes={"notes": "note of Asha"})
        address = f"/practice/clients/{asha().pk}/days/"
        client = Client()
        client.force_login(meera())
        assert client.get(address).status_code == 404
        care.begin(client=asha(), nutritionist=meera())
        assert "note of Asha" in client.get(address).content.decode()
        client.force_login(kabir())
        assert client.get(address).status_code == 404
    assert [one.what for one in asha().record_reads.all()] == ["days"]


def test_who_may_read_the_record_reads_the_days_and_it_is_in_the_trail() -> None:
    with clock.at(NOON):
        services.check_in(person=asha(), day=DAY, changes={"notes": "note of Asha"})
        address = f"/portal/journey/days/?for={asha().pk}"
        browser, gauri = Client(), person("Gauri", "Verma")
        browser.force_login(gauri)
        assert browser.get(address).status_code == 404
        given = care.invite(client=asha(), email=gauri.email, tie="family", scope="read")
        given.person, given.accepted_at = gauri, clock.now()
        given.save()
        page = browser.get(address).content.decode()
        assert "note of Asha" in page
        assert "Write to this day" not in page
        api = ApiClient(gauri)
        told = api.get(f"/journeys/days?first={DAY}&last={DAY}&clientId={asha().pk}").json()["data"]
        assert [one["notes"] for one in told] == ["note of Asha"]
    assert [one.what for one in asha().record_reads.all()] == ["days"]
