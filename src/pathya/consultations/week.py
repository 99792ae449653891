"""A nutritionist's week as a grid: calls, open hours, absences, times taken elsewhere, and what clashes with what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.calendars.models import BusyTime, Connection
from pathya.consultations import selectors
from pathya.consultations.grid import MINUTE, Span
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.consultations.slots import open_spans
from pathya.kit.errors import NotFound
from pathya.nutritionists.models import DayException, Holiday, Nutritionist, TimeOff

DAYS = 7
FINE = 5
"""Minutes of one step of the grid: what begins between two is drawn from the earlier."""
USUAL = (8, 19)
"""Hours that are always in view."""


@dataclass(frozen=True)
class Place:
    """From and to as minutes of the local day, rounded to the grid."""

    start: int
    end: int

    @property
    def css(self) -> str:
        """`from-h9 from-m30 to-h10 to-m0`"""
        (h, m), (to_h, to_m) = divmod(self.start, 60), divmod(self.end, 60)
        return f"from-h{h} from-m{m} to-h{to_h} to-m{to_m}"


@dataclass(frozen=True)
class Block:
    """Time that is open, or not: `kind` is open, off or busy."""

    kind: str
    place: Place
    starts_at: datetime
    ends_at: datetime
    label: str = ""


@dataclass(frozen=True)
class Slip:
    """A call in its column; `troubles` say what is odd about its time."""

    call: Consultation
    place: Place
    busy_minutes: int
    troubles: Sequence[str]
    is_movable: bool


@dataclass
class Column:
    date: date
    label: str = ""
    slips: list[Slip] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def opens(self) -> str:
        """For the page's script: `600-780 840-1080`."""
        return " ".join(f"{one.place.start}-{one.place.end}" for one in self.blocks if one.kind == "open")

    @property
    def shut(self) -> list[Block]:
        return [one for one in self.blocks if one.kind != "open"]


@dataclass(frozen=True)
class Week:
    columns: list[Column]
    top: int
    """The first and the hour after the last in view."""
    bottom: int
    connection: Connection | None

    @property
    def hours(self) -> range:
        return range(self.top, self.bottom)


def of(viewer: User, first: date, zone: ZoneInfo, now: datetime) -> Week:
    """Seven local days from `first`; eight statements for any number of calls."""
    who = Nutritionist.objects.filter(user=viewer).first()
    if who is None:
        raise NotFound
    start, end = (selectors.midnight(first + timedelta(days=n), zone) for n in (0, DAYS))
    days = selectors.days(viewer, first, DAYS, zone)
    columns = [Column(day.date) for day in days]
    opened = open_spans(who.pk, start, end)
    away = list(TimeOff.objects.filter(nutritionist=who, starts_at__lt=end, ends_at__gt=start))
    busy = list(BusyTime.objects.filter(person=viewer, starts_at__lt=end, ends_at__gt=start))
    for column, day in zip(columns, days, strict=True):
        _fill(column, _pieces(opened, away, busy, column.date, zone))
        column.slips = [_slip(call, column.date, zone, now, opened, busy) for call in day.calls]
    _label(columns, who, first)
    edges = [slip.place for column in columns for slip in column.slips]
    edges += [block.place for column in columns for block in column.blocks if block.kind == "open"]
    top = min([USUAL[0], *(place.start // 60 for place in edges)])
    bottom = max([USUAL[1], *(-(-place.end // 60) for place in edges)])
    return Week(columns, top, bottom, Connection.objects.filter(person=viewer).first())


def _fill(column: Column, pieces: Iterable[Block]) -> None:
    column.blocks = sorted(pieces, key=lambda one: (one.kind != "open", one.starts_at))


def _pieces(
    opened: Sequence[Span], away: Sequence[TimeOff], busy: Sequence[BusyTime], day: date, zone: ZoneInfo
) -> list[Block]:
    spans = [("open", datetime.fromtimestamp(a, zone), datetime.fromtimestamp(b, zone), "") for a, b in opened]
    spans += [("off", one.starts_at, one.ends_at, one.reason) for one in away]
    spans += [("busy", one.starts_at, one.ends_at, "") for one in busy]
    found = []
    for kind, starts_at, ends_at, label in spans:
        if place := _place(starts_at, ends_at, day, zone):
            found.append(Block(kind, place, starts_at, ends_at, label))
    return found


def _place(starts_at: datetime, ends_at: datetime, day: date, zone: ZoneInfo) -> Place | None:
    """Where a span lies on a local day, by the clock on the wall; None when it touches another day only."""
    midnight = datetime.combine(day, time(), zone)
    following = datetime.combine(day + timedelta(days=1), time(), zone)
    if ends_at <= midnight or starts_at >= following:
        return None
    start = 0 if starts_at <= midnight else _minute(starts_at.astimezone(zone))
    end = 24 * 60 if ends_at >= following else _minute(ends_at.astimezone(zone))
    start, end = start // FINE * FINE, -(-end // FINE) * FINE
    return Place(start, end) if end > start else None


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute


def _slip(
    call: Consultation, day: date, zone: ZoneInfo, now: datetime, opened: Sequence[Span], busy: Sequence[BusyTime]
) -> Slip:
    span = (int(call.starts_at.timestamp()), int(call.ends_at.timestamp()))
    troubles = []
    if call.is_open and call.ends_at > now:
        clashes = any(one.starts_at < call.ends_at and one.ends_at > call.starts_at for one in busy)
        if clashes:
            troubles.append(_("clashes with your own calendar"))
        elif not any(a <= span[0] and span[1] <= b for a, b in opened):
            troubles.append(_("outside your hours"))
    place = _place(call.starts_at, call.ends_at, day, zone) or Place(0, FINE)
    busy_minutes = (int(call.busy_until.timestamp()) - span[0]) // MINUTE
    is_movable = call.status == Status.SCHEDULED and call.starts_at > now
    return Slip(call, place, busy_minutes, troubles, is_movable)


def _label(columns: list[Column], who: Nutritionist, first: date) -> None:
    """Holidays and exceptions by name."""
    last = first + timedelta(days=DAYS - 1)
    own = {row.date: row for row in DayException.objects.filter(nutritionist=who, date__range=(first, last))}
    free = {row.date: row for row in Holiday.objects.filter(date__range=(first, last))}
    for column in columns:
        if row := own.get(column.date):
            column.label = row.reason or _("Other hours")
        elif (day := free.get(column.date)) and not who.works_on_holidays:
            column.label = day.name
