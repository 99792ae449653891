"""What the component pages show: made-up days, times and people of development."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pathya.kit import clock
from pathya.ui import charts, picker, words

ZONE = ZoneInfo("Asia/Kolkata")


class SampleForm(forms.Form):
    """Every kind of field; its errors come from a bound, empty copy."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=60)
    email = forms.EmailField(
        label=gettext_lazy("Email"), help_text=gettext_lazy("We send the link for the call there.")
    )
    password = forms.CharField(label=gettext_lazy("Password"), widget=forms.PasswordInput)
    reason = forms.CharField(
        label=gettext_lazy("What brings you here?"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    diet = forms.ChoiceField(
        label=gettext_lazy("How do you eat?"),
        choices=[
            ("v", gettext_lazy("Vegetarian")),
            ("e", gettext_lazy("With eggs")),
            ("a", gettext_lazy("Everything")),
        ],
        widget=forms.RadioSelect,
    )
    city = forms.ChoiceField(label=gettext_lazy("City"), choices=[("p", "Pune"), ("d", "Delhi"), ("k", "Kochi")])
    agree = forms.BooleanField(label=gettext_lazy("I have read how my data is kept"))


def sample() -> dict[str, Any]:
    """For the sample page."""
    now = clock.now().astimezone(ZONE)
    later = (now + timedelta(1)).replace(hour=10, minute=30, second=0, microsecond=0)
    names = [("Meera Krishnan", 900), ("Kabir Anand", 1200), ("Sunita Rao", 0)]
    lines = [
        _("Calm guts, steady energy, food you know"),
        _("Diabetes, one plate at a time"),
        _("Cycles and PCOS without crash diets"),
    ]
    topics = [[_("Digestion"), _("Energy")], [_("Diabetes"), _("Heart")], [_("PCOS"), _("Skin")]]
    people = [
        {"name": name, "fee": fee, "line": line, "topics": about, "next": later + timedelta(hours=5 * number)}
        for number, ((name, fee), line, about) in enumerate(zip(names, lines, topics, strict=True))
    ]
    return {"next": later, "people": people}


def days(chosen: str) -> dict[str, Any]:
    """A month with free days, and the times of one day."""
    today = clock.today(ZONE)
    selected = date.fromisoformat(chosen) if chosen else today + timedelta(2)
    free = {today + timedelta(n): 3 + n % 4 for n in range(1, 60) if n % 7 not in {3, 5}}
    month = picker.month(
        selected,
        free,
        link=lambda day: f"?day={day.isoformat()}#days",
        month_link=lambda day: f"?day={day.isoformat()}#days",
        today=today,
        selected=selected,
        latest=today + timedelta(60),
    )
    start = datetime.combine(selected, datetime.min.time(), ZONE)
    times = [start + timedelta(minutes=minutes) for minutes in (570, 600, 660, 750, 870, 990, 1050, 1110, 1230)]
    return {"month": month, "parts": picker.parts_of_day(times, ZONE, selected=times[4])}


def numbers() -> dict[str, Any]:
    """Charts and figures."""
    today = clock.today(ZONE)
    weights: list[float | None] = [71.8, 71.6, 71.7, 71.2, None, 70.9, 70.8, 70.9, 70.4, 70.2, 70.3, 69.9]
    line = [
        charts.Point(words.short_date(today - timedelta(7 * (len(weights) - n))), value, f"{value} kg")
        for n, value in enumerate(weights)
    ]
    fibre = [24.0, 31.0, 18.0, 28.0, 33.0, 0.0, 29.0]
    bars = [
        charts.Point(words.short_date(today - timedelta(len(fibre) - n)), grams, f"{grams:g} g")
        for n, grams in enumerate(fibre)
    ]
    return {
        "line": charts.line_chart(_("Weight"), line, summary=_("1.9 kg less in twelve weeks")),
        "bars": charts.bar_chart(_("Fibre"), bars, summary=_("26 g a day this week"), unit=" g"),
        "stats": [
            {
                "label": _("Weight"),
                "value": "69.9",
                "unit": "kg",
                "note": _("1.9 kg less than in September"),
                "spark": charts.sparkline(weights),
            },
            {
                "label": _("Sleep"),
                "value": "7:10",
                "unit": _("hours"),
                "note": _("20 minutes more than last week"),
                "spark": charts.sparkline([6.4, 6.8, 6.2, 7.0, 7.1, 6.9, 7.2]),
            },
        ],
    }
