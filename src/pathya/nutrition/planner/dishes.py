"""Planner's dishes from foods of the database or rows of the table."""

from typing import Any

from pathya.nutrition.planner.problem import Dish


def dish_of(food: Any, key: str = "", made_of: frozenset[str] = frozenset()) -> Dish:
    """From a food with a plan; `key` is its name unless told otherwise."""
    portion = float(food.plan["portion"])
    rupees = getattr(food, "rupees", None) or getattr(food, "rupees_per_kg", None) or 0
    partly = food.plan.get("partly", {})
    nutrients = {name: amount * portion / 100 for name, amount in food.nutrients.items()}
    high = {name: amount / partly.get(name, 1) for name, amount in nutrients.items()}
    return Dish(
        key or food.name, food.plan["role"], food.plan["meals"], food.plan["minutes"],
        float(rupees) * portion / 1000, nutrients, high, food.diet, bool(food.jain),
        None if food.allergens is None else frozenset(food.allergens), made_of, food.plan.get("season", ""),
    )  # fmt: skip
