"""What admins fill in for new terms of programs."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from pathya.programs.rules import LONGEST_DAYS, MOST_PAUSES, TERMS_STEPS, Terms

PRACTICE_ZONE = ZoneInfo("Asia/Kolkata")


class TermsForm(forms.Form):
    """Steps of refund in days; an empty row is none."""

    program = forms.ChoiceField(label=_("For which program"), required=False)
    valid_from = forms.DateField(
        label=_("From which day on"),
        help_text=_("Empty: from now on. Who is enrolled already keeps their terms."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    session_percent = forms.IntegerField(
        label=_("Each included consultation used or booked takes off, in per cent"), min_value=0, max_value=100
    )
    most_pauses = forms.IntegerField(label=_("How often one may pause"), min_value=0, max_value=MOST_PAUSES)
    pause_days = forms.IntegerField(
        label=_("Days that pauses may add in all"), min_value=0, max_value=LONGEST_DAYS, help_text=_("0 in both: none.")
    )
    fee = forms.IntegerField(
        label=_("Price to try the terms with, in rupees"), min_value=0, max_value=1_000_000, required=False
    )

    def __init__(self, programs: Sequence[tuple[UUID, str]], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        choices = [("", _("All programs without their own")), *((str(key), name) for key, name in programs)]
        self.fields["program"].choices = choices  # type: ignore[attr-defined]
        for n in range(TERMS_STEPS):
            self.fields[f"day_{n}"] = forms.IntegerField(
                label=_("Until day"), min_value=0, max_value=LONGEST_DAYS, required=False
            )
            self.fields[f"share_{n}"] = forms.IntegerField(
                label=_("Per cent back"), min_value=0, max_value=100, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for n in range(TERMS_STEPS):
            if (cleaned.get(f"day_{n}") is None) != (cleaned.get(f"share_{n}") is None):
                self.add_error(f"share_{n}", _("Fill in both, or neither."))
        return cleaned

    def steps(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"day_{n}"], self[f"share_{n}"]) for n in range(TERMS_STEPS)]

    def terms(self) -> Terms:
        data = self.cleaned_data
        steps = [(data[f"day_{n}"], data[f"share_{n}"]) for n in range(TERMS_STEPS)]
        refunds = tuple((day, share) for day, share in steps if day is not None)
        return Terms(refunds, data["session_percent"], data["pause_days"], data["most_pauses"])

    def begins(self) -> datetime | None:
        """The first instant of the day on the practice's clock."""
        day = self.cleaned_data["valid_from"]
        return datetime.combine(day, time(), PRACTICE_ZONE) if day else None

    @staticmethod
    def of(terms: Terms) -> dict[str, Any]:
        """What the fields show for terms that stand."""
        shown: dict[str, Any] = {"session_percent": terms.session_percent}
        shown |= {"pause_days": terms.pause_days, "most_pauses": terms.most_pauses}
        for n, (day, share) in enumerate(terms.refunds[:TERMS_STEPS]):
            shown[f"day_{n}"], shown[f"share_{n}"] = day, share
        return shown
