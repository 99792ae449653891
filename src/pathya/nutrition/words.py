"""Sentences and names for what the pure parts tell in codes."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pathya.nutrition.targets import Lacks

Text = str | Promise

RULES: dict[str, Text] = {
    "data": _("Data that is needed"), "diet": _("Diet"), "allergy": _("Allergies and intolerances"),
    "energy": _("Energy"), "minor": _("Age"), "pregnancy": _("Pregnancy and breastfeeding"),
    "kidney": _("Kidney disease"), "thinner": _("Blood thinner and vitamin K"), "medicines": _("Medicines and food"),
    "diabetes": _("Diabetes"), "pressure": _("Blood pressure and heart"), "conditions": _("Other conditions"),
    "upper": _("Upper levels"),
}  # fmt: skip
LEVELS: dict[str, Text] = {
    "stop": _("must be changed"), "warn": _("look at it"), "unknown": _("cannot be told"), "ok": _("nothing found"),
}  # fmt: skip
SAID: dict[str, Text] = {
    "lacking": _("The profile lacks: %(what)s."),
    "no_history": _("The client has written no medical history: nothing below knows of conditions or medicines."),
    "diet_broken": _("Not within the diet: %(foods)s."),
    "diet_unknown": _("Whether it is within the diet is not known: %(foods)s."),
    "allergy_found": _("Holds what the client must not eat: %(foods)s."),
    "allergy_unknown": _("Allergens are not known: %(foods)s."),
    "allergy_unread": _("These entries were not understood, check them by hand: %(what)s."),
    "little_energy": _("The least day has only %(kcal)s kcal."),
    "thin_and_losing": _("The BMI is %(bmi)s and the goal is to lose weight."),
    "eating_and_losing": _("An eating disorder is in the history and the goal is to lose weight."),
    "eating": _("An eating disorder is in the history: think about showing amounts at all."),
    "minor": _("The client is %(age)s years old: the requirements here are an adult's."),
    "state_unset": _("The record speaks of pregnancy or breastfeeding, the targets do not."),
    "losing": _("The goal is to lose weight in pregnancy or while breastfeeding."),
    "risky": _("Not in pregnancy: %(foods)s."),
    "much_vitamin_a": _("Vitamin A reaches %(amount)s µg on a day; as liver or a supplement that would be too much."),
    "star_fruit": _("Star fruit harms people with kidney disease: %(foods)s."),
    "limits_unset": _("Set the most per day in the targets for: %(what)s."),
    "partly_known": _("Amounts are known for less than four fifths of the food on some day: %(what)s."),
    "kidney_amounts": _(
        "At most in a day: protein %(protein)s g (%(per_kg)s g per kg), potassium %(potassium)s mg, "
        "phosphorus %(phosphorus)s mg."
    ),
    "vitamin_k_steady": _("Vitamin K stays between %(least)s and %(most)s µg a day. The prescriber should know of it."),
    "vitamin_k_swings": _(
        "Vitamin K goes from %(least)s to %(most)s µg a day: it should stay steady, and the prescriber should know."
    ),
    "potassium_medicine": _("A medicine raises potassium; the plan has up to %(amount)s mg a day."),
    "grapefruit": _("Grapefruit and pomelo act on a medicine: %(foods)s."),
    "levothyroxine": _("Thyroid tablets: an hour before breakfast; soya, calcium and iron well apart from them."),
    "lithium": _("Lithium: salt should stay steady; the plan has up to %(amount)s mg sodium a day."),
    "carbohydrate_meals": _("Carbohydrate is between %(least)s and %(most)s g a meal: look at how it is spread."),
    "glucose_medicine": _("A medicine lowers glucose: no meal may be left out, and the prescriber should know."),
    "much_sodium": _("Sodium reaches %(amount)s mg on a day, more than 2,000."),
    "much_saturated": _("Saturated fat reaches %(share)s %% of the energy, more than 10."),
    "gluten": _("Holds gluten: %(foods)s."),
    "fava": _("Broad beans are dangerous here: %(foods)s."),
    "gout": _("Gout: look at meat, fish, sweets and alcohol."),
    "above_upper": _("Above the upper level: %(what)s, %(amount)s on a day."),
}
NUTRIENTS: dict[str, Text] = {
    "energy": _("energy"), "protein": _("protein"), "carbohydrate": _("carbohydrate"), "sugar": _("sugar"),
    "fibre": _("fibre"), "fat": _("fat"), "saturated": _("saturated fat"), "cholesterol": _("cholesterol"),
    "ala": "ALA", "epa": "EPA", "dha": "DHA", "vitamin_a": _("vitamin A"), "vitamin_b1": _("vitamin B1"),
    "vitamin_b2": _("vitamin B2"), "vitamin_b3": _("vitamin B3"), "vitamin_b5": _("vitamin B5"),
    "vitamin_b6": _("vitamin B6"), "folate": _("folate"), "vitamin_b12": _("vitamin B12"),
    "vitamin_c": _("vitamin C"), "vitamin_d": _("vitamin D"), "vitamin_e": _("vitamin E"),
    "vitamin_k": _("vitamin K"), "choline": _("choline"), "calcium": _("calcium"), "iron": _("iron"),
    "magnesium": _("magnesium"), "phosphorus": _("phosphorus"), "potassium": _("potassium"), "sodium": _("sodium"),
    "zinc": _("zinc"), "copper": _("copper"), "manganese": _("manganese"), "selenium": _("selenium"),
    "iodine": _("iodine"),
}  # fmt: skip
MEASURES: dict[str, Text] = {
    "katori": _("katori"), "cup": _("cup"), "tablespoon": _("tablespoon"), "teaspoon": _("teaspoon"),
    "piece": _("piece"), "glass": _("glass"), "plate": _("plate"), "handful": _("handful"), "grams": _("grams"),
    "serving": _("serving"), "portion": _("portion"),
}  # fmt: skip
MANY: dict[str, Text] = {
    "cup": _("cups"), "tablespoon": _("tablespoons"), "teaspoon": _("teaspoons"), "piece": _("pieces"),
    "glass": _("glasses"), "plate": _("plates"), "handful": _("handfuls"), "serving": _("servings"),
    "portion": _("portions"),
}  # fmt: skip
"""Measures of which one has more than one; others read the same."""
GROUPS: dict[str, tuple[Text, Text]] = {
    "energy": (_("the energy to reach"), _("Change the energy in the targets.")),
    "macros": (_("the shares of fat and carbohydrate"), _("Change the diet, or take more dishes in.")),
    "protein": (_("the protein to reach"), _("Lower the least protein, or allow more sources of it.")),
    "limits": (_("the upper limits"), _("Raise a limit that was set by hand, or salt.")),
    "time": (_("the cooking time"), _("Allow more minutes a day.")),
    "budget": (_("the budget"), _("Allow more rupees a day.")),
    "variety": (_("the variety"), _("Let a dish come more often.")),
    "dislikes": (_("the dislikes"), _("Take a dish back in.")),
}
"""Wish → what it is, and how to relax it."""


def measure(name: str, count: float = 1) -> str:
    """`piece`, `pieces`; a measure that nobody has named stands for itself."""
    return str((MANY.get(name) if count > 1 else None) or MEASURES.get(name, name))


ALSO_LACKS: dict[str, Text] = {"diet": _("what the client eats")}


def lacks(names: list[str]) -> str:
    return ", ".join(str(Lacks(name).label if name in Lacks.values else ALSO_LACKS.get(name, name)) for name in names)


def sentence(said: str, values: dict[str, Any]) -> str:
    """The finding in words; nutrients and what a profile lacks by their names."""
    told = dict(values)
    if isinstance(told.get("what"), list):
        told["what"] = ", ".join(str(NUTRIENTS.get(name) or lacks([name])) for name in told["what"])
    return str(SAID[said]) % told if said else ""
