"""The rules one by one, on made facts."""

from dataclasses import replace
from typing import Any

import pytest

from pathya.nutrition.rules import Totals, fold
from pathya.nutrition.safety import Facts, Plan, Served, check

FACTS = Facts(
    age=40, weight=60, bmi=22.0, diet="vegetarian", jain=False, allergies=frozenset(), avoid=frozenset(), unread=(),
    history={}, has_history=True, goal="keep", state="", energy=1800, most={}, lacking=(),
)  # fmt: skip


def served(name: str, *made_of: str, diet: str = "vegetarian", allergens: set[str] | None = None) -> Served:
    known = frozenset(allergens) if allergens is not None else frozenset()
    return Served(name, diet, True, known, frozenset(fold(one) for one in (name, *made_of)))


def plan(*foods: Served, **amounts: float) -> Plan:
    told = {"energy": 1800.0, "protein": 60, "carbohydrate": 250, "vitamin_k": 100, **amounts}
    day = Totals(1000, told, dict.fromkeys([*told, "potassium", "phosphorus", "sodium"], 1.0))
    return Plan(list(foods), [day, day], [{"b": day}, {"b": day}])


def condition(name: str, **more: Any) -> dict[str, Any]:
    return {"conditions": [{"name": name, **more}]}


def medicine(name: str) -> dict[str, Any]:
    return {"medications": [{"name": name}]}


@pytest.mark.parametrize(
    ("facts", "made", "rule", "level", "said"),
    [
        (replace(FACTS, lacking=("weight",)), plan(), "data", "unknown", "lacking"),
        (replace(FACTS, has_history=False), plan(), "data", "unknown", "no_history"),
        (FACTS, plan(served("Egg curry", diet="eggetarian")), "diet", "stop", "diet_broken"),
        (FACTS, plan(served("Soup", diet="")), "diet", "unknown", "diet_unknown"),
        (replace(FACTS, allergies=frozenset({"milk"})), plan(served("Kheer", allergens={"milk"})), "allergy", "stop",
         "allergy_found"),
        (replace(FACTS, avoid=frozenset({fold("Brinjal")})), plan(served("Bharta", "Brinjal")), "allergy", "stop",
         "allergy_found"),
        (replace(FACTS, unread=("Zzz",)), plan(), "allergy", "unknown", "allergy_unread"),
        (FACTS, plan(energy=900), "energy", "warn", "little_energy"),
        (replace(FACTS, goal="lose", bmi=17.5), plan(), "energy", "stop", "thin_and_losing"),
        (replace(FACTS, goal="lose", history=condition("Anorexia nervosa")), plan(), "energy", "stop",
         "eating_and_losing"),
        (replace(FACTS, age=16), plan(), "minor", "warn", "minor"),
        (replace(FACTS, history={"women": {"pregnancy": "गर्भवती, 5 महीने"}}), plan(), "pregnancy", "stop",
         "state_unset"),
        (replace(FACTS, state="pregnant_2"), plan(served("Fry", "Chicken liver")), "pregnancy", "stop", "risky"),
        (replace(FACTS, history=condition("CKD stage 3", status="current")), plan(), "kidney", "stop", "limits_unset"),
        (replace(FACTS, history=condition("किडनी की बीमारी")), plan(served("Salad", "Star fruit")), "kidney", "stop",
         "star_fruit"),
        (replace(FACTS, history=medicine("Tab. Warfarin 3 mg")), plan(), "thinner", "warn", "vitamin_k_steady"),
        (replace(FACTS, history=medicine("Atorvastatin")), plan(served("Juice", "Grapefruit")), "medicines", "stop",
         "grapefruit"),
        (replace(FACTS, history=medicine("Thyronorm 50")), plan(), "medicines", "warn", "levothyroxine"),
        (replace(FACTS, history=medicine("Telmisartan")), plan(potassium=4000), "medicines", "warn",
         "potassium_medicine"),
        (replace(FACTS, history=condition("Type 2 diabetes")), plan(), "diabetes", "warn", "carbohydrate_meals"),
        (replace(FACTS, history=medicine("Insulin")), plan(), "diabetes", "warn", "glucose_medicine"),
        (replace(FACTS, history=condition("Hypertension")), plan(sodium=2600), "pressure", "warn", "much_sodium"),
        (replace(FACTS, history=condition("Coeliac disease")), plan(served("Roti", allergens={"gluten"})),
         "conditions", "stop", "gluten"),
        (replace(FACTS, history=condition("G6PD deficiency")), plan(served("Sabzi", "Broad beans")), "conditions",
         "stop", "fava"),
        (FACTS, plan(iron=60), "upper", "warn", "above_upper"),
    ],
)  # fmt: skip
def test_what_a_rule_finds(facts: Facts, made: Plan, rule: str, level: str, said: str) -> None:
    assert (rule, level, said) in [(one.rule, one.level, one.said) for one in check(facts, made)]
    assert said not in [one.said for one in check(FACTS, plan(served("Khichdi")))]


def test_nothing_to_find_is_said_rule_by_rule() -> None:
    told = check(FACTS, plan(served("Khichdi")))
    assert {one.level for one in told} == {"ok"}
    assert len(told) == 13


def test_what_is_past_or_denied_does_not_count() -> None:
    past = replace(FACTS, history=condition("Kidney stones, kidney", status="past"))
    denied = replace(FACTS, history={"women": {"pregnancy": "No"}})
    for facts in (past, denied):
        assert {one.level for one in check(facts, plan(served("Khichdi")))} == {"ok"}


def test_vitamin_k_that_swings_and_what_is_hardly_known() -> None:
    takes = replace(FACTS, history=medicine("Acitrom"))
    low, high = plan(vitamin_k=60).days[0], plan(vitamin_k=400).days[0]
    told = {one.said for one in check(takes, Plan([], [low, high], [{"b": low}]))}
    assert "vitamin_k_swings" in told
    hardly = Totals(1000, {"vitamin_k": 60.0, "energy": 1800}, {"vitamin_k": 0.4, "energy": 1})
    told = {one.said for one in check(takes, Plan([], [hardly], [{"b": hardly}]))}
    assert "partly_known" in told
