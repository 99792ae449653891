"""Rules that a plan is held against before a person gets it. Pure: facts in, findings out; sentences in `words.py`.

A finding says `stop` (cannot be approved), `warn` (the reviewer must have looked at it), `unknown` (cannot be told; to
be looked at as well) or `ok` (the rule ran and found nothing). Rules help a reviewer; they replace none.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pathya.nutrition.rules import Totals, fold, within

STOP, WARN, UNKNOWN, OK = "stop", "warn", "unknown", "ok"


@dataclass(frozen=True)
class Served:
    """A food of the plan with the folded names of all it is made of."""

    name: str
    diet: str
    jain: bool | None
    allergens: frozenset[str] | None
    made_of: frozenset[str]


@dataclass(frozen=True)
class Facts:
    """What is known of the person. Texts are as they were written; `history` is the record's document."""

    age: int | None
    weight: float | None
    bmi: float | None
    diet: str
    jain: bool
    allergies: frozenset[str]
    avoid: frozenset[str]
    unread: tuple[str, ...]
    history: Mapping[str, Any]
    has_history: bool
    goal: str
    state: str
    energy: float | None
    most: Mapping[str, float]
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """`meals` are, for each day, the sums of its meals by kind."""

    served: list[Served]
    days: list[Totals]
    meals: list[Mapping[str, Totals]]


@dataclass(frozen=True)
class Finding:
    rule: str
    level: str
    said: str = ""
    values: dict[str, Any] = field(default_factory=dict)


CONDITIONS = {
    "kidney": "kidney renal ckd nephro dialysis gurda गुर्दे किडनी",
    "diabetes": "diabet sugar prediabet t2dm madhumeh मधुमेह शुगर",
    "pressure": "hypertens blood-pressure bp heart cardiac coronary रक्तचाप हृदय",
    "coeliac": "coeliac celiac सीलिएक",
    "g6pd": "g6pd favism",
    "gout": "gout uric",
    "eating": "anorexia bulimia eating-disorder",
    "thyroid": "thyroid थायराइड",
}
MEDICINES = {
    "thinner": "warfarin acenocoumarol acitrom warf nicoumalone phenprocoumon coumadin blood-thinner",
    "potassium": "spironolactone aldactone eplerenone telmisartan losartan olmesartan ramipril enalapril lisinopril "
    "amiloride triamterene",
    "grapefruit": "simvastatin atorvastatin lovastatin amlodipine felodipine nifedipine ciclosporin cyclosporine "
    "tacrolimus",
    "glucose": "insulin glimepiride gliclazide glipizide glibenclamide",
    "levothyroxine": "levothyroxine thyronorm eltroxin thyrox",
    "lithium": "lithium licab",
}
"""Generic and usual Indian names, folded before they are looked for at the start of words."""
ALLERGENS = {
    "milk": "milk dairy lactose doodh dudh दूध casein whey paneer",
    "gluten": "gluten wheat gehu gehun गेहूं atta maida",
    "peanut": "peanut groundnut moongphali mungfali मूंगफली",
    "tree_nut": "nut tree-nut almond cashew walnut pistachio badam kaju akhrot मेवे",
    "soy": "soy soya सोया",
    "egg": "egg anda अंडा",
    "fish": "fish machli मछली seafood",
    "crustacean": "prawn shrimp crab shellfish seafood crustacean jhinga झींगा",
    "sesame": "sesame til तिल",
    "mustard": "mustard sarson rai सरसों",
}
"""What people write → the allergen."""
PREGNANCY_WORDS = "pregnan garbh गर्भ expecting breastfeed lactat nursing स्तनपान"
NOT_PREGNANT = "not pregnant|no|none|nahi|नहीं|not breastfeeding|n/a|na"
RISKY_IN_PREGNANCY = ("Chicken liver", "Mutton liver", "Raw papaya", "Mung bean sprouts", "Kingfish", "Tuna")
GRAPEFRUIT = ("Grapefruit", "Pomelo")
FAVA = ("Broad beans", "Broad beans, dry")
LEAST_ENERGY = 1200
SPREAD = 0.3
"""Of vitamin K around its mean over the days."""
KNOWN = 0.8
"""Share of a day's weight that must be known for a sum to be judged."""


def words_in(text: str, wanted: str) -> bool:
    """Whether any of the wanted beginnings of words stands in a text, as it sounds (a dash joins words)."""
    heard = " " + fold(text)
    return any(" " + fold(word.replace("-", " ")) in heard for word in wanted.split())


def told_of(facts: Facts, section: str, wanted: str) -> bool:
    rows = facts.history.get(section) or []
    return any(words_in(str(row.get("name", "")), wanted) for row in rows if row.get("status") != "past")


def has(facts: Facts, condition: str) -> bool:
    return told_of(facts, "conditions", CONDITIONS[condition])


def takes(facts: Facts, medicine: str) -> bool:
    wanted = MEDICINES[medicine]
    return told_of(facts, "medications", wanted) or told_of(facts, "supplements", wanted)


def expects(facts: Facts) -> bool | None:
    """Pregnant or breastfeeding by the record's own words; None where nothing is written."""
    text = str((facts.history.get("women") or {}).get("pregnancy", "")).strip()
    if not text:
        return True if facts.state else None
    if fold(text) in {fold(no) for no in NOT_PREGNANT.split("|")}:
        return bool(facts.state)
    return words_in(text, PREGNANCY_WORDS) or bool(facts.state)


Rule = Callable[[Facts, Plan], Iterator[Finding]]


def check(facts: Facts, plan: Plan) -> list[Finding]:
    """Every rule's findings, the gravest first; a rule that finds nothing answers with one `ok`."""
    found = []
    for name, rule in RULES.items():
        found += list(rule(facts, plan)) or [Finding(name, OK)]
    return sorted(found, key=lambda one: (STOP, WARN, UNKNOWN, OK).index(one.level))


def containing(plan: Plan, names: tuple[str, ...]) -> str:
    """The dishes that hold any of these ingredients."""
    wanted = {fold(name) for name in names}
    return ", ".join(sorted({one.name for one in plan.served if one.made_of & wanted}))


def peak(plan: Plan, nutrient: str) -> float:
    return max((day.amounts.get(nutrient, 0) for day in plan.days), default=0)


def known(plan: Plan, nutrient: str) -> bool:
    return all(day.share.get(nutrient, 0) >= KNOWN for day in plan.days)


def data(facts: Facts, _plan: Plan) -> Iterator[Finding]:
    if facts.lacking:
        yield Finding("data", UNKNOWN, "lacking", {"what": list(facts.lacking)})
    if not facts.has_history:
        yield Finding("data", UNKNOWN, "no_history")


def diet(facts: Facts, plan: Plan) -> Iterator[Finding]:
    wrong = sorted({one.name for one in plan.served if one.diet and facts.diet and not within(one.diet, facts.diet)})
    wrong += sorted({one.name for one in plan.served if facts.jain and one.jain is False})
    unsure = sorted({one.name for one in plan.served if not one.diet or (facts.jain and one.jain is None)})
    if wrong:
        yield Finding("diet", STOP, "diet_broken", {"foods": ", ".join(dict.fromkeys(wrong))})
    if unsure:
        yield Finding("diet", UNKNOWN, "diet_unknown", {"foods": ", ".join(unsure)})


def allergy(facts: Facts, plan: Plan) -> Iterator[Finding]:
    hit = sorted(
        {
            one.name
            for one in plan.served
            if (one.allergens or frozenset()) & facts.allergies or one.made_of & facts.avoid
        }
    )
    if hit:
        yield Finding("allergy", STOP, "allergy_found", {"foods": ", ".join(hit)})
    unsure = sorted({one.name for one in plan.served if one.allergens is None}) if facts.allergies else []
    if unsure:
        yield Finding("allergy", UNKNOWN, "allergy_unknown", {"foods": ", ".join(unsure)})
    if facts.unread:
        yield Finding("allergy", UNKNOWN, "allergy_unread", {"what": ", ".join(facts.unread)})


def energy(facts: Facts, plan: Plan) -> Iterator[Finding]:
    least = min((day.amounts.get("energy", 0) for day in plan.days), default=0)
    if least < LEAST_ENERGY:
        yield Finding("energy", WARN, "little_energy", {"kcal": round(least)})
    if facts.goal == "lose" and facts.bmi is not None and facts.bmi < 18.5:
        yield Finding("energy", STOP, "thin_and_losing", {"bmi": facts.bmi})
    if facts.goal == "lose" and has(facts, "eating"):
        yield Finding("energy", STOP, "eating_and_losing")
    elif has(facts, "eating"):
        yield Finding("energy", WARN, "eating")


def minor(facts: Facts, _plan: Plan) -> Iterator[Finding]:
    if facts.age is not None and facts.age < 18:
        yield Finding("minor", WARN, "minor", {"age": facts.age})


def pregnancy(facts: Facts, plan: Plan) -> Iterator[Finding]:
    expecting = expects(facts)
    if expecting and not facts.state:
        yield Finding("pregnancy", STOP, "state_unset")
    if expecting and facts.goal == "lose":
        yield Finding("pregnancy", STOP, "losing")
    if expecting and (foods := containing(plan, RISKY_IN_PREGNANCY)):
        yield Finding("pregnancy", STOP, "risky", {"foods": foods})
    if expecting and peak(plan, "vitamin_a") > 3000:
        yield Finding("pregnancy", WARN, "much_vitamin_a", {"amount": round(peak(plan, "vitamin_a"))})


def kidney(facts: Facts, plan: Plan) -> Iterator[Finding]:
    if not has(facts, "kidney"):
        return
    if foods := containing(plan, ("Star fruit",)):
        yield Finding("kidney", STOP, "star_fruit", {"foods": foods})
    unset = [name for name in ("protein", "potassium", "phosphorus", "sodium") if name not in facts.most]
    if unset:
        yield Finding("kidney", STOP, "limits_unset", {"what": unset})
    for name in ("potassium", "phosphorus", "sodium"):
        if not known(plan, name):
            yield Finding("kidney", UNKNOWN, "partly_known", {"what": [name]})
    per_kg = peak(plan, "protein") / facts.weight if facts.weight else None
    values = {
        "protein": round(peak(plan, "protein")), "potassium": round(peak(plan, "potassium")),
        "phosphorus": round(peak(plan, "phosphorus")), "per_kg": round(per_kg, 2) if per_kg else "?",
    }  # fmt: skip
    yield Finding("kidney", WARN, "kidney_amounts", values)


def thinner(facts: Facts, plan: Plan) -> Iterator[Finding]:
    if not takes(facts, "thinner"):
        return
    if not known(plan, "vitamin_k"):
        yield Finding("thinner", UNKNOWN, "partly_known", {"what": ["vitamin_k"]})
    days = [day.amounts.get("vitamin_k", 0) for day in plan.days]
    mean = sum(days) / len(days) if days else 0
    steady = all(abs(one - mean) <= SPREAD * mean for one in days)
    values = {"least": round(min(days, default=0)), "most": round(max(days, default=0))}
    yield Finding("thinner", WARN, "vitamin_k_steady" if steady else "vitamin_k_swings", values)


def medicines(facts: Facts, plan: Plan) -> Iterator[Finding]:
    if takes(facts, "potassium"):
        yield Finding("medicines", WARN, "potassium_medicine", {"amount": round(peak(plan, "potassium"))})
    if takes(facts, "grapefruit") and (foods := containing(plan, GRAPEFRUIT)):
        yield Finding("medicines", STOP, "grapefruit", {"foods": foods})
    if takes(facts, "levothyroxine"):
        yield Finding("medicines", WARN, "levothyroxine")
    if takes(facts, "lithium"):
        yield Finding("medicines", WARN, "lithium", {"amount": round(peak(plan, "sodium"))})


def diabetes(facts: Facts, plan: Plan) -> Iterator[Finding]:
    lowering = takes(facts, "glucose")
    if not has(facts, "diabetes") and not lowering:
        return
    carbs = [meal.amounts.get("carbohydrate", 0) for day in plan.meals for meal in day.values()]
    yield Finding("diabetes", WARN, "carbohydrate_meals", {"least": round(min(carbs)), "most": round(max(carbs))})
    if lowering:
        yield Finding("diabetes", WARN, "glucose_medicine")


def pressure(facts: Facts, plan: Plan) -> Iterator[Finding]:
    if not has(facts, "pressure"):
        return
    if peak(plan, "sodium") > 2000:
        yield Finding("pressure", WARN, "much_sodium", {"amount": round(peak(plan, "sodium"))})
    fat = max(
        (day.amounts.get("saturated", 0) * 9 / max(day.amounts.get("energy", 1), 1) for day in plan.days), default=0
    )
    if fat > 0.1:
        yield Finding("pressure", WARN, "much_saturated", {"share": round(fat * 100)})


def conditions(facts: Facts, plan: Plan) -> Iterator[Finding]:
    if has(facts, "coeliac"):
        hit = sorted({one.name for one in plan.served if "gluten" in (one.allergens or ())})
        if hit:
            yield Finding("conditions", STOP, "gluten", {"foods": ", ".join(hit)})
    if has(facts, "g6pd") and (foods := containing(plan, FAVA)):
        yield Finding("conditions", STOP, "fava", {"foods": foods})
    if has(facts, "gout"):
        yield Finding("conditions", WARN, "gout")


def upper(_facts: Facts, plan: Plan) -> Iterator[Finding]:
    for name, most in (("calcium", 2500), ("iron", 45), ("zinc", 40), ("vitamin_d", 100)):
        if peak(plan, name) > most:
            yield Finding("upper", WARN, "above_upper", {"what": [name], "amount": round(peak(plan, name))})


RULES: dict[str, Rule] = {
    "data": data, "diet": diet, "allergy": allergy, "energy": energy, "minor": minor, "pregnancy": pregnancy,
    "kidney": kidney, "thinner": thinner, "medicines": medicines, "diabetes": diabetes, "pressure": pressure,
    "conditions": conditions, "upper": upper,
}  # fmt: skip
