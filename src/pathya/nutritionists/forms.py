"""A nutritionist's booking rules, exceptions and time off."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pathya.kit import clock
from pathya.nutritionists import wording
from pathya.nutritionists.models import Nutritionist, Offer
from pathya.nutritionists.rules import Minutes, minutes

BUFFERS = (0, 5, 10, 15, 20, 30, 45, 60)
NOTICES = (0, 60, 120, 240, 720, 1440, 2880, 10080)
HORIZONS = (7, 14, 30, 60, 90, 180, 365)
STEPS = (10, 15, 20, 30, 45, 60)
LENGTHS = (10, 15, 20, 25, 30, 40, 45, 50, 60, 75, 90, 120)
RANGES = 3
"""Ranges the page offers for one date; the API takes more."""


def day_input() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, "%Y-%m-%d")


def time_input() -> forms.TimeInput:
    return forms.TimeInput({"type": "time", "step": 300}, "%H:%M")


def length(minutes: int) -> str:
    """`45 minutes`, `2 hours`, `7 days`."""
    if minutes and minutes % 1440 == 0:
        return ngettext("%(count)d day", "%(count)d days", minutes // 1440) % {"count": minutes // 1440}
    if minutes and minutes % 60 == 0:
        return ngettext("%(count)d hour", "%(count)d hours", minutes // 60) % {"count": minutes // 60}
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def choices(values: Iterable[int], current: int) -> list[tuple[int, str]]:
    return [(value, length(value)) for value in sorted({*values, current})]


class RulesForm(forms.Form):
    time_zone = forms.CharField(label=_("Your time zone"), max_length=64, help_text=_("Your hours are on this clock."))
    buffer_minutes = forms.TypedChoiceField(label=_("Pause after each call"), coerce=int)
    notice_minutes = forms.TypedChoiceField(label=_("Shortest notice"), coerce=int)
    horizon_days = forms.TypedChoiceField(label=_("Bookable ahead"), coerce=int)
    step_minutes = forms.TypedChoiceField(label=_("A slot begins every"), coerce=int)
    works_on_holidays = forms.BooleanField(label=_("I work on public holidays"), required=False)

    def __init__(self, nutritionist: Nutritionist, offers: Iterable[Offer], data: Any = None) -> None:
        self.offers = list(offers)
        initial = {name: getattr(nutritionist, name) for name in self.base_fields}
        super().__init__(data, initial=initial, prefix="rules")
        self._choose("buffer_minutes", choices(BUFFERS, nutritionist.buffer_minutes))
        self._choose("notice_minutes", choices(NOTICES, nutritionist.notice_minutes))
        ahead = sorted({*HORIZONS, nutritionist.horizon_days})
        self._choose("horizon_days", [(days, length(days * 1440)) for days in ahead])
        self._choose("step_minutes", choices(STEPS, nutritionist.step_minutes))
        for offer in self.offers:
            self.fields[f"length_{offer.kind_id}"] = forms.TypedChoiceField(
                label=offer.kind.name,
                coerce=int,
                choices=choices(LENGTHS, offer.duration_minutes),
                initial=offer.duration_minutes,
            )

    def _choose(self, name: str, found: list[tuple[int, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 – for the type checker
        field.choices = found

    def lengths(self) -> list[forms.BoundField]:
        return [self[f"length_{offer.kind_id}"] for offer in self.offers]

    def clean_time_zone(self) -> str:
        name: str = self.cleaned_data["time_zone"].strip()
        if not clock.is_zone(name):
            raise forms.ValidationError(wording.NOT_A_ZONE)
        return name

    def rules(self) -> dict[str, Any]:
        """Arguments of `services.set_rules`."""
        found = self.cleaned_data
        durations: dict[UUID, int] = {offer.kind_id: found[f"length_{offer.kind_id}"] for offer in self.offers}
        return {name: found[name] for name in self.base_fields} | {"durations": durations}


class ExceptionForm(forms.Form):
    CLOSED, OPEN = "closed", "open"

    date = forms.DateField(label=_("Date"), widget=day_input())
    state = forms.ChoiceField(
        label=_("On that day"),
        choices=[(CLOSED, _("I am closed")), (OPEN, _("I keep other hours"))],
        initial=CLOSED,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("For yourself: why"), max_length=120, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="exception")
        for number in range(RANGES):
            for side, label in (("start", _("From")), ("end", _("To"))):
                self.fields[f"{side}_{number}"] = forms.TimeField(label=label, required=False, widget=time_input())

    def ranges(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"start_{number}"], self[f"end_{number}"]) for number in range(RANGES)]

    def hours(self) -> list[Minutes]:
        return self._hours if self.cleaned_data["state"] == self.OPEN else []

    def clean(self) -> dict[str, Any] | None:
        found = super().clean() or self.cleaned_data
        self._hours: list[Minutes] = []
        if found.get("state") == self.OPEN:
            for number in range(RANGES):
                self._read(number, found.get(f"start_{number}"), found.get(f"end_{number}"))
            if not self._hours and not self.errors:
                self.add_error("start_0", _("Say from when to when you are open."))
        return found

    def _read(self, number: int, start: time | None, end: time | None) -> None:
        if start and end:
            self._hours.append(minutes(f"{start:%H:%M}", f"{end:%H:%M}"))
        elif start or end:
            self.add_error(f"start_{number}", wording.NOT_A_TIME)


class TimeOffForm(forms.Form):
    """Whole days unless times are given, on the nutritionist's own clock."""

    first_day = forms.DateField(label=_("First day"), widget=day_input())
    from_time = forms.TimeField(label=_("from"), required=False, widget=time_input())
    last_day = forms.DateField(label=_("Last day"), widget=day_input())
    until_time = forms.TimeField(label=_("until"), required=False, widget=time_input())
    reason = forms.CharField(label=_("For yourself: why"), max_length=120, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="off")

    def times(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        found = self.cleaned_data
        start = datetime.combine(found["first_day"], found["from_time"] or time(), zone)
        if found["until_time"]:
            return start, datetime.combine(found["last_day"], found["until_time"], zone)
        return start, datetime.combine(found["last_day"] + timedelta(days=1), time(), zone)

    def clean_last_day(self) -> Any:
        return _sensible(self.cleaned_data["last_day"])

    def clean_first_day(self) -> Any:
        return _sensible(self.cleaned_data["first_day"])


def _sensible(day: Any) -> Any:
    if not 1970 < day.year < 3000:
        raise forms.ValidationError(wording.TOO_FAR)
    return day
