"""The pages of plans: what they say, how many statements they take, what a form does without a script."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pathya.accounts.models import User
from pathya.care import services as care
from pathya.kit import clock
from pathya.nutrition import content
from pathya.nutrition.content import Item, Meal, MealKind
from pathya.nutrition.making import write
from pathya.nutrition.models import Food, MealPlan
from pathya.nutrition.models.plans import PlanState, Why
from pathya.nutrition.table import Row
from tests.factories import asha, meera

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(foods: dict[str, Row]) -> MealPlan:
    """Asha's plan of two days, the same dish at every meal, waiting for Meera."""
    client, dal = asha(), Food.objects.get(name="Toor dal")
    care.begin(client=client, nutritionist=meera())
    made = MealPlan.objects.create(
        client=client, starts_on=clock.today("Asia/Kolkata"), days=2, seed=1,
        asked={"wishes": {}, "need": {"energy": 1700, "least": {"protein": 50}, "most": {}, "hard": []}},
    )  # fmt: skip
    day = {kind: Meal(items=[Item(str(dal.pk), 2, 150, "katori")]) for kind in MealKind.values}
    write(made, [day, day], Why.MADE, by=None)
    return made


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def sent(client: Client, address: str, **fields: Any) -> None:
    assert client.post(address, fields).status_code == 302


def test_from_review_to_the_clients_phone(
    plan: MealPlan, django_assert_max_num_queries: Callable[[int], DjangoAssertNumQueries]
) -> None:
    practice, portal = signed_in(meera()), signed_in(asha())
    assert "No plan yet" in portal.get("/portal/plan/").content.decode()
    assert "Asha" in practice.get("/practice/plans/").content.decode()
    address = f"/practice/plans/{plan.pk}/"
    practice.get(address)
    with django_assert_max_num_queries(24):
        page = practice.get(address).content.decode()
    assert "Toor dal" in page
    assert "The profile lacks" in page
    sent(practice, f"{address}do/lock/", version=1, day=0, meal="l")
    sent(practice, f"{address}do/approve/", version=2)
    plan.refresh_from_db()
    assert (plan.state, plan.version) == (PlanState.REVIEW, 2)
    sent(practice, f"{address}do/approve/", version=2, looked=["data", "energy", "diet", "allergy"], remark="Fine")
    plan.refresh_from_db()
    assert (plan.state, plan.approved) == (PlanState.APPROVED, 2)
    page = practice.get(address).text
    assert "Safety receipt of version 2" in page
    assert "<q>Fine</q>" in page
    portal.get("/portal/plan/")
    with django_assert_max_num_queries(10):
        page = portal.get("/portal/plan/").content.decode()
    assert "Toor dal" in page
    assert "2 katori" in page
    shopping = portal.get("/portal/plan/shopping/").text
    assert shopping.index("Dals and pulses") < shopping.index("Pigeon pea, split") < shopping.index("Spices and salt")
    assert portal.get("/portal/plan/pdf/").content.startswith(b"%PDF")
    sent(practice, f"{address}do/end/")
    assert "No plan yet" in portal.get("/portal/plan/").content.decode()


def test_a_meal_is_written_without_a_script(plan: MealPlan) -> None:
    practice, paneer = signed_in(meera()), Food.objects.get(name="Palak paneer")
    address = f"/practice/plans/{plan.pk}/0/d/"
    dal = content.opened(plan.versions.get().content)[0]["d"].items[0]
    row = {"food": dal.food, "portions_0": "1.5", "measure_0": "katori:150", "version": "1"}
    found = practice.post(address, {**row, "q": "palak pan", "find": "1"}).content.decode()
    assert f'value="{paneer.pk}"' in found
    added = practice.post(address, {**row, "add": str(paneer.pk)}).content.decode()
    assert "Palak paneer" in added
    assert plan.versions.count() == 1
    fields = {**row, "food": [dal.food, str(paneer.pk)], "portions_1": "1", "measure_1": "katori:150", "save": "1"}
    assert practice.post(address, fields).status_code == 302
    plan.refresh_from_db()
    kept = content.opened(plan.versions.get(number=2).content)[0]["d"]
    assert kept.locked
    assert [(one.food, one.portions) for one in kept.items] == [(dal.food, 1.5), (str(paneer.pk), 1)]
    again = practice.post(address, fields)
    assert again.status_code == 422


def test_asking_and_targets_tell_what_lacks(plan: MealPlan) -> None:
    practice, person = signed_in(meera()), asha()
    address = f"/practice/clients/{person.pk}/"
    first = clock.today("Asia/Kolkata").isoformat()
    asked = practice.post(f"{address}plans/", {"starts_on": first, "days": "7", "most_times": "3"})
    assert asked.status_code == 422
    fields = {"method": "icmr", "goal": "keep", "energy": "1600"}
    assert practice.post(f"{address}targets/", fields).status_code == 422
    sent(practice, f"{address}targets/", **fields, least_protein="55", reason="From the clinic")
    sent(practice, f"{address}plans/", starts_on=first, days="3", most_times="3")
    made = MealPlan.objects.exclude(pk=plan.pk).get()
    assert (made.state, made.starts_on) == (PlanState.MAKING, date.fromisoformat(first))
    assert made.asked["need"]["energy"] == 1600
    assert "being made" in practice.get(f"/practice/plans/{made.pk}/").content.decode()
