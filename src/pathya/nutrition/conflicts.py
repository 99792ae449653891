"""Wishes that cannot all hold on one day, in words: what each is now, and where it is relaxed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathya.nutrition.words import GROUPS, NUTRIENTS

Asked = Mapping[str, Any]
HERE = ("time", "budget", "variety")
"""Wishes of the plan itself; the others follow from the client's targets."""


@dataclass(frozen=True)
class Clash:
    """`now` says what is asked today, empty where nothing is; `is_here`: relaxed with the plan, not in the targets."""

    name: str
    label: str
    now: str
    relax: str
    is_here: bool


def clashes(conflict: Asked | None, asked: Asked) -> list[Clash]:
    return [
        Clash(name, str(GROUPS[name][0]), NOW[name](asked), str(GROUPS[name][1]), name in HERE)
        for name in (conflict or {}).get("groups", [])
    ]


def _energy(asked: Asked) -> str:
    return _("%(kcal)d kcal a day, seven per cent more or less") % {"kcal": asked["need"]["energy"] or 0}


def _macros(_asked: Asked) -> str:
    return _("fat 15–35 %, carbohydrate at most 68 % of the energy")


def _protein(asked: Asked) -> str:
    least = asked["need"]["least"].get("protein")
    return _("at least %(grams)d g a day") % {"grams": round(least)} if least else ""


def _limits(asked: Asked) -> str:
    most = asked["need"]["most"]
    told = [f"{NUTRIENTS[name]} ≤ {most[name]:g}" for name in asked["need"].get("hard", []) if name in most]
    return ", ".join(told) or _("salt of ordinary cooking")


def _time(asked: Asked) -> str:
    return _("at most %(minutes)d minutes a day") % {"minutes": asked["wishes"].get("minutes") or 0}


def _budget(asked: Asked) -> str:
    return _("at most ₹%(rupees)d a day") % {"rupees": asked["wishes"].get("rupees") or 0}


def _variety(asked: Asked) -> str:
    times = asked["wishes"].get("most_times") or 3
    return ngettext("a dish at most %(n)d time", "a dish at most %(n)d times", times) % {"n": times}


def _dislikes(asked: Asked) -> str:
    count = len(asked["wishes"].get("dislikes") or [])
    return ngettext("%(n)d dish left out", "%(n)d dishes left out", count) % {"n": count}


NOW: dict[str, Callable[[Asked], str]] = {
    "energy": _energy, "macros": _macros, "protein": _protein, "limits": _limits, "time": _time, "budget": _budget,
    "variety": _variety, "dislikes": _dislikes,
}  # fmt: skip
