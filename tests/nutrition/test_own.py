"""Own foods and recipes: what changes with what, what a form does without a script, the dishes left out of plans."""

from typing import Any

import pytest
from django.test import Client

from pathya.care import services as care
from pathya.kit import clock
from pathya.kit.errors import Invalid
from pathya.nutrition import inputs, own, own_recipes, selectors
from pathya.nutrition.errors import FoodInUse
from pathya.nutrition.models import Food
from pathya.nutrition.rules import is_barcode
from pathya.nutrition.table import Row
from tests.factories import asha, meera, person

pytestmark = pytest.mark.django_db
COOKED: dict[str, Any] = {"servings": 2, "cooked": 400, "way": "raw"}


def per_100(food: Food, name: str = "energy") -> float:
    food.refresh_from_db()
    return float(food.nutrients[name])


def test_what_is_made_of_a_food_changes_with_it() -> None:
    person = asha()
    flour = own.add_food(owner=person, name="Flour", nutrients={"energy": 400}, barcode="4006381333931")
    dough = own_recipes.add_recipe(owner=person, name="Dough", parts=[(flour.pk, 100)], **COOKED)
    bread = own_recipes.add_recipe(owner=person, name="Bread", parts=[(dough.pk, 200)], **{**COOKED, "cooked": None})
    assert (per_100(dough), per_100(bread)) == (100, 100)
    own.change_food(owner=person, food_id=flour.pk, name="Fine flour", nutrients={"energy": 360}, piece=None)
    assert (per_100(dough), per_100(bread)) == (90, 90)
    assert [hit["name"] for hit in selectors.foods(person, "fine")] == ["Fine flour"]
    with pytest.raises(Invalid):
        own_recipes.change_recipe(owner=person, food_id=dough.pk, name="Dough", parts=[(bread.pk, 100)], **COOKED)
    own_recipes.change_recipe(owner=person, food_id=dough.pk, name="Dough", parts=[(flour.pk, 200)], **COOKED)
    assert (per_100(dough), per_100(bread)) == (180, 180)
    for grams in (0.001, 60_000):
        with pytest.raises(Invalid):
            own_recipes.add_recipe(owner=person, name="x", parts=[(flour.pk, grams)] * 2, **COOKED)
    with pytest.raises(FoodInUse):
        own.remove(owner=person, food_id=dough.pk)
    own.remove(owner=person, food_id=bread.pk)
    own.remove(owner=person, food_id=dough.pk)
    assert [one.name for one in selectors.own(person)] == ["Fine flour"]


def test_a_packet_is_found_by_its_number() -> None:
    own.add_food(owner=asha(), name="Biscuits", nutrients={}, barcode="4006381333931")
    assert [hit["name"] for hit in selectors.foods(asha(), "4006381333931")] == ["Biscuits"]
    assert not is_barcode("4006381333932")
    with pytest.raises(Invalid):
        own.add_food(owner=asha(), name="x", nutrients={}, barcode="123")


def test_a_recipe_is_written_without_a_script(foods: dict[str, Row]) -> None:
    browser = Client()
    browser.force_login(asha())
    dal, ghee = Food.objects.get(name="Toor dal"), Food.objects.get(name="Ghee")
    address = "/portal/foods/recipes/new/"
    head = {"name": "Our dal", "servings": "2", "cooked": "320", "way": "boiled"}
    row = {"food": str(dal.pk), "amount_0": "2", "unit_0": "150"}
    page = browser.post(address, {**head, **row, "q": "ghee", "find": "1"}).content.decode()
    assert f'value="{ghee.pk}"' in page
    assert "Raw it weighs 300 g" in page
    page = browser.post(address, {**head, **row, "add": str(ghee.pk)}).content.decode()
    assert "Take out Ghee" in page
    assert not Food.objects.filter(owner=asha()).exists()
    both = {**head, "food": [str(dal.pk), str(ghee.pk)], "amount_0": "2", "unit_0": "150", "amount_1": "20"}
    assert browser.post(address, {**both, "servings": "0", "save": "1"}).status_code == 422
    assert browser.post(address, {**both, "save": "1"}).status_code == 302
    made = Food.objects.get(owner=asha())
    energy = (300 * per_100(dal) + 20 * per_100(ghee)) / 100
    assert per_100(made) == pytest.approx(energy / 320 * 100, rel=1e-3)
    assert "Our dal" in browser.get("/portal/foods/").content.decode()
    page = browser.get(f"/portal/foods/recipes/{made.pk}/").content.decode()
    assert 'value="320' in page
    assert browser.post(f"/portal/foods/{made.pk}/remove/").status_code == 302
    assert browser.get(f"/portal/foods/recipes/{made.pk}/").status_code == 404


def test_targets_and_disliked_dishes_are_the_clients_own(foods: dict[str, Row]) -> None:
    guard = care.invite(client=asha(), email="gauri@pathya.example", tie="guardian", scope="act")
    gauri = guard.person = person("Gauri", "Verma")
    guard.accepted_at = guard.consented_at = clock.now()
    guard.save()
    care.begin(client=asha(), nutritionist=meera())
    own_page, dal = Client(), Food.objects.get(name="Toor dal")
    own_page.force_login(asha())
    assert f"{dal.pk}" in own_page.get("/portal/targets/?q=toor").content.decode()
    theirs = Client()
    theirs.force_login(gauri)
    assert theirs.post(f"/portal/targets/dishes/{dal.pk}/?for={asha().pk}", {"disliked": "1"}).status_code == 302
    asked, _told = inputs.collect(asha(), today(), {})
    assert asked["wishes"]["dislikes"] == [str(dal.pk)]
    assert asked["dislikes"] == []
    own_page.post("/portal/targets/", {"method": "mifflin", "goal": "lose", "activity": "", "sex": "", "state": ""})
    assert selectors.targets_of(asha(), today()).choices.goal == "lose"
    practice = Client()
    practice.force_login(meera())
    address = f"/practice/clients/{asha().pk}/targets/"
    assert "Toor dal" in practice.get(address).content.decode()
    assert practice.post(f"{address}dishes/{dal.pk}/").status_code == 302
    assert not selectors.disliked(asha()).exists()
    practice.post(address, {"method": "icmr", "goal": "keep", "energy": "1600", "reason": "From the clinic"})
    page = own_page.get("/portal/targets/").content.decode()
    assert "Set by your nutritionist" in page
    assert "From the clinic" in page
    assert own_page.post("/portal/targets/", {"method": "icmr", "goal": "gain"}).status_code == 422


def today() -> Any:
    return clock.today("Asia/Kolkata")
