"""The safety receipt of an approved plan, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pathya.nutrition import words
from pathya.nutrition.models import MealPlan


@dataclass(frozen=True)
class Receipt:
    """Which version, who approved it and when, what the rules had found then, what the reviewer wrote.

    `looked`: rule, level and sentence of what was confirmed; `quiet`: rules that found nothing.
    """

    version: int
    by: str
    at: datetime
    looked: list[tuple[str, str, str]]
    quiet: list[str]
    remark: str


def receipt_of(plan: MealPlan) -> Receipt | None:
    """None for a plan that was never approved."""
    kept: dict[str, Any] | None = plan.receipt
    if kept is None or plan.approved is None or plan.approved_at is None:
        return None
    looked = [
        (str(words.RULES[one["rule"]]), str(words.LEVELS[one["level"]]), words.sentence(one["said"], one["values"]))
        for one in kept["findings"]
        if one["level"] != "ok"
    ]
    found = {one["rule"] for one in kept["findings"] if one["level"] != "ok"}
    quiet = [str(words.RULES[rule]) for rule in kept["rules"] if rule not in found]
    by = plan.approved_by.get_full_name() if plan.approved_by else ""
    return Receipt(plan.approved, by, plan.approved_at, looked, quiet, kept["remark"])
