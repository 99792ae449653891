"""What the planner and the safety rules work with, read from a client's record."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pathya.accounts.models import User
from pathya.clients import selectors as clients
from pathya.clients.rules import Diet as ClientDiet
from pathya.nutrition import safety
from pathya.nutrition.models import Food
from pathya.nutrition.planner import Dish, Wishes, dish_of
from pathya.nutrition.requirements import Need
from pathya.nutrition.rules import Diet, Source, fold
from pathya.nutrition.safety import Facts
from pathya.nutrition.selectors import disliked, targets_of
from pathya.nutrition.targets import DayTargets

DIETS = {
    ClientDiet.VEGAN: Diet.VEGAN, ClientDiet.VEGETARIAN: Diet.VEGETARIAN, ClientDiet.JAIN: Diet.VEGETARIAN,
    ClientDiet.EGGETARIAN: Diet.EGGETARIAN, ClientDiet.NON_VEGETARIAN: Diet.NONVEGETARIAN,
}  # fmt: skip
CAREFUL = Diet.VEGETARIAN
"""The diet of who has told none: what nearly everybody may eat; said in the receipt as lacking."""


def dishes() -> list[Dish]:
    """Every shared dish that has a place in a plan."""
    rows = Food.objects.filter(source=Source.PATHYA, is_recipe=True, owner=None).prefetch_related("parts")
    return [
        dish_of(food, str(food.pk), frozenset(str(part.food_id) for part in food.parts.all()))
        for food in rows
        if food.plan.get("role")
    ]


def read_allergies(rows: Sequence[Mapping[str, Any]]) -> tuple[set[str], set[str], list[str]]:
    """What somebody must not eat: allergens, ids of ingredients, and the entries that were not understood."""
    allergens: set[str] = set()
    avoid: set[str] = set()
    unread: list[str] = []
    ingredients = list(Food.objects.filter(source=Source.PATHYA, is_recipe=False).values_list("pk", "search"))
    for text in (str(row.get("name", "")) for row in rows):
        found = {name for name, words in safety.ALLERGENS.items() if safety.words_in(text, words)}
        heard = fold(text)
        named = {str(pk) for pk, search in ingredients if heard and f" {heard}" in search}
        allergens |= found
        avoid |= named
        if not found and not named:
            unread.append(text)
    return allergens, avoid, unread


def collect(client: User, day: date, wanted: Mapping[str, Any]) -> tuple[dict[str, Any], DayTargets]:
    """What is asked of the planner, as it is stored with the plan. `wanted`: minutes, rupees, dislikes, most_times.

    The dishes that the client dislikes are left out beside those of `wanted`.
    """
    told = targets_of(client, day)
    profile, history = clients.profile(client), clients.medical_history(client)
    allergens, avoid, unread = read_allergies(history.data["allergies"])
    need = told.need()
    also = sorted(wanted.get("dislikes") or [])
    own = [str(pk) for pk in disliked(client).values_list("pk", flat=True)]
    return {
        "wishes": {
            "diet": (DIETS[ClientDiet(profile.diet)] if profile.diet else CAREFUL).value,
            "jain": profile.diet == ClientDiet.JAIN,
            "allergies": sorted(allergens),
            "avoid": sorted(avoid),
            "dislikes": sorted({*also, *own}),
            "minutes": wanted.get("minutes"),
            "rupees": wanted.get("rupees"),
            "most_times": wanted.get("most_times") or 3,
            "month": day.month,
        },
        "need": {"energy": need.energy, "least": need.least, "most": need.most, "hard": sorted(need.hard)},
        "unread": unread,
        "dislikes": also,
    }, told


def wishes_of(asked: Mapping[str, Any]) -> Wishes:
    told = dict(asked["wishes"])
    for name in ("allergies", "avoid", "dislikes"):
        told[name] = frozenset(told[name])
    return Wishes(**told)


def need_of(asked: Mapping[str, Any]) -> Need:
    need = asked["need"]
    return Need(need["energy"], need["least"], need["most"], [], frozenset(need["hard"]))


def facts(client: User, day: date) -> Facts:
    """What the rules need to know, as the record stands now."""
    told = targets_of(client, day)
    profile, history = clients.profile(client), clients.medical_history(client)
    derived = clients.derived(profile)
    allergens, avoid, unread = read_allergies(history.data["allergies"])
    names = {str(pk): name for pk, name in Food.objects.filter(pk__in=avoid).values_list("pk", "name")}
    lacking = [*told.missing, *([] if profile.diet else ["diet"]), *([] if derived.bmi is not None else ["height"])]
    return Facts(
        age=derived.age,
        weight=float(derived.weight_kg) if derived.weight_kg is not None else None,
        bmi=float(derived.bmi) if derived.bmi is not None else None,
        diet=DIETS[ClientDiet(profile.diet)].value if profile.diet else "",
        jain=profile.diet == ClientDiet.JAIN,
        allergies=frozenset(allergens),
        avoid=frozenset(fold(name) for name in names.values()),
        unread=tuple(unread),
        history=history.data,
        has_history=history.version > 0,
        goal=told.choices.goal,
        state=told.choices.state,
        energy=told.energy,
        most=told.choices.most,
        lacking=tuple(dict.fromkeys(lacking)),
    )
