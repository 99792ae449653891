"""Measurements in bulk: kind, value, unit, date a line; all or nothing, every wrong line is told."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pathya.clients.catalogue import KINDS, Kind, Unit, canonical, is_plausible
from pathya.kit import clock

MOST = 1000
NOON = time(12)


@dataclass(frozen=True)
class Entry:
    """One value to enter."""

    kind: Kind
    entered: Decimal
    unit: Unit
    at: datetime

    @property
    def value(self) -> Decimal:
        return canonical(self.entered, self.unit)


@dataclass(frozen=True)
class Wrong:
    line: int
    text: str
    why: str


def parse(text: str, zone: ZoneInfo) -> tuple[list[Entry], list[Wrong]]:
    """Entries and wrong lines of a CSV text (comma, semicolon or tab); a heading line is passed over."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    entries: list[Entry] = []
    wrong: list[Wrong] = []
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and cells[0].lower() in {"kind", "what", _("What").lower()}):
            continue
        if len(entries) + len(wrong) >= MOST:
            wrong.append(Wrong(number, "", _("At most 1,000 lines at once.")))
            break
        try:
            slug, value, unit, day = (cells + [""] * 4)[:4]
            entries.append(entry(slug, value, unit, day, zone))
        except ValueError as error:
            wrong.append(Wrong(number, delimiter.join(row)[:120], str(error)))
    return entries, wrong


def entry(slug: str, value: str, unit: str, day: str, zone: ZoneInfo) -> Entry:
    """One checked value; ValueError says what to mend."""
    kind = KINDS.get(slug.lower()) or next((k for k in KINDS.values() if str(k.name).lower() == slug.lower()), None)
    if kind is None:
        raise ValueError(_("“%(text)s” is not a kind we know.") % {"text": slug[:40]})
    found = kind.unit(unit) if unit else kind.units[0]
    if found is None:
        units = ", ".join(one.shown for one in kind.units)
        raise ValueError(_("The unit must be one of: %(units)s.") % {"units": units})
    try:
        number = Decimal(value.replace(",", "."))
        if not number.is_finite() or abs(number) > 100_000:
            raise InvalidOperation
    except InvalidOperation:
        raise ValueError(_("“%(text)s” is not a number.") % {"text": value[:40]}) from None
    return checked(kind, number, found, _moment(day, zone))


def checked(kind: Kind, number: Decimal, unit: Unit, at: datetime) -> Entry:
    """Plausible, and not of the future; ValueError otherwise."""
    if not is_plausible(kind, canonical(number, unit)):
        limits = {"low": f"{kind.low:g}", "high": f"{kind.high:g}", "unit": kind.units[0].shown}
        raise ValueError(_("This must lie between %(low)s and %(high)s %(unit)s.") % limits)
    if at > clock.now():
        raise ValueError(_("That day has not come yet."))
    return Entry(kind, number, unit, at)


def _moment(day: str, zone: ZoneInfo) -> datetime:
    """Noon of a past day; now for today."""
    try:
        when = date.fromisoformat(day) if "-" in day else datetime.strptime(day, "%d/%m/%Y").date()  # noqa: DTZ007
    except ValueError:
        raise ValueError(_("Write the date like 2026-11-22 or 22/11/2026.")) from None
    if when.year < 1930:
        raise ValueError(_("Write the date like 2026-11-22 or 22/11/2026."))
    return (
        min(datetime.combine(when, NOON, zone), clock.now())
        if when == clock.today(zone)
        else datetime.combine(when, NOON, zone)
    )
