"""The progress report as a PDF: numbers as they read, lines as points between 0 and 1."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.integrations.pdf import render
from pathya.journeys import insights
from pathya.journeys.report import Eaten, Measured, Report
from pathya.kit import clock
from pathya.kit.languages import HINDI
from pathya.ui import words

LINES = ("weight_kg", "energy", "mood", "sleep_hours", "water_ml")
SOURCE = "ICMR–NIN 2020"


def pdf(client: User, told: Report, language: str) -> bytes:
    """In one language; no row for what was not logged."""
    with translation.override(language):
        title = _("Progress report")
        span = {"first": words.short_date(told.first), "last": words.short_date(told.last)}
        data: dict[str, Any] = {
            "title": title,
            "name": client.get_full_name(),
            "span": _("%(first)s to %(last)s") % span,
            "facts": _facts(told),
            "measures": [_measured(one) for one in told.measures],
            "lines": [line for name in LINES if (line := _line(told, name))],
            "macros": [_eaten(one) for one in told.macros],
            "micros": [_eaten(one) for one in told.nutrients if one not in told.macros],
            "symptoms": [[one.label, str(one.days), f"{one.mean:.1f}", str(one.worst)] for one in told.symptoms],
            "insights": [f"{one.text} ({insights.rests_on(one.days)}, {one.sure})" for one in told.insights],
            "achievements": told.achievements,
            "texts": _texts(told),
        }
    short = HINDI if language.startswith(HINDI) else "en"
    return render("journeys/report", data, short, made_at=clock.now())


def _facts(told: Report) -> list[list[str]]:
    return [
        [_("Days logged"), f"{told.days_logged} / {told.days}"],
        [_("Days with food"), str(told.food_days)],
        [_("Longest streak"), str(told.longest_streak)],
    ]


def _measured(one: Measured) -> list[str]:
    change = "–" if one.change is None else f"{one.change:+.{one.places}f}"
    trend = "–" if one.trend_per_week is None else f"{one.trend_per_week:+.2g}"
    return [
        f"{one.label} {one.unit}".strip(),
        str(one.days),
        f"{one.mean:.{one.places}f}",
        f"{one.low:g} – {one.high:g}",
        change,
        trend,
    ]


def _eaten(one: Eaten) -> list[str]:
    target = "–" if one.target is None else f"{one.target:.{0 if one.target >= 20 else 1}f}"
    share = "–" if one.share is None else f"{one.share} %"
    return [one.label, f"{one.mean:.{one.places}f} {one.unit}", target, share, f"{one.known_percent} %"]


def _line(told: Report, name: str) -> dict[str, Any] | None:
    """Points of a line, each part unbroken; at least two values."""
    held = {one.day: float(value) for one in told.check_ins if (value := getattr(one, name)) is not None}
    if len(held) < 2:
        return None
    low, high = min(held.values()), max(held.values())
    measure = next(one for one in told.measures if one.name == name)
    return {
        "title": f"{measure.label} {measure.unit}".strip(),
        "low": f"{low:g}",
        "high": f"{high:g}",
        "parts": list(_parts(held, told.first, told.days, low, (high - low) or 1)),
    }


def _parts(
    held: dict[date, float], first: date, length: int, low: float, height: float
) -> Iterable[Sequence[list[float]]]:
    part: list[list[float]] = []
    for n in range(length):
        value = held.get(date.fromordinal(first.toordinal() + n))
        if value is None and part:
            yield part
            part = []
        elif value is not None:
            part.append([round(n / max(length - 1, 1), 4), round((value - low) / height, 4)])
    if part:
        yield part


def _texts(told: Report) -> dict[str, Any]:
    return {
        "measures": _("What you measured"),
        "measure_heads": [_("Measure"), _("Days"), _("Mean"), _("From – to"), _("Change"), _("A week")],
        "measure_note": _(
            "Change: the last seven days with a value against the first seven. "
            "A week: the trend, where it is hardly chance."
        ),
        "food": _("What you ate"),
        "food_heads": [_("A day, mean"), _("Amount"), _("Need"), _("Share"), _("Known")],
        "food_note": _(
            "Means over %(days)d days with food; needs after %(source)s. Known: for how much of what was eaten the "
            "amount is known. What is unknown is not counted as zero."
        )
        % {"days": told.food_days, "source": SOURCE},
        "symptoms": _("What you felt"),
        "symptom_heads": [_("Symptom"), _("Days"), _("Mean"), _("Strongest")],
        "insights": _("What the days show"),
        "insight_note": _("Things that go together; one need not be the cause of the other."),
        "nothing": _nothing(told),
        "achievements": _("Achievements"),
    }


def _nothing(told: Report) -> str:
    if told.asked:
        return _("Nothing stands out from chance so far.")
    return _("Can't tell yet: it takes at least 21 logged days.")
