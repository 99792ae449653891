"""What the forms about meals ask."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from pathya.journeys import eating
from pathya.journeys.eating import Eaten
from pathya.journeys.models import Meal
from pathya.journeys.rules import NOTES_LENGTH, MealKind

FIVE = [(str(n), str(n)) for n in range(1, 6)]
DECIMAL = {"inputmode": "decimal", "step": "any"}


class PortionForm(forms.Form):
    """A food and how much of it; the measure is the button that was pressed, an empty one means grams."""

    kind = forms.ChoiceField(choices=MealKind.choices)
    food = forms.UUIDField()
    measure = forms.CharField(required=False, max_length=40)
    count = forms.FloatField(required=False, min_value=0.05, max_value=eating.MOST_GRAMS)

    def eaten(self) -> Eaten:
        data = self.cleaned_data
        if data["measure"]:
            return Eaten(data["food"], measure=data["measure"], count=data["count"] or 1)
        return Eaten(data["food"], grams=100 if data["count"] in {None, 1.0} else data["count"])


class QuickForm(forms.Form):
    """Energy and macros without a food."""

    kind = forms.ChoiceField(choices=MealKind.choices)
    energy = forms.FloatField(label=_("Calories, kcal"), min_value=0, max_value=10_000)
    protein = forms.FloatField(label=_("Protein, g"), required=False, min_value=0, max_value=2000)
    carbohydrate = forms.FloatField(label=_("Carbohydrate, g"), required=False, min_value=0, max_value=2000)
    fat = forms.FloatField(label=_("Fat, g"), required=False, min_value=0, max_value=2000)

    def eaten(self) -> Eaten:
        names = ("energy", "protein", "carbohydrate", "fat")
        return Eaten(quick={name: v for name in names if (v := self.cleaned_data[name]) is not None})


class MealForm(forms.Form):
    """A meal that was logged; one field for the grams of each food."""

    kind = forms.ChoiceField(label=_("Meal"), choices=MealKind.choices)
    at = forms.DateTimeField(
        label=_("When"),
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    hunger = forms.ChoiceField(
        label=_("Hunger before"), choices=FIVE, required=False, widget=forms.RadioSelect,
        help_text=_("1 full, 5 starving"),
    )  # fmt: skip
    mood = forms.ChoiceField(
        label=_("Mood after"), choices=FIVE, required=False, widget=forms.RadioSelect, help_text=_("1 bad, 5 very good")
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=NOTES_LENGTH, widget=forms.Textarea(attrs={"rows": 2})
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png", "capture": "environment"}),
        help_text=_("JPEG or PNG up to 10 MB; place and time in it are removed."),
    )

    def __init__(self, data: Any, files: Any, *, meal: Meal, zone: str) -> None:
        self.meal, self.zone = meal, ZoneInfo(zone)
        local = meal.at.astimezone(self.zone).replace(tzinfo=None, second=0, microsecond=0)
        initial = {"kind": meal.kind, "at": local, "hunger": meal.hunger, "mood": meal.mood, "note": meal.note}
        super().__init__(data, files, initial=initial)
        for n, item in enumerate(meal.items):
            if item.get("food"):
                self.fields[f"grams_{n}"] = forms.FloatField(
                    label=f"{eating.item_name(item)}, g",
                    initial=int(item["grams"]) if float(item["grams"]).is_integer() else item["grams"],
                    required=False,
                    min_value=0,
                    max_value=eating.MOST_GRAMS,
                    help_text=self._told(item),
                    widget=forms.NumberInput(attrs=DECIMAL),
                )

    @property
    def portions(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("grams_")]

    def clean_at(self) -> datetime:
        """Read in the person's own zone, whatever the server's."""
        naive: datetime = self.cleaned_data["at"].replace(tzinfo=None)
        return naive.replace(tzinfo=self.zone)

    def changes(self) -> dict[str, Any]:
        """What the person changed, as `meals.amend_meal` takes it."""
        data, changed = self.cleaned_data, set(self.changed_data)
        told: dict[str, Any] = {name: data[name] for name in ("kind", "at", "note") if name in changed}
        told |= {name: int(data[name]) if data[name] else None for name in ("hunger", "mood") if name in changed}
        if any(name.startswith("grams_") for name in changed):
            told["items"] = [self._eaten(n, item) for n, item in enumerate(self.meal.items) if self._is_in(n, item)]
        return told

    def _told(self, item: dict[str, Any]) -> str:
        """In what measure it was logged; of several foods each can be left out."""
        said = [eating.amount_name(item)] if item.get("measure") else []
        return ". ".join([*said, *([str(_("Empty: not eaten"))] if len(self.meal.items) > 1 else [])])

    def _is_in(self, n: int, item: dict[str, Any]) -> bool:
        return not item.get("food") or bool(self.cleaned_data[f"grams_{n}"])

    def _eaten(self, n: int, item: dict[str, Any]) -> Eaten:
        if not item.get("food"):
            return Eaten(quick=eating.quick_amounts(item))
        if f"grams_{n}" in self.changed_data or not item.get("measure"):
            return Eaten(item["food"], grams=self.cleaned_data[f"grams_{n}"])
        return Eaten(item["food"], grams=item["grams"], measure=item["measure"], count=item["count"])
