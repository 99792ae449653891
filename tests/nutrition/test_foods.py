import csv
from collections import defaultdict

import pytest

from pathya.nutrition.loading import load_foods
from pathya.nutrition.models import Food, Part
from pathya.nutrition.queries import search
from pathya.nutrition.rules import RETENTION, Source, dish, fold, total
from pathya.nutrition.services import mark
from pathya.nutrition.table import DATA, Row
from tests.api import ApiClient
from tests.factories import asha, charlie

pytestmark = pytest.mark.django_db


def test_the_whole_table_loads_twice_alike() -> None:
    first = load_foods()
    parts = Part.objects.count()
    assert load_foods() == first == Food.objects.count() > 7500
    assert Part.objects.count() == parts > 1000
    assert Food.objects.filter(source=Source.PATHYA, is_recipe=False).count() >= 400
    assert Food.objects.filter(source=Source.PATHYA, is_recipe=True).count() >= 150


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("paneer", "Paneer"), ("panir", "Paneer"), ("पनीर", "Paneer"), ("छोले", "Chole"), ("chole", "Chole"),
        ("chhole", "Chole"), ("हल्दी", "Turmeric"), ("haldi", "Turmeric"), ("panner", "Paneer"),
        ("khichdi", "Khichdi"), ("खिचड़ी", "Khichdi"), ("bhindi mas", "Bhindi masala"), ("दाल मखनी", "Dal makhani"),
        ("tumeric", "Turmeric"), ("pal pan", "Palak paneer"),
    ],
)  # fmt: skip
def test_found_while_typing(foods: dict[str, Row], typed: str, wanted: str) -> None:
    assert wanted in [hit["name"] for hit in search(asha().pk, typed)]


def test_favourites_come_first(foods: dict[str, Row]) -> None:
    person, food = asha(), foods["Shahi paneer"]
    assert search(person.pk, "")[:1] == []
    mark(person=person, food_id=food.id, favourite=True)
    assert search(person.pk, "pan")[0]["name"] == search(person.pk, "")[0]["name"] == "Shahi paneer"
    assert search(charlie().pk, "") == []


def test_thirty_recipes_by_another_computation(foods: dict[str, Row]) -> None:
    """From the files themselves, with other code than the program's."""
    with (DATA / "ingredients.csv").open(encoding="utf-8") as lines:
        usda_names = {line["name"]: line["usda"] for line in csv.DictReader(lines)}
    dishes = [row for row in foods.values() if row.parts][::6]
    assert len(dishes) >= 30
    for row in dishes:
        sums: dict[str, float] = defaultdict(float)
        weight = sum(grams for _, grams in row.parts)
        for name in ("energy", "protein", "carbohydrate", "fat", "iron", "vitamin_c"):
            known = [(foods[usda_names[food]].nutrients.get(name), grams) for food, grams in row.parts]
            if sum(grams for amount, grams in known if amount is not None) < weight / 2:
                assert name not in row.nutrients
                continue
            sums[name] = sum(amount * grams for amount, grams in known if amount is not None) / row.plan["cooked"]
            assert row.nutrients[name] == pytest.approx(
                sums[name] * RETENTION[row.plan["way"]].get(name, 1), rel=1e-3, abs=1e-4
            )


def test_missing_is_unknown_never_zero() -> None:
    told = total([(100, {"iron": 2.0}, []), (300, {"zinc": 1.0}, ["zinc"])])
    assert told.amounts == {"iron": 2.0, "zinc": 3.0}
    assert told.share == {"iron": 0.25, "zinc": 0.75}
    assert told.estimated == {"zinc"}
    assert "iron" not in dish([(100, {"iron": 2.0}, []), (300, {}, [])], 400, "raw").amounts


def test_one_sound() -> None:
    assert fold("Paneer") == fold("panir") == fold("पनीर")
    assert fold("Chhole") == fold("chole") == fold("छोले")
    assert fold("भिंडी") == fold("bhindi")


def test_own_food_and_recipe_over_the_api(foods: dict[str, Row]) -> None:
    api = ApiClient(asha())
    made = api.post("/foods", {"name": "Nani's mix", "nutrients": {"energy": 410, "protein": 12}})
    assert made.status_code == 201
    told = made.json()["data"]
    assert told["nutrients"]["energy"] == {"unit": "kcal", "amount": 410, "state": "known"}
    assert told["nutrients"]["iron"] == {"unit": "mg", "amount": None, "state": "missing"}
    body = {
        "name": "My porridge",
        "servings": 2,
        "cookedGrams": 500,
        "parts": [{"foodId": told["id"], "grams": 50}, {"foodId": str(foods["Cow milk"].id), "grams": 400}],
    }
    recipe = api.post("/recipes", body).json()["data"]
    assert recipe["measures"] == [{"name": "serving", "grams": 250}]
    assert recipe["allergens"] is None
    assert recipe["nutrients"]["protein"]["amount"] == pytest.approx(
        (50 * 12 + 400 * foods["Cow milk"].nutrients["protein"]) / 500, rel=1e-3
    )
    assert api.get("/foods?q=nani").json()["data"][0]["name"] == "Nani's mix"
    stranger = ApiClient(charlie())
    assert "Nani's mix" not in [hit["name"] for hit in stranger.get("/foods?q=nani").json()["data"]]
    assert stranger.get(f"/foods/{told['id']}").status_code == 404
    assert stranger.post("/recipes", body).json()["error"]["code"] == "unknown_food"
    assert stranger.put(f"/foods/{told['id']}/favourite", {"favourite": True}).status_code == 404
    assert api.get("/recipes?limit=1").json()["pagination"]["total"] > 150
    assert api.post("/foods", {"name": "x", "nutrients": {"magic": 1}}).status_code == 422
