"""What is eaten, as it is asked for and as it reads. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pathya.journeys.rules import MealKind
from pathya.kit.languages import HINDI
from pathya.nutrition import words
from pathya.nutrition.rules import UNITS

MOST_ITEMS = 40
MOST_GRAMS = 5000
MOST_COUNT = 50
MACROS = ("energy", "protein", "carbohydrate", "fat", "fibre")
QUICK = "quick"
KCAL_PER_GRAM = 1.5
"""What a mixed plate holds; a quick add has no weight of its own, and shares of the known are by weight."""
USUAL = {
    MealKind.BREAKFAST: time(8, 30), MealKind.LUNCH: time(13), MealKind.SNACK: time(17), MealKind.DINNER: time(20),
}  # fmt: skip
HOURS = ((11, MealKind.BREAKFAST), (16, MealKind.LUNCH), (19, MealKind.SNACK), (24, MealKind.DINNER))

MEASURES = {name: label for name, label in words.MEASURES.items() if name != "grams"}
NAMES: dict[str, str | Promise] = {
    "energy": _("Calories"), "protein": _("Protein"), "carbohydrate": _("Carbohydrate"), "sugar": _("Sugar"),
    "fibre": _("Fibre"), "fat": _("Fat"), "saturated": _("Saturated fat"), "cholesterol": _("Cholesterol"),
    "ala": _("Omega-3 (ALA)"), "epa": _("Omega-3 (EPA)"), "dha": _("Omega-3 (DHA)"), "vitamin_a": _("Vitamin A"),
    "vitamin_b1": _("Vitamin B1"), "vitamin_b2": _("Vitamin B2"), "vitamin_b3": _("Vitamin B3"),
    "vitamin_b5": _("Vitamin B5"), "vitamin_b6": _("Vitamin B6"), "folate": _("Folate"),
    "vitamin_b12": _("Vitamin B12"), "vitamin_c": _("Vitamin C"), "vitamin_d": _("Vitamin D"),
    "vitamin_e": _("Vitamin E"), "vitamin_k": _("Vitamin K"), "choline": _("Choline"), "calcium": _("Calcium"),
    "iron": _("Iron"), "magnesium": _("Magnesium"), "phosphorus": _("Phosphorus"), "potassium": _("Potassium"),
    "sodium": _("Sodium"), "zinc": _("Zinc"), "copper": _("Copper"), "manganese": _("Manganese"),
    "selenium": _("Selenium"), "iodine": _("Iodine"),
}  # fmt: skip


@dataclass(frozen=True)
class Eaten:
    """One food of a meal: grams, or a count of a measure; or a quick add, whose `quick` are amounts as eaten."""

    food: UUID | None = None
    grams: float | None = None
    measure: str = ""
    count: float | None = None
    quick: Mapping[str, float] | None = None


def written(items: Sequence[Eaten]) -> str:
    """As the statement takes them. A quick add is written per 100 g of a weight that its energy lets expect."""
    return json.dumps([_written(n, one) for n, one in enumerate(items)])


def _written(n: int, one: Eaten) -> dict[str, Any]:
    if one.food is not None:
        return {"n": n, "food": str(one.food), "grams": one.grams, "measure": one.measure, "count": one.count}
    amounts = dict(one.quick or {})
    grams = one.grams or max(amounts.get("energy", 0) / KCAL_PER_GRAM, 1)
    return {
        "n": n, "food": None, "grams": grams, "name": QUICK,
        "quick": {name: amount / grams * 100 for name, amount in amounts.items()},
    }  # fmt: skip


def kept(items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What is needed to log written items again with `of_again`."""
    names = ("food", "measure", "count", "grams")
    return [
        {name: item.get(name) for name in names} if item.get("food") else {"quick": quick_amounts(item)}
        for item in items
    ]


def of_again(items: Iterable[Mapping[str, Any]]) -> list[Eaten]:
    """By weight, told in the measure it was logged in; a quick add by what it was."""
    return [
        Eaten(UUID(str(item["food"])), float(item["grams"]), item.get("measure") or "", item.get("count"))
        if item.get("food")
        else Eaten(quick=quick_amounts(item))
        for item in items
    ]


def quick_amounts(item: Mapping[str, Any]) -> dict[str, float]:
    """What a written quick add was told to hold; of old ones only the energy is known."""
    return dict(item.get("quick") or {"energy": item.get("energy") or 0})


def measure_name(name: str, count: float = 1) -> str:
    return words.measure(name, count)


def item_name(item: Mapping[str, Any]) -> str:
    """In the reader's language; a quick add is called so."""
    if item["name"] == QUICK and not item.get("food"):
        return str(_("Quick add"))
    hindi = (get_language() or "").startswith(HINDI)
    return str(item.get("name_hi") if hindi and item.get("name_hi") else item["name"])


def amount_name(item: Mapping[str, Any]) -> str:
    """`1½ katori`, or grams."""
    if item.get("measure") and item.get("count"):
        count = float(item["count"])
        return f"{counted(count)} {measure_name(item['measure'], count)}"
    return f"{round(item.get('grams') or 0)} g" if item.get("food") else ""


def counted(count: float) -> str:
    """`2`, `½`, `1½`, else two digits."""
    halves = {0.25: "¼", 0.5: "½", 0.75: "¾"}
    whole, rest = int(count), round(count - int(count), 2)
    if rest in halves:
        return f"{whole or ''}{halves[rest]}"
    return f"{count:.2g}" if count < 10 else f"{count:.0f}"


def usual_kind(local: datetime) -> MealKind:
    """The meal of the hour."""
    return next(kind for hour, kind in HOURS if local.hour < hour)


def share(known: float | None, grams: float) -> int:
    """Per cent of the weight for which a nutrient is known."""
    return min(round(100 * (known or 0) / grams), 100) if grams else 0


def unit(name: str) -> str:
    return UNITS[name]
