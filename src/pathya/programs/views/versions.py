"""Versions of terms as the office reads them."""

from dataclasses import dataclass
from typing import Any

from pathya.kit import clock
from pathya.programs import wording
from pathya.programs.models import Policy, Program


@dataclass(frozen=True)
class Version:
    row: Policy
    state: str
    lines: list[str]


def groups(rows: list[Policy], programs: list[Program], chosen: Program | None) -> list[tuple[Any, list[Version]]]:
    """All programs first, then each with its versions: whether it counts now, later or no more, and what it says."""
    shown = [chosen] if chosen else programs
    return [(None, _versions(rows, None)), *((one, _versions(rows, one)) for one in shown)]


def _versions(rows: list[Policy], program: Program | None) -> list[Version]:
    now, found, is_past = clock.now(), [], False
    key = program.pk if program else None
    for row in (row for row in rows if row.program_id == key):
        state = "coming" if row.valid_from > now else "past" if is_past else "now"
        is_past = is_past or state == "now"
        found.append(Version(row, state, wording.shares(row.terms)))
    return found
