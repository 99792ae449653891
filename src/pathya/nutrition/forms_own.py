"""Forms of own foods and own recipes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pathya.nutrition.models import Food
from pathya.nutrition.recipes import NOT_A_BARCODE
from pathya.nutrition.rules import UNITS, Way, is_barcode
from pathya.nutrition.words import NUTRIENTS

FIRST = ("energy", "protein", "carbohydrate", "sugar", "fat", "saturated", "fibre", "sodium")
"""What stands on nearly every packet."""
DECIMAL = {"inputmode": "decimal", "step": "any"}
MOST_GRAMS = 20_000


def decimal(label: Any, *, most: float, least: float = 0, help_text: Any = "", required: bool = False) -> Any:
    return forms.FloatField(
        label=label, required=required, min_value=least, max_value=most, help_text=help_text,
        widget=forms.NumberInput(attrs=DECIMAL),
    )  # fmt: skip


class FoodForm(forms.Form):
    """A food as its packet tells it, per 100 g."""

    name = forms.CharField(label=_("Name"), max_length=200)
    piece = decimal(
        _("One piece weighs (g)"), least=0.1, most=MOST_GRAMS, help_text=_("So that you can log it by the piece.")
    )
    barcode = forms.CharField(
        label=_("Number under the barcode"), required=False, max_length=14,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Typed into the search, it finds this food."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, unit in UNITS.items():
            self.fields[f"of_{name}"] = decimal(f"{_upper(NUTRIENTS[name])} ({unit})", most=100_000)

    def clean_barcode(self) -> str:
        text = self.cleaned_data["barcode"].replace(" ", "")
        if text and not is_barcode(text):
            raise forms.ValidationError(NOT_A_BARCODE)
        return str(text)

    def first(self) -> list[Any]:
        return [self[f"of_{name}"] for name in FIRST]

    def others(self) -> list[Any]:
        return [self[f"of_{name}"] for name in UNITS if name not in FIRST]

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        nutrients = {name: data[f"of_{name}"] for name in UNITS if data[f"of_{name}"] is not None}
        return {"name": data["name"], "nutrients": nutrients, "piece": data["piece"], "barcode": data["barcode"]}

    @staticmethod
    def initial_of(food: Food) -> dict[str, Any]:
        piece = next((one["grams"] for one in food.measures if one["name"] == "piece"), None)
        told = {"name": food.name, "piece": piece, "barcode": food.plan.get("barcode", "")}
        return told | {f"of_{name}": amount for name, amount in food.nutrients.items()}


class RecipeForm(forms.Form):
    """What a recipe is beside its ingredients."""

    name = forms.CharField(label=_("Name"), max_length=200)
    servings = decimal(_("Servings"), least=0.25, most=500, required=True)
    cooked = decimal(
        _("Weight when cooked (g)"), least=1, most=MOST_GRAMS,
        help_text=_("Weigh the pot, take off the empty pot. Left empty, it weighs what went in."),
    )  # fmt: skip
    way = forms.ChoiceField(label=_("How it is cooked"), choices=Way.choices)


def _upper(text: Any) -> str:
    told = str(text)
    return told[:1].upper() + told[1:]
