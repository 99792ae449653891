"""A plan with its shopping list as PDF, in either language."""

from typing import Any

from django.utils import translation

from pathya.integrations.pdf import render
from pathya.nutrition.aisles import by_aisle
from pathya.nutrition.showing import SHOWN, Shown, amounts, shopping
from pathya.nutrition.words import NUTRIENTS
from pathya.practice.selectors import practice
from pathya.ui.words import long_date


def plan_pdf(told: Shown, language: str) -> bytes:
    """What the version holds, day by day, and what to buy for it."""
    with translation.override(language):
        data = {
            "practice": practice().name,
            "client": told.plan.client.get_full_name(),
            "first": long_date(told.days[0].day),
            "last": long_date(told.days[-1].day),
            "approved": long_date(told.plan.approved_at.date()) if told.plan.approved_at else "",
            "is_approved": told.plan.approved == told.version.number,
            "by": told.plan.approved_by.get_full_name() if told.plan.approved_by else "",
            "days": [
                {
                    "day": long_date(day.day),
                    "meals": [
                        {"label": str(meal.label), "lines": [_line(line) for line in meal.lines]} for meal in day.meals
                    ],
                    "sums": _sums(day.sums, told.plan.asked.get("need", {})),
                }
                for day in told.days
            ],
            "shopping": [
                {
                    "aisle": aisle,
                    "rows": [
                        {"name": one.food.name_hi if language == "hi" and one.food.name_hi else one.food.name,
                         "amount": weight(one.grams)}
                        for one in rows
                    ],
                }
                for aisle, rows in by_aisle(shopping(told))
            ],
        }  # fmt: skip
    return render("nutrition/plan", data, language, made_at=told.version.made_at)


def _line(line: Any) -> dict[str, str]:
    return {"name": line.name, "amount": line.amount, "grams": f"{line.weight} g"}


def _sums(sums: Any, need: dict[str, Any]) -> str:
    told = [one for one in amounts(sums, need, SHOWN) if one.amount is not None]
    return ", ".join(f"{NUTRIENTS[one.name]} {one.amount:.0f} {one.unit}" for one in told)


def weight(grams: float) -> str:
    """Rounded up as one buys: 12 g, 350 g, 1.4 kg."""
    if grams >= 1000:
        return f"{grams / 1000:.1f} kg"
    return f"{round(grams / 10) * 10 if grams >= 100 else max(round(grams), 1)} g"
