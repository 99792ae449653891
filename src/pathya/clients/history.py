"""The shape of a medical history: sections, each a list of rows or a set of answers, held to limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_ROWS = 50
TEXT, LONG = 200, 1000


class State(TextChoices):
    CURRENT = "current", _("Current")
    PAST = "past", _("Past")


class Severity(TextChoices):
    MILD = "mild", _("Mild")
    MODERATE = "moderate", _("Moderate")
    SEVERE = "severe", _("Severe")


class Reaction(TextChoices):
    ALLERGY = "allergy", _("Allergy")
    INTOLERANCE = "intolerance", _("Intolerance")


@dataclass(frozen=True)
class Column:
    """One field of a row; `choices` empty: free text; `needed`: a row without it is none."""

    name: str
    label: str | Promise
    choices: tuple[tuple[str, Any], ...] = ()
    needed: bool = False
    longest: int = TEXT


@dataclass(frozen=True)
class Section:
    """`is_list`: any number of rows; otherwise one row."""

    name: str
    title: str | Promise
    columns: tuple[Column, ...]
    is_list: bool = True


def _name(label: str | Promise) -> Column:
    return Column("name", label, needed=True)


SINCE = Column("since", _("Since (year)"), longest=20)
DOSE = Column("dose", _("Dose and how often"))
_SECTIONS = (
    Section(
        "conditions",
        _("Conditions"),
        (_name(_("Condition")), SINCE, Column("status", _("Status"), tuple(State.choices))),
    ),
    Section("surgeries", _("Operations"), (_name(_("Operation")), Column("year", _("Year"), longest=20))),
    Section("family", _("In the family"), (_name(_("Condition")), Column("relative", _("Who")))),
    Section("medications", _("Medicines"), (_name(_("Medicine")), DOSE, SINCE)),
    Section("supplements", _("Supplements"), (_name(_("Supplement")), DOSE)),
    Section(
        "allergies",
        _("Allergies and intolerances"),
        (
            _name(_("To what")),
            Column("reaction", _("Kind"), tuple(Reaction.choices)),
            Column("severity", _("How severe"), tuple(Severity.choices)),
        ),
    ),
    Section(
        "lifestyle",
        _("Daily life"),
        (
            Column("smoking", _("Tobacco")),
            Column("alcohol", _("Alcohol")),
            Column("sleep", _("Sleep")),
            Column("stress", _("Stress")),
            Column("notes", _("Anything else"), longest=LONG),
        ),
        is_list=False,
    ),
    Section(
        "women",
        _("Women's health"),
        (
            Column("cycle", _("Cycle")),
            Column("pregnancy", _("Pregnant, breastfeeding or trying")),
            Column("menopause", _("Menopause")),
            Column("notes", _("Anything else"), longest=LONG),
        ),
        is_list=False,
    ),
)
SECTIONS = {section.name: section for section in _SECTIONS}


def empty() -> dict[str, Any]:
    return {name: [] if section.is_list else {} for name, section in SECTIONS.items()}


def complete(data: Mapping[str, Any] | None) -> dict[str, Any]:
    """The document with every section there."""
    return {**empty(), **(data or {})}


def tidy(section: Section, rows: Any) -> Any:
    """Rows with text trimmed, empty cells and rows left out; ValueError names what can't be taken."""
    if not section.is_list:
        return _row(section, rows)
    if len(rows) > MOST_ROWS:
        raise ValueError(section.name)
    kept = [_row(section, row) for row in rows]
    return [row for row in kept if row]


def _row(section: Section, row: Mapping[str, Any]) -> dict[str, str]:
    cells = {}
    for column in section.columns:
        text = str(row.get(column.name) or "").strip()
        if len(text) > column.longest or (text and column.choices and text not in dict(column.choices)):
            raise ValueError(f"{section.name}.{column.name}")
        if text:
            cells[column.name] = text
    needed = [column.name for column in section.columns if column.needed]
    return cells if not section.is_list or all(name in cells for name in needed) else {}
