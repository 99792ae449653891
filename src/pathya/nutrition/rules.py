"""Nutrients, sums that say how much of them is known, and how words are folded for search. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

UNITS = {
    "energy": "kcal", "protein": "g", "carbohydrate": "g", "sugar": "g", "fibre": "g", "fat": "g", "saturated": "g",
    "cholesterol": "mg", "ala": "g", "epa": "g", "dha": "g", "vitamin_a": "µg", "vitamin_b1": "mg",
    "vitamin_b2": "mg", "vitamin_b3": "mg", "vitamin_b5": "mg", "vitamin_b6": "mg", "folate": "µg",
    "vitamin_b12": "µg", "vitamin_c": "mg", "vitamin_d": "µg", "vitamin_e": "mg", "vitamin_k": "µg", "choline": "mg",
    "calcium": "mg", "iron": "mg", "magnesium": "mg", "phosphorus": "mg", "potassium": "mg", "sodium": "mg",
    "zinc": "mg", "copper": "mg", "manganese": "mg", "selenium": "µg", "iodine": "µg",
}  # fmt: skip
"""Every nutrient with its unit; amounts are per 100 g."""

KATORI, CUP, TABLESPOON, TEASPOON = 150, 240, 15, 5
"""Millilitres."""


class Source(TextChoices):
    USDA = "usda", "USDA FoodData Central"
    PATHYA = "pathya", "Pathya"
    IFCT = "ifct", "IFCT 2017"
    OWN = "own", _("own")


class Diet(TextChoices):
    VEGAN = "vegan", _("vegan")
    VEGETARIAN = "vegetarian", _("vegetarian")
    EGGETARIAN = "eggetarian", _("eggetarian")
    NONVEGETARIAN = "nonvegetarian", _("with meat or fish")


WIDTH = [Diet.VEGAN, Diet.VEGETARIAN, Diet.EGGETARIAN, Diet.NONVEGETARIAN]
"""A person's diet allows every food whose own place is not after it."""


class Allergen(TextChoices):
    MILK = "milk", _("milk")
    GLUTEN = "gluten", _("gluten")
    PEANUT = "peanut", _("peanut")
    TREE_NUT = "tree_nut", _("tree nuts")
    SOY = "soy", _("soya")
    EGG = "egg", _("egg")
    FISH = "fish", _("fish")
    CRUSTACEAN = "crustacean", _("crustaceans")
    SESAME = "sesame", _("sesame")
    MUSTARD = "mustard", _("mustard")


@dataclass
class Totals:
    """Sums over foods: `share` is the part of the weight (0–1) whose amount is known or estimated."""

    grams: float = 0
    amounts: dict[str, float] = field(default_factory=dict)
    share: dict[str, float] = field(default_factory=dict)
    estimated: set[str] = field(default_factory=set)


def total(parts: Iterable[tuple[float, Mapping[str, float], Iterable[str]]]) -> Totals:
    """Sum of `(grams, nutrients per 100 g, names of the estimated)`; what no part knows has no amount at all."""
    told = Totals()
    for grams, nutrients, estimated in parts:
        told.grams += grams
        for name, amount in nutrients.items():
            told.amounts[name] = told.amounts.get(name, 0) + amount * grams / 100
            told.share[name] = told.share.get(name, 0) + grams
        told.estimated |= set(estimated) & set(nutrients)
    told.share = {name: grams / told.grams for name, grams in told.share.items()} if told.grams else {}
    return told


class Way(TextChoices):
    """How something is cooked."""

    BOILED = "boiled", _("boiled or steamed")
    FRIED = "fried", _("fried or sautéed")
    BAKED = "baked", _("baked or roasted")
    RAW = "raw", _("not cooked")


RETENTION = {
    "boiled": {"vitamin_c": 0.55, "folate": 0.65, "vitamin_b1": 0.75, "vitamin_b6": 0.85, "potassium": 0.9},
    "fried": {"vitamin_c": 0.7, "folate": 0.8, "vitamin_b1": 0.85, "vitamin_b6": 0.9},
    "baked": {"vitamin_c": 0.7, "folate": 0.75, "vitamin_b1": 0.85, "vitamin_b6": 0.9},
    "raw": {},
}
"""Share that cooking leaves, our estimates after USDA's Table of Nutrient Retention Factors, release 6."""


def dish(parts: Iterable[tuple[float, Mapping[str, float], Iterable[str]]], cooked: float, way: str) -> Totals:
    """Nutrients per 100 g of a dish from its raw parts, its cooked weight and how it is cooked.

    A nutrient known for less than half of the raw weight (water apart) stays missing; one that is known for a
    part only, or that cooking changed, is estimated.
    """
    summed = total(parts)
    told = Totals(grams=cooked, share=summed.share, estimated=set(summed.estimated))
    for name, amount in summed.amounts.items():
        if summed.share[name] < 0.5:
            continue
        kept = RETENTION[way].get(name, 1)
        told.amounts[name] = float(f"{amount * kept / cooked * 100:.5g}")
        if kept != 1 or summed.share[name] < 0.98:
            told.estimated.add(name)
    return told


def partly(told: Totals) -> dict[str, float]:
    """Nutrients with the share of the raw weight that is known, where that is not all of it."""
    return {name: round(told.share[name], 3) for name in told.amounts if told.share[name] < 0.98}


SIGNS = "ा a ि i ी i ु u ू u े e ै ai ो o ौ au ृ ri ॉ o ॅ e"
WRITTEN = """अ a आ a इ i ई i उ u ऊ u ए e ऐ ai ओ o औ au ऑ o क k ख k ग g घ g च c छ c ज j झ j ट t ठ t ड d ढ d त t थ t द d
ध d न n ण n ङ n ञ n प p फ p ब b भ b म m य y र r ल l व v श s ष s स s ह h ळ l"""
VOWELS, LETTERS = (dict(zip(text.split()[::2], text.split()[1::2], strict=True)) for text in (SIGNS, WRITTEN))
SOUNDS = [
    (r"ee|ii", "i"), (r"oo|uu", "u"), (r"aa", "a"), (r"ph", "p"), (r"f", "p"), (r"[cs]hh?", "c"), (r"ck|q", "k"),
    (r"w", "v"), (r"z", "j"), (r"([kgtdbj])h", r"\1"), (r"x", "ks"), (r"(.)\1+", r"\1"), (r"y\b", "i"),
]  # fmt: skip


def fold(text: str) -> str:
    """Words as they sound: `paneer`, `Panir` and `पनीर` become the same letters."""
    plain = unicodedata.normalize("NFD", text.lower())
    plain = _latin("".join(c for c in plain if c != "़" and not ("\u0300" <= c <= "\u036f")))
    words = re.findall(r"[a-z0-9]+", plain)
    return " ".join(_sound(word) for word in words)


SAID = 60
"""Characters of a name that search reads."""


def sayings(*names: str) -> list[tuple[str, bool]]:
    """Each name from each of its words on, as it sounds, and whether that is later than its beginning; none twice."""
    told: dict[str, bool] = {}
    for name in names:
        words = fold(name).split()
        for at in range(len(words)):
            said = " ".join(words[at:])[:SAID]
            told[said] = told.get(said, True) and at > 0
    return list(told.items())


def weight(rank: int, name: str, *, later: bool) -> int:
    """Where a saying comes among those that fit: the beginning of a name, then the food's rank, then short names."""
    return later * 100_000 + rank * 1000 + min(len(name), 999)


def _sound(word: str) -> str:
    for pattern, heard in SOUNDS:
        word = re.sub(pattern, heard, word)
    return word


def _latin(text: str) -> str:
    """Devanagari in Latin letters; the vowel that a consonant carries is silent at the end of a word."""
    told = []
    for at, letter in enumerate(text):
        after = text[at + 1 : at + 2]
        if letter in LETTERS:
            carries = letter > "औ" and letter != "ऑ" and (after in LETTERS or after in ("ं", "ँ"))
            told.append(LETTERS[letter] + ("a" if carries else ""))
        elif letter in "ंँ":
            told.append("n")
        elif letter != "्":
            told.append(VOWELS.get(letter, letter))
    return "".join(told)


def measures(density: float | None, piece: float | None) -> list[dict[str, float | str]]:
    """Household measures with grams, from grams per millilitre and grams of a piece."""
    told: list[dict[str, float | str]] = [{"name": "piece", "grams": piece}] if piece else []
    if density:
        volumes = (("katori", KATORI), ("cup", CUP), ("tablespoon", TABLESPOON), ("teaspoon", TEASPOON))
        told += [{"name": name, "grams": round(density * volume, 1)} for name, volume in volumes]
    return told


def is_barcode(text: str) -> bool:
    """Whether the last digit of a GTIN (8, 12, 13 or 14 digits) agrees with the others."""
    if len(text) not in (8, 12, 13, 14) or not (text.isascii() and text.isdecimal()):
        return False
    weighed = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(reversed(text)))
    return weighed % 10 == 0


def within(food: str, person: str) -> bool:
    """Whether a diet allows a food."""
    return WIDTH.index(Diet(food)) <= WIDTH.index(Diet(person))


def price(rupees_per_kg: Decimal | float, grams: float) -> float:
    return float(rupees_per_kg) * grams / 1000
