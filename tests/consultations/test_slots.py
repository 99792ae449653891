"""Free slots as they stand in the database, by readable example."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from pathya.calendars.models import BusyTime, Connection
from pathya.consultations import queries, slots
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.kit import sql
from pathya.kit.errors import Invalid, NotFound
from pathya.nutritionists.models import Holiday, Nutritionist
from tests import factories as people
from tests.consultations import oracle
from tests.consultations.oracle import Week
from tests.consultations.test_slots_grid import DAYS, weeks
from tests.nutritionists import factories
from tests.nutritionists.factories import DISCOVERY, FIRST

pytestmark = pytest.mark.django_db

KOLKATA, LONDON = ZoneInfo("Asia/Kolkata"), ZoneInfo("Europe/London")
MONDAY = date(2027, 3, 1)
NOW = datetime(2027, 2, 28, 0, 0, tzinfo=UTC)


def times(
    who: Nutritionist,
    day: date,
    *,
    kind: str = DISCOVERY,
    zone: ZoneInfo = KOLKATA,
    now: datetime = NOW,
    taken: bool = False,
) -> list[str]:
    """The starts of a day on the viewer's clock that are free (or, asked so, taken)."""
    found = slots.free_slots(
        nutritionist_id=who.pk, kind_id=factories.kind(kind).pk, first_day=day, last_day=day, zone=zone, now=now
    )
    assert [shown for shown, _ in found] == [day]
    return [f"{slot.start.astimezone(zone):%H:%M}" for slot in found[0][1] if slot.available != taken]


def call(who: Nutritionist, starts_at: datetime, minutes: int = 20, **fields: Any) -> Consultation:
    buffer = fields.pop("buffer_minutes", who.buffer_minutes)
    return Consultation.objects.create(
        nutritionist=who,
        client=fields.pop("client", None) or people.asha(),
        kind=factories.kind(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        busy_until=starts_at + timedelta(minutes=minutes + buffer),
        buffer_minutes=buffer,
        time_zone="Asia/Kolkata",
        **fields,
    )


def local(day: date, hour: int, minute: int = 0, zone: ZoneInfo = KOLKATA) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)


def test_a_day_runs_from_opening_to_closing_without_the_break() -> None:
    found = times(factories.meera(), MONDAY, kind=FIRST)
    assert found == ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30", "12:00",
                     "14:00", "14:30", "15:00", "15:30", "16:00"]  # fmt: skip


def test_a_closed_weekday_has_none() -> None:
    assert times(factories.meera(), MONDAY + timedelta(days=5)) == []


def test_a_call_takes_its_slot_and_its_buffer_on_both_sides() -> None:
    meera = factories.meera(buffer_minutes=10)
    call(meera, local(MONDAY, 10))
    assert times(meera, MONDAY, taken=True) == ["10:00"]
    assert times(meera, MONDAY, kind=FIRST, taken=True) == ["09:00", "09:30", "10:00"]


def test_a_buffer_of_half_an_hour_shuts_the_neighbours() -> None:
    meera = factories.meera(buffer_minutes=30)
    call(meera, local(MONDAY, 10))
    assert times(meera, MONDAY, taken=True) == ["09:30", "10:00", "10:30"]


def test_a_cancelled_call_takes_nothing() -> None:
    meera = factories.meera()
    call(meera, local(MONDAY, 10), status=Status.CANCELLED, cancelled_at=NOW)
    assert times(meera, MONDAY, taken=True) == []


def test_notice_and_past_are_left_out() -> None:
    meera = factories.meera(notice_minutes=120)
    assert times(meera, MONDAY, now=local(MONDAY, 13, 1))[0] == "15:30"


def test_the_horizon_ends_with_a_whole_day() -> None:
    meera = factories.meera(horizon_days=1)
    assert times(meera, MONDAY, now=local(MONDAY, 16))[:1] == []
    assert times(meera, MONDAY + timedelta(days=1), now=local(MONDAY, 16))[-1] == "16:30"
    assert times(meera, MONDAY + timedelta(days=2), now=local(MONDAY, 16)) == []


def test_an_exception_replaces_the_hours_of_its_date() -> None:
    meera = factories.meera()
    factories.exception(meera, MONDAY, (780, 840))
    factories.exception(meera, MONDAY + timedelta(days=1))
    assert times(meera, MONDAY) == ["13:00", "13:30"]
    assert times(meera, MONDAY + timedelta(days=1)) == []


def test_a_holiday_is_closed_unless_worked_or_excepted() -> None:
    Holiday.objects.create(date=MONDAY, name_en="Holiday")
    meera, kabir = factories.meera(), factories.kabir(works_on_holidays=True)
    factories.hours(kabir, 0, (600, 660))
    assert times(meera, MONDAY) == []
    assert times(kabir, MONDAY) == ["10:00", "10:30"]
    factories.exception(meera, MONDAY, (600, 660))
    assert times(meera, MONDAY) == ["10:00", "10:30"]


def test_time_off_takes_what_it_touches() -> None:
    meera = factories.meera()
    factories.time_off(meera, local(MONDAY, 9, 50), timedelta(hours=5, minutes=15))
    assert times(meera, MONDAY) == ["09:00", "09:30", "15:30", "16:00", "16:30"]


def test_a_night_shift_runs_past_midnight_and_belongs_to_its_day() -> None:
    kabir = factories.kabir()
    factories.hours(kabir, 0, (23 * 60, 25 * 60))
    assert times(kabir, MONDAY) == ["23:00", "23:30"]
    assert times(kabir, MONDAY + timedelta(days=1)) == ["00:00", "00:30"]


def test_a_call_may_run_over_midnight_where_one_day_meets_the_next() -> None:
    kabir = factories.kabir()
    factories.hours(kabir, 0, (23 * 60, 24 * 60))
    factories.hours(kabir, 1, (0, 60))
    assert times(kabir, MONDAY, kind=FIRST) == ["23:00", "23:30"]


def test_a_viewers_day_may_touch_two_of_the_nutritionists() -> None:
    meera = factories.meera()
    found = times(meera, MONDAY, zone=ZoneInfo("America/New_York"), now=NOW - timedelta(days=2))
    assert found[0] == "00:00"
    assert found[-1] == "23:30"


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2027, 3, 27), "03:30", "11:00"),
        (date(2027, 3, 28), "04:30", "12:00"),
        (date(2027, 10, 31), "03:30", "11:00"),
    ],
)
def test_a_practice_in_kolkata_seen_from_london_when_the_clocks_change(day: date, first: str, last: str) -> None:
    kabir = factories.kabir()
    factories.hours(kabir, day.weekday(), factories.OFFICE)
    found = times(kabir, day, zone=LONDON, now=local(day, 0) - timedelta(days=2))
    assert (found[0], found[-1], len(found), len(set(found))) == (first, last, 16, 16)


@pytest.mark.parametrize(("day", "count"), [(date(2027, 3, 28), 5), (date(2027, 10, 31), 7)])
def test_a_london_night_has_one_hour_less_or_more(day: date, count: int) -> None:
    kabir = factories.kabir(time_zone="Europe/London", step_minutes=60)
    factories.hours(kabir, 6, (0, 6 * 60))
    found = slots.free_slots(
        nutritionist_id=kabir.pk, kind_id=factories.kind(FIRST).pk, first_day=day, last_day=day, zone=LONDON,
        now=local(day, 0) - timedelta(days=2),
    )  # fmt: skip
    starts = [slot.start for slot in found[0][1]]
    assert len(starts) == count
    assert {later - earlier for earlier, later in pairwise(starts)} == {timedelta(hours=1)}


def test_a_range_is_its_days_in_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    meera, kind = factories.meera(), factories.kind()
    arguments: dict[str, Any] = {"nutritionist_id": meera.pk, "kind_id": kind.pk, "zone": LONDON, "now": NOW}
    with django_assert_num_queries(1):
        month = slots.free_slots(first_day=MONDAY, last_day=MONDAY + timedelta(days=29), **arguments)
    assert len(month) == 30
    for day, found in month:
        assert slots.free_slots(first_day=day, last_day=day, **arguments) == [(day, found)]


@pytest.mark.parametrize("length", [-1, 62, 4000])
def test_a_range_is_not_endless(length: int) -> None:
    meera = factories.meera()
    with pytest.raises(Invalid):
        slots.free_slots(
            nutritionist_id=meera.pk, kind_id=factories.kind().pk, zone=LONDON, now=NOW,
            first_day=MONDAY, last_day=MONDAY + timedelta(days=length),
        )  # fmt: skip


def test_who_is_not_listed_or_does_not_offer_it_is_not_found() -> None:
    hidden, kabir = factories.meera(is_listed=False), factories.kabir(offers=(DISCOVERY,))
    for who, kind in ((hidden, DISCOVERY), (kabir, FIRST)):
        with pytest.raises(NotFound):
            times(who, MONDAY, kind=kind)


def test_next_free_of_many_in_one_statement_or_two(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    meera, kabir = factories.meera(), factories.kabir()
    call(meera, local(MONDAY, 9))
    with django_assert_num_queries(1):
        assert slots.next_free([meera.pk], now=NOW)[meera.pk].start == local(MONDAY, 9, 30)
    with django_assert_num_queries(2):
        found = slots.next_free([meera.pk, kabir.pk], now=NOW)
    assert {id_: slot.start for id_, slot in found.items()} == {meera.pk: local(MONDAY, 9, 30)}


@pytest.mark.parametrize("away", [0, 6, 7, 8, 20, 25])
def test_next_free_looks_as_far_as_the_slots_do(away: int) -> None:
    meera = factories.meera()
    factories.time_off(meera, NOW, timedelta(days=away, hours=5))
    call(meera, local(MONDAY, 9))
    days = slots.free_slots(
        nutritionist_id=meera.pk, kind_id=factories.kind().pk, zone=KOLKATA, now=NOW,
        first_day=MONDAY, last_day=MONDAY + timedelta(days=40),
    )  # fmt: skip
    first = next(slot for _, found in days for slot in found if slot.available)
    assert slots.next_free([meera.pk], now=NOW) == {meera.pk: first}


def test_who_is_free_on_a_day_of_the_viewer() -> None:
    meera, kabir = factories.meera(), factories.kabir()
    factories.hours(kabir, 6, (600, 660))
    ids = [meera.pk, kabir.pk]
    assert slots.free_on(ids, MONDAY, zone=KOLKATA, now=NOW) == {meera.pk}
    assert slots.free_on(ids, MONDAY + timedelta(days=6), zone=KOLKATA, now=NOW) == {kabir.pk}


def test_the_nearest_free_ones_around_a_taken_one() -> None:
    meera = factories.meera()
    for client, minute in ((people.asha(), 0), (people.bilal(), 30)):
        call(meera, local(MONDAY, 10, minute), client=client)
    found = slots.nearest_free(
        nutritionist_id=meera.pk, kind_id=factories.kind().pk, wanted=local(MONDAY, 10), now=NOW, count=3
    )
    assert [slot.start for slot in found] == [local(MONDAY, 9), local(MONDAY, 9, 30), local(MONDAY, 11)]


def bookable(who: Nutritionist, moments: list[datetime], now: datetime) -> list[datetime]:
    """Those of `moments` for which `BOOKABLE` has its row."""
    one = f"WITH {queries.BOOKABLE} SELECT starts_at FROM bookable".replace("%(starts_at)s", "asked.moment")
    statement = f"SELECT b.* FROM unnest(%(moments)s::timestamptz[]) AS asked (moment), LATERAL ({one}) b"
    fixed = {"nutritionist": who.pk, "kind": factories.kind().pk, "minutes": None, "ahead": 0}
    parameters = {**fixed, "moments": moments, "now": now}
    return [moment for (moment,) in sql.rows(statement, parameters)]


def stored(week: Week) -> Nutritionist:
    """The plan of the oracle as rows."""
    Nutritionist.objects.all().delete()
    Connection.objects.all().delete()
    Holiday.objects.all().delete()
    who = factories.kabir(
        time_zone=week.zone.key, buffer_minutes=week.buffer, notice_minutes=week.notice,
        horizon_days=week.horizon_days, step_minutes=week.step, offers=(DISCOVERY,),
    )  # fmt: skip
    who.offers.update(duration_minutes=week.length)
    for is_break, days in ((False, week.weekly), (True, week.breaks)):
        for weekday, ranges in days.items():
            for minutes in ranges:
                factories.hours(who, weekday, minutes, is_break=is_break)
    for day, ranges in week.exceptions.items():
        factories.exception(who, day, *ranges)
    held = Connection.objects.create(person=who.user, refresh_token="R")
    for number, (start, end) in enumerate(week.away):
        if number % 2:
            BusyTime.objects.create(
                connection=held, person=who.user, event_id=str(number), starts_at=start, ends_at=end
            )
        else:
            factories.time_off(who, start, end - start)
    Holiday.objects.bulk_create(Holiday(date=day, name_en="Holiday") for day in week.holidays)
    return who


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), day=st.sampled_from(DAYS), ago=st.integers(-600, 2000), odd=st.integers(1, 4))
def test_the_database_says_what_the_oracle_says(db: None, data: st.DataObject, day: date, ago: int, odd: int) -> None:
    """Both ways of asking: the statement behind the slots, and `BOOKABLE` for every five minutes of a day."""
    week = data.draw(weeks(day))
    week.calls = []
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    now = start - timedelta(minutes=ago)
    expected = [moment for moment, _ in oracle.slots(week, start, start + timedelta(days=1), now)]
    who = stored(week)
    found = slots.free_slots(
        nutritionist_id=who.pk, kind_id=factories.kind().pk, first_day=day, last_day=day, zone=ZoneInfo("UTC"), now=now
    )
    assert [slot.start for slot in found[0][1]] == expected
    asked = [start + timedelta(minutes=5 * n) for n in range(288)] + [start + timedelta(minutes=odd)]
    assert bookable(who, asked, now) == expected
