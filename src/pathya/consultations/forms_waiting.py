"""What clients fill in to wait for a time or to ask for another."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pathya.consultations.forms_host import FORMATS, MOMENT
from pathya.consultations.rules import OFFER_HOURS, REASON_LENGTH


class AskMoveForm(forms.Form):
    wanted_at = forms.DateTimeField(
        label=_("When would suit you?"), help_text=_("On your own clock."), widget=MOMENT, input_formats=FORMATS
    )
    why = forms.CharField(
        label=_("A word to your nutritionist"),
        help_text=_("Only the two of you see it."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        max_length=REASON_LENGTH,
        required=False,
    )


class OfferForm(forms.Form):
    hours = forms.TypedChoiceField(
        label=_("How long it is offered"),
        choices=lambda: [(hours, ngettext("%d hour", "%d hours", hours) % hours) for hours in OFFER_HOURS],
        coerce=int,
        initial=OFFER_HOURS[0],
    )


class WaitForm(forms.Form):
    first = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "first" in cleaned and "last" in cleaned and cleaned["last"] < cleaned["first"]:
            self.add_error("last", _("The last day comes after the first."))
        return cleaned

    def stretch(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From the first minute of the first day to the last of the last."""
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        return datetime.combine(first, time(), zone), datetime.combine(last, time(23, 59), zone)
