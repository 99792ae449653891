"""What people fill in about a call."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pathya.consultations.rules import MOST_SEATS, NOTES_LENGTH, REASON_LENGTH, REVIEW_LENGTH, SUMMARY_LENGTH
from pathya.kit import clock


class NotesForm(forms.Form):
    notes = forms.CharField(
        label=_("What would you like to talk about?"),
        help_text=_("A sentence is enough. Only your nutritionist reads this; it is stored encrypted."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        max_length=NOTES_LENGTH,
        required=False,
    )


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Only the two of you see it."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        max_length=REASON_LENGTH,
        required=False,
    )


class HostMoveForm(forms.Form):
    """A moment on the nutritionist's own clock."""

    at = forms.DateTimeField(
        label=_("New day and time"),
        help_text=_("On your own clock."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": 300}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The client reads it."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        max_length=REASON_LENGTH,
    )
    sequence = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    """The version of the call that was looked at."""


class GroupMoveForm(HostMoveForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].help_text = _("Everybody who has a seat reads it.")


class GroupForm(forms.Form):
    """A group session; the moment is on the nutritionist's clock. Its choices are given by the view."""

    offer = forms.ChoiceField(label=_("Kind of session"))
    title = forms.CharField(label=_("Name"), help_text=_("What it is about; everybody reads it."), max_length=120)
    about = forms.CharField(
        label=_("Description"), widget=forms.Textarea(attrs={"rows": 4}), max_length=1000, required=False
    )
    at = forms.DateTimeField(
        label=_("Day and time"),
        help_text=_("On the nutritionist's clock, any time ahead without another call."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": 300}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=240, initial=60)
    seats = forms.IntegerField(label=_("Seats"), min_value=2, max_value=MOST_SEATS, initial=8)
    fee = forms.DecimalField(
        label=_("Fee of a seat, in rupees"),
        help_text=_("0: free of charge."),
        min_value=0,
        max_value=999_999,
        decimal_places=2,
        initial=0,
    )


class GroupEndForm(forms.Form):
    notes = forms.CharField(
        label=_("Notes for everybody who came"),
        help_text=_("Kept with each call; add what concerns one person on the page of their call."),
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        max_length=SUMMARY_LENGTH,
    )


class NoShowForm(forms.Form):
    waive = forms.BooleanField(label=_("Waive it this time: the client gets everything back"), required=False)


class ReviewForm(forms.Form):
    rating = forms.TypedChoiceField(
        label=_("Your rating"),
        coerce=int,
        choices=[(5, _("5: very good")), (4, _("4: good")), (3, _("3: fair")), (2, _("2: poor")), (1, _("1: bad"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("In your words"),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        max_length=REVIEW_LENGTH,
        required=False,
    )


def asked_day(query: QueryDict, name: str) -> date | None:
    """A day like 2027-01-12 from an address; None for anything else."""
    try:
        day = date.fromisoformat(query.get(name, "")[:10])
    except ValueError:
        return None
    return day if 2000 < day.year < 2200 else None


def asked_month(query: QueryDict) -> date | None:
    """The first of a month like 2027-01 from an address."""
    return asked_day(QueryDict(f"m={query.get('month', '')[:7]}-01"), "m")


def asked_instant(text: Any) -> datetime | None:
    """An aware instant like 2027-01-12T04:30:00Z; None for anything else."""
    try:
        instant = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return instant if instant.tzinfo and 2000 < instant.year < 2200 else None


def asked_zone(text: str | None, otherwise: ZoneInfo) -> ZoneInfo:
    """A zone of the IANA list by name."""
    return ZoneInfo(text) if text and clock.is_zone(text) else otherwise
