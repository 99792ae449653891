"""Random plans, then bookings, groups, seats, moves and cancellations in random order: every answer is the one that the
oracle gives, no two calls overlap, the slots are the oracle's, the reminders are exactly those that should be."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathya.accounts.models import User
from pathya.consultations import errors, groups, moving, services, slots
from pathya.consultations.models import Consultation, GroupSession
from pathya.consultations.rules import Status
from pathya.kit import clock
from pathya.kit.errors import PathyaError
from pathya.meetings.models import Reminder
from pathya.meetings.reminders import plan, send_due
from pathya.nutritionists.models import Nutritionist
from pathya.outbox.models import Message
from tests import factories as people
from tests.consultations import oracle
from tests.consultations.oracle import Week
from tests.consultations.test_races import OVERLAPS
from tests.consultations.test_slots import stored
from tests.consultations.test_slots_grid import weeks
from tests.nutritionists import factories

DAYS = [date(2027, 3, 28), date(2027, 10, 31), date(2027, 3, 14), date(2027, 4, 4), date(2027, 6, 15)]
"""Clocks change in London (twice), New York and Sydney; one ordinary day."""
SEATS = 2
VERBS = ["book", "book", "book", "group", "seat", "seat", "move", "cancel"]
steps = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 2), st.integers(0, 10_000)), min_size=6, max_size=14)


@dataclass
class World:
    """What the test believes, to be compared with what the program does."""

    week: Week
    who: Nutritionist
    clients: list[User]
    day: datetime
    now: datetime

    def open(self) -> list[Consultation]:
        return list(
            Consultation.every.filter(nutritionist=self.who, status__in=Status.OPEN).order_by("starts_at", "pk")
        )

    def held(self, without: Consultation | None = None) -> list[tuple[datetime, datetime]]:
        """The nutritionist's time, buffers included."""
        rows = [call for call in self.open() if call.seat is None and (without is None or call.pk != without.pk)]
        return [(call.starts_at, call.busy_until) for call in rows]

    def is_busy(self, client: User, start: datetime, end: datetime, without: Consultation | None = None) -> bool:
        return any(
            call.starts_at < end and start < call.ends_at
            for call in self.open()
            if call.client_id == client.pk and (without is None or call.pk != without.pk)
        )

    def is_held(self, start: datetime, minutes: int, without: Consultation | None = None) -> bool:
        done = start + timedelta(minutes=minutes + self.week.buffer)
        return any(begin < done and start < until for begin, until in self.held(without))


def offered(world: World) -> list[datetime]:
    """The slots of the day that are offered, taken or not."""
    bare = Week(**{**world.week.__dict__, "calls": []})
    return [moment for moment, _ in oracle.slots(bare, world.day, world.day + timedelta(days=1), world.now)]


def any_time(world: World, number: int, choices: list[datetime]) -> datetime:
    """Mostly a slot, sometimes an odd minute of the day."""
    if choices and number % 5:
        return choices[number % len(choices)]
    return world.day + timedelta(minutes=number % 1440)


def outcome(work: Callable[[], object]) -> str:
    try:
        work()
    except PathyaError as fact:
        return fact.code
    return "done"


def step(world: World, verb: str, number: int, client: User, choices: list[datetime]) -> tuple[str, str]:
    """What happened, and what should have."""
    length, kind = world.week.length, factories.kind().pk
    start = any_time(world, number, choices)
    end = start + timedelta(minutes=length)
    if verb == "book":
        expected = "slot_not_offered" if start not in choices else "done"
        if expected == "done" and world.is_busy(client, start, end):
            expected = errors.ClientBusy.code
        elif expected == "done" and world.is_held(start, length):
            expected = errors.SlotTaken.code
        got = outcome(
            lambda: services.book(
                client=client, nutritionist_id=world.who.pk, kind_id=kind, starts_at=start, zone="Europe/London"
            )
        )
        return ("slot_not_offered" if got in {"slot_too_soon", "slot_too_far", "slot_past"} else got), expected
    if verb == "group":
        minutes = 5 + number % 90
        taken = world.is_held(start, minutes)
        ask = groups.Plan(world.who.pk, kind, "Group", "", SEATS, start, minutes=minutes)
        expected = errors.SlotPast.code if start <= world.now else errors.SlotTaken.code if taken else "done"
        return outcome(lambda: groups.open_group(viewer=world.who.user, plan=ask)), expected
    return later(world, verb, number, client, choices)


def later(world: World, verb: str, number: int, client: User, choices: list[datetime]) -> tuple[str, str]:
    """Steps upon what is there; "nothing" when there is none."""
    start = any_time(world, number, choices)
    if verb == "seat":
        sessions = list(GroupSession.objects.filter(nutritionist=world.who).order_by("opened_at", "pk"))
        if not sessions:
            return "nothing", "nothing"
        session = sessions[number % len(sessions)]
        time = Consultation.every.get(group=session, seat=None)
        seats = [call for call in world.open() if call.group_id == session.pk and call.seat is not None]
        if any(call.client_id == client.pk for call in seats):
            expected = "done"
        elif len(seats) >= SEATS:
            expected = errors.GroupFull.code
        else:
            busy = world.is_busy(client, time.starts_at, time.ends_at)
            expected = errors.ClientBusy.code if busy else "done"
        take = lambda: groups.take_seat(client=client, group_id=session.pk, zone="Europe/London")  # noqa: E731
        return outcome(take), expected
    mine = [call for call in world.open() if call.client_id == client.pk and (verb == "cancel" or not call.group_id)]
    if not mine:
        return "nothing", "nothing"
    call = mine[number % len(mine)]
    if verb == "cancel":
        return outcome(lambda: services.cancel(viewer=client, consultation_id=call.pk)), "done"
    end = start + (call.ends_at - call.starts_at)
    clash = world.is_held(start, call.duration_minutes, call) or world.is_busy(client, start, end, call)
    expected = errors.SlotPast.code if start <= world.now else "clash" if clash else "done"
    got = outcome(
        lambda: moving.reschedule(viewer=world.who.user, consultation_id=call.pk, starts_at=start, reason="Why not")
    )
    return ("clash" if got in {errors.SlotTaken.code, errors.ClientBusy.code} else got), expected


def check_slots(world: World) -> None:
    """With groups, moved calls and buffers, the list is the oracle's."""
    week = Week(**{**world.week.__dict__, "calls": world.held()})
    found = slots.free_slots(
        nutritionist_id=world.who.pk, kind_id=factories.kind().pk, first_day=world.day.date(),
        last_day=world.day.date(), zone=ZoneInfo("UTC"), now=world.now,
    )  # fmt: skip
    expected = oracle.slots(week, world.day, world.day + timedelta(days=1), world.now)
    assert [(slot.start, slot.available) for slot in found[0][1]] == expected


def check_reminders(world: World) -> None:
    """A mail a day and an hour before to each of a call's people, to the host of a group once; none twice or late."""
    for call in Consultation.every.filter(nutritionist=world.who):
        plan(consultation_id=call.pk)
    due = []
    for call in world.open():
        both = [call.client_id, world.who.user_id]
        told = both if call.group_id is None else [call.client_id]
        leads = [timedelta(hours=24), timedelta(hours=1)]
        due += [(call.pk, person, call.starts_at - lead) for person in told for lead in leads]
    expected = sorted((row for row in due if row[2] > world.now), key=str)
    live = Reminder.objects.exclude(state="dropped").values_list("consultation", "person", "due_at")
    assert sorted(live, key=str) == expected
    with clock.at(world.day + timedelta(days=3)):
        send_due()
        assert not Message.objects.filter(key__startswith="reminder:").exists()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), day=st.sampled_from(DAYS), ago=st.integers(30, 2000), script=steps)
def test_random_calendars(
    db: None, data: st.DataObject, day: date, ago: int, script: list[tuple[str, int, int]]
) -> None:
    with transaction.atomic():
        week = data.draw(weeks(day))
        week.calls = []
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        now = start - timedelta(minutes=ago, seconds=30)  # the clock goes on while the test runs
        names = ["Ravi", "Sona", "Tara"]
        with clock.at(now):
            clients = [people.person(name, "Random") for name in names]
            world = World(week, stored(week), clients, start, now)
            choices = offered(world)
            for verb, number, chance in script:
                got, expected = step(world, verb, chance, clients[number], choices)
                assert got == expected, (verb, chance)
            assert count(OVERLAPS) == 0
            check_slots(world)
            check_reminders(world)
        transaction.set_rollback(True)


def count(statement: str) -> int:
    with transaction.get_connection().cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])
