"""The importer on a file of the same form with the same faults; the real one is not ours to keep."""

import io

import pytest
from django.core.management import CommandError, call_command

from pathya.nutrition.ifct import COLUMNS, rows

PLAIN = {"protcnt": "3.3", "fatce": "4.5", "choavldf": "4.9", "fibtg": "0"}


def file(*foods: dict[str, str]) -> io.StringIO:
    more = ["water", "ash", "retol", "cartb", "carta", "crypxb", "chocal"]
    codes = ["code", "name", "lang", "grup", "tags", "enerc", *more, *COLUMNS.values()]
    lines = [",".join(f'"Some; {code}"' for code in codes)]
    lines += [",".join(f'"{food.get(code, "0")}"' for code in codes) for food in foods]
    return io.StringIO("\n".join(lines))


def test_known_faults_are_mended() -> None:
    milk, oil, fish, leaf = rows(
        file(
            {
                **PLAIN,
                "code": "L002",
                "name": "Milk",
                "tags": "veg",
                "enerc": "306",
                "ca": "0.118",
                "cartb": "0.00001",
                "lang": "A. Garoor; H. Gai ka doodh, Doodh; Tam. Paal",
            },
            {"code": "T001", "name": "Oil", "tags": "veg", "fatce": "100"},
            {
                "code": "P001",
                "name": "Fish",
                "tags": "fishetarian nonveg",
                "enerc": "406",
                "protcnt": "21.8",
                "fatce": "1",
                "vitb6c": "0.194",
            },
            {
                "code": "C001",
                "name": "Leaf",
                "tags": "veg",
                "enerc": "1605",
                "choavldf": "2",
                "protcnt": "2",
                "cartb": "0.0024",
                "retol": "0",
            },
        )
    )
    assert milk.nutrients["calcium"] == 118
    assert milk.nutrients["energy"] == pytest.approx(306 / 4.184, abs=0.1)
    assert not {"cholesterol", "vitamin_a", "folate", "iron"} & set(milk.nutrients)
    assert ("gai ka dud", 2004) in [(said, weight) for said, weight in milk.names]
    assert oil.nutrients["energy"] == pytest.approx(3700 / 4.184, abs=0.1)
    assert oil.estimated == ["energy"]
    assert fish.nutrients["vitamin_b6"] == 0.194
    assert fish.diet == "nonvegetarian"
    assert leaf.nutrients["vitamin_a"] == 200
    assert leaf.nutrients["energy"] == pytest.approx((17 * 2 + 17 * 2) / 4.184, abs=0.1)
    assert leaf.nutrients["cholesterol"] == 0


def test_a_gap_in_the_carbohydrate_is_filled_and_a_spice_keeps_its_energy() -> None:
    juice, leg, seed = rows(
        file(
            {"code": "E033", "name": "Juice", "tags": "veg", "enerc": "153", "protcnt": "0.41", "fatce": "0.75",
             "water": "91.59", "ash": "0.28"},
            {"code": "N001", "name": "Leg", "tags": "nonveg", "enerc": "1605", "protcnt": "19.44", "fatce": "12.64",
             "water": "67.61", "ash": "1.1", "chocal": "0.00000112"},
            {"code": "G024", "name": "Seed", "tags": "veg", "enerc": "1125", "protcnt": "10.66", "fatce": "17.47",
             "choavldf": "12.98", "fibtg": "44.81", "carta": "0.000024"},
        )
    )  # fmt: skip
    assert juice.nutrients["carbohydrate"] == pytest.approx(6.97)
    assert (juice.estimated, juice.nutrients["energy"]) == (["carbohydrate"], 36.6)
    assert leg.nutrients["energy"] == pytest.approx(798 / 4.184, abs=0.2)
    assert (leg.estimated, leg.nutrients["vitamin_d"]) == (["energy"], 1.12)
    assert (seed.estimated, seed.nutrients["energy"]) == ([], 268.9)


def test_what_a_food_is_and_how_it_is_called() -> None:
    ghee, khoa, wheat, blend = rows(
        file(
            {"code": "T013", "name": "Ghee", "tags": "veg", "fatce": "100"},
            {"code": "L004", "name": "Khoa", "tags": "veg", "lang": "A. Mawa; B., H., P., Tel. Khoya/Mava; O. Khua",
             **PLAIN},
            {"code": "A020", "name": "Wheat", "tags": "veg", **PLAIN},
            {"code": "T010", "name": "Oil (blended)", "tags": "veg", "fatce": "100"},
        )
    )  # fmt: skip
    assert [(row.diet, row.allergens) for row in (ghee, khoa, wheat, blend)] == [
        ("vegetarian", ["milk"]), ("vegetarian", ["milk"]), ("vegan", ["gluten"]), ("vegan", None),
    ]  # fmt: skip
    assert khoa.also == "Khoya; Mava"


def test_another_file_and_no_permission_are_refused() -> None:
    with pytest.raises(ValueError, match="not the compositions"):
        list(rows(io.StringIO("a,b\n1,2\n")))
    with pytest.raises(CommandError):
        call_command("import_ifct", "nowhere.csv", permission="letter of 2 May 2026")
