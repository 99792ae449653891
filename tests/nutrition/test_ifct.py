"""The importer on a file of the same form with the same faults; the real one is not ours to keep."""

import io

import pytest
from django.core.management import CommandError, call_command

from pathya.nutrition.ifct import COLUMNS, rows

PLAIN = {"protcnt": "3.3", "fatce": "4.5", "choavldf": "4.9", "fibtg": "0"}


def file(*foods: dict[str, str]) -> io.StringIO:
    codes = ["code", "name", "lang", "grup", "tags", "enerc", "retol", "cartb", *COLUMNS.values()]
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


def test_another_file_and_no_permission_are_refused() -> None:
    with pytest.raises(ValueError, match="not the compositions"):
        list(rows(io.StringIO("a,b\n1,2\n")))
    with pytest.raises(CommandError):
        call_command("import_ifct", "nowhere.csv", permission="letter of 2 May 2026")
