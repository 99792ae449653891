"""What a new elimination trial asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pathya.journeys.trials import DAYS, LONGEST, USUAL, outcomes


def _days(name: str, label: Any, help_text: Any = "") -> forms.IntegerField:
    low, high = DAYS[name]
    return forms.IntegerField(label=label, min_value=low, max_value=high, initial=USUAL[name], help_text=help_text)


class TrialForm(forms.Form):
    suspect = forms.CharField(
        label=_("What you leave out"), max_length=LONGEST, help_text=_("One food or group: milk, wheat, coffee")
    )
    outcome = forms.ChoiceField(
        label=_("What you watch"), choices=lambda: list(outcomes().items()), help_text=_("Log it on every day")
    )
    baseline = _days("baseline", _("Days as usual"), _("You eat it on most of them"))
    washout = _days("washout", _("Days left out before it counts"))
    elimination = _days("elimination", _("Days left out"))
    reintroduction = _days("reintroduction", _("Days eaten again"), _("You eat it every day"))
