"""What the pages of a day and a journey ask."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from pathya.journeys.rules import MEASURES, NOTES_LENGTH, SymptomKind

SCALE = [(str(n), str(n)) for n in range(1, 11)]
INPUTS = ("weight_kg", "sleep_hours", "exercise_minutes")


def _number(name: str, step: str, help_text: Any = "") -> forms.DecimalField:
    measure = MEASURES[name]
    widget = forms.NumberInput(attrs={"step": step, "inputmode": "decimal"})
    return forms.DecimalField(
        label=cast("str", measure.label),
        required=False,
        min_value=measure.low,
        max_value=measure.high,
        widget=widget,
        help_text=help_text,
    )


class DayForm(forms.Form):
    """Every field may stay empty: what was not logged is unknown."""

    energy = forms.ChoiceField(
        label=_("Energy level"), choices=SCALE, required=False, widget=forms.RadioSelect, help_text=_("1 low, 10 high")
    )
    mood = forms.ChoiceField(
        label=_("Mood"), choices=SCALE, required=False, widget=forms.RadioSelect, help_text=_("1 low, 10 high")
    )
    sleep_hours = _number("sleep_hours", "0.5", _("Hours of the night before"))
    exercise_minutes = _number("exercise_minutes", "5", _("Minutes, walking included"))
    weight_kg = _number("weight_kg", "0.1", _("Kilograms"))
    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=NOTES_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )

    def changes(self) -> dict[str, Any]:
        """What the person changed, as `services.check_in` takes it; an emptied field is None."""
        return {
            name: (None if self.cleaned_data[name] in {"", None} and name != "notes" else self.cleaned_data[name])
            for name in self.changed_data
        }


class SymptomForm(forms.Form):
    kind = forms.ChoiceField(label=_("What"), choices=SymptomKind.choices)
    severity = forms.TypedChoiceField(
        label=_("How strong"),
        choices=SCALE,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("1 barely, 10 unbearable"),
    )
    time = forms.TimeField(
        label=_("At what time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=NOTES_LENGTH)


class JourneyForm(forms.Form):
    title = forms.CharField(
        label=_("What you work towards"), max_length=120, help_text=_("For instance: steady energy")
    )
    days = forms.IntegerField(label=_("For how many days"), min_value=7, max_value=730, initial=90)
