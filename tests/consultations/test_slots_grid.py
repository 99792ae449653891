"""The grid against the oracle, over random plans, zones and the days on which clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from pathya.consultations.grid import Schedule
from tests.consultations import oracle
from tests.consultations.oracle import Minutes, Week

ZONES = [
    "Asia/Kolkata", "America/New_York", "Europe/London", "Australia/Sydney", "Australia/Lord_Howe",
    "Asia/Kathmandu", "Pacific/Apia", "America/Santiago", "America/Havana", "Pacific/Auckland", "UTC",
]  # fmt: skip
DAYS = [
    date(2027, 3, 28), date(2027, 10, 31), date(2027, 3, 14), date(2027, 11, 7), date(2027, 4, 4), date(2027, 10, 3),
    date(2027, 4, 3), date(2027, 9, 5), date(2027, 9, 26), date(2027, 6, 15), date(2028, 2, 29),
]  # fmt: skip


@st.composite
def ranges(draw: st.DrawFn, most: int = 2) -> list[Minutes]:
    """Ranges of one day that do not overlap; the last may run past midnight."""
    edges = sorted(draw(st.sets(st.integers(0, 287), max_size=most * 2)))
    pairs = [(start * 5, end * 5) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    if pairs and draw(st.booleans()):
        start, end = pairs.pop()
        pairs.append((start, min(end + draw(st.integers(0, 120)) * 5, start + 1440)))
    return pairs


@st.composite
def weeks(draw: st.DrawFn, day: date) -> Week:
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    near = st.integers(-2, 2).map(lambda n: day + timedelta(days=n))
    moments = st.integers(-600, 600).map(
        lambda n: datetime.combine(day, datetime.min.time(), UTC) + timedelta(minutes=5 * n)
    )
    spans = st.tuples(moments, st.integers(1, 60)).map(lambda two: (two[0], two[0] + timedelta(minutes=5 * two[1])))
    return Week(
        zone=zone,
        length=draw(st.sampled_from([5, 20, 30, 45, 60, 90])),
        step=draw(st.sampled_from([5, 15, 20, 30, 45, 60])),
        buffer=draw(st.sampled_from([0, 10, 15])),
        notice=draw(st.sampled_from([0, 120, 1500])),
        horizon_days=draw(st.sampled_from([1, 2, 30])),
        weekly={weekday: draw(ranges()) for weekday in range(7)},
        breaks={weekday: draw(ranges(most=1)) for weekday in range(7)},
        exceptions=draw(st.dictionaries(near, ranges(), max_size=2)),
        holidays=draw(st.sets(near, max_size=1)),
        away=draw(st.lists(spans, max_size=2)),
        calls=draw(st.lists(spans, max_size=4)),
    )


def schedule(week: Week) -> Schedule:
    seconds = [[(int(a.timestamp()), int(b.timestamp())) for a, b in spans] for spans in (week.away, week.calls)]
    return Schedule(
        zone=week.zone, length=week.length * 60, step=week.step * 60, buffer=week.buffer * 60,
        notice=week.notice * 60, horizon_days=week.horizon_days,
        weekly=[week.weekly.get(n, []) for n in range(7)], breaks=[week.breaks.get(n, []) for n in range(7)],
        exceptions={day.toordinal(): hours for day, hours in week.exceptions.items()},
        holidays=frozenset(day.toordinal() for day in week.holidays), away=seconds[0], taken=seconds[1],
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(data=st.data(), day=st.sampled_from(DAYS), viewer=st.sampled_from(ZONES), ago=st.integers(-600, 2000))
def test_the_grid_says_what_the_oracle_says(data: st.DataObject, day: date, viewer: str, ago: int) -> None:
    week = data.draw(weeks(day))
    start = datetime.combine(day, datetime.min.time(), ZoneInfo(viewer)).astimezone(UTC)
    end = datetime.combine(day + timedelta(days=1), datetime.min.time(), ZoneInfo(viewer)).astimezone(UTC)
    now = start - timedelta(minutes=ago)
    found = schedule(week).slots(int(start.timestamp()), int(end.timestamp()), int(now.timestamp()))
    assert [(datetime.fromtimestamp(moment, UTC), free) for moment, free in found] == oracle.slots(
        week, start, end, now
    )
