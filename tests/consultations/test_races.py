"""Rivals with connections of their own. The exclusion constraints decide; nobody sees an error of the server."""

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from pathya.accounts.models import User
from pathya.consultations import errors, groups, moving, series, services
from pathya.consultations.booking import utc
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.kit import clock
from pathya.kit.errors import PathyaError
from pathya.nutritionists.models import Nutritionist
from pathya.operations.models import AuditEvent
from tests import factories as cast
from tests.api import ApiClient
from tests.consultations.factories import kind, nutritionist

pytestmark = pytest.mark.usefixtures("committed")
T = TypeVar("T")

OVERLAPS = """
SELECT count(*) FROM consultations_consultation a JOIN consultations_consultation b
  ON a.id < b.id AND a.status IN ('scheduled', 'awaiting_payment', 'in_progress')
 AND b.status IN ('scheduled', 'awaiting_payment', 'in_progress')
 AND (a.nutritionist_id = b.nutritionist_id AND a.seat IS NULL AND b.seat IS NULL
      AND tstzrange(a.starts_at, a.busy_until) && tstzrange(b.starts_at, b.busy_until)
   OR a.client_id = b.client_id AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at))
"""


def at_once(work: Callable[[int], T], count: int) -> list[T]:
    """`work(0)` … `work(count - 1)`, each in a thread with a connection of its own."""

    def one(number: int) -> T:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def clients(count: int) -> list[User]:
    return [cast.person(f"Client{number}", "Race") for number in range(count)]


def slots(count: int) -> list[datetime]:
    """Starts of the day after tomorrow from 9 am in Kolkata, half an hour apart."""
    day = clock.today("Asia/Kolkata") + timedelta(days=2)
    nine = datetime.combine(day, time(9), ZoneInfo("Asia/Kolkata"))
    return [nine + timedelta(minutes=30 * number) for number in range(count)]


def overlaps() -> int:
    with connection.cursor() as cursor:
        cursor.execute(OVERLAPS)
        return int(cursor.fetchone()[0])


def test_64_clients_at_one_slot() -> None:
    meera, (slot,) = nutritionist(cast.meera()), slots(1)
    api = [ApiClient(client) for client in clients(64)]
    body = {"nutritionistId": str(meera.pk), "kindId": str(kind().pk), "scheduledAt": utc(slot)}
    answers = at_once(lambda number: api[number].post("/consultations/book", body), 64)
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 63}
    lost = [answer.json()["error"] for answer in answers if answer.status_code == 409]
    assert {error["code"] for error in lost} == {"slot_taken"}
    assert all(error["nearest"] and error["nearest"][0]["time"] != utc(slot) for error in lost)
    assert Consultation.objects.filter(status__in=Status.OPEN).count() == 1
    assert AuditEvent.objects.filter(event="consultations.call.booked").count() == 1
    assert ProcrastinateJob.objects.filter(task_name="consultations.tell").count() == 1


def test_64_clients_at_8_slots() -> None:
    """Each slot goes to one of them; nobody is left with an error of the server."""
    meera, times, many = nutritionist(cast.meera()), slots(8), clients(64)
    got = Counter(at_once(lambda number: outcome(many[number], meera, times[number % 8]), 64))
    assert got == {"booked": 8, "slot_taken": 56}
    assert Consultation.objects.filter(status__in=Status.OPEN).values("starts_at").distinct().count() == 8
    assert overlaps() == 0


def test_64_clients_at_8_seats() -> None:
    """Exactly eight sit, each on a seat of their own; the others are told that it is full."""
    meera, (slot,), many = nutritionist(cast.meera()), slots(1), clients(64)
    plan = groups.Plan(meera.pk, kind().pk, "Group", "", seats=8, starts_at=slot)
    session = groups.open_group(viewer=meera.user, plan=plan)
    api = [ApiClient(client) for client in many]
    answers = at_once(lambda number: api[number].post(f"/consultations/groups/{session.pk}/seat", {}), 64)
    assert Counter(answer.status_code for answer in answers) == {201: 8, 409: 56}
    assert {answer.json()["error"]["code"] for answer in answers if answer.status_code == 409} == {"group_full"}
    seats = Consultation.objects.filter(group=session, status__in=Status.OPEN).values_list("seat", flat=True)
    assert sorted(seats) == list(range(1, 9))


def test_two_series_that_cross_are_booked_one_whole_and_the_other_not_at_all() -> None:
    meera, (first,), many = nutritionist(cast.meera(), horizon_days=60), slots(1), clients(8)
    starts = [first + timedelta(weeks=n) for n in range(4)]

    def book(number: int) -> str:
        mine = starts if number % 2 else starts[::-1]
        try:
            series.book(
                client=many[number], nutritionist_id=meera.pk, kind_id=kind().pk, starts=mine, zone="Asia/Kolkata"
            )
        except PathyaError as fact:
            return fact.code
        return "booked"

    assert Counter(at_once(book, 8)) == {"booked": 1, "slot_taken": 7}
    assert Consultation.objects.filter(status__in=Status.OPEN).count() == 4


def test_one_client_at_many_nutritionists() -> None:
    (asha,), (slot,) = clients(1), slots(1)
    many = [nutritionist(cast.person(f"Nutri{number}", "Race", cast.Role.NUTRITIONIST)) for number in range(16)]
    results = at_once(lambda number: outcome(asha, many[number], slot), 16)
    assert Counter(results) == {"booked": 1, "client_busy": 15}


def test_one_key_64_times() -> None:
    meera, (slot,), (asha,) = nutritionist(cast.meera()), slots(1), clients(1)
    api = ApiClient(asha)
    body = {"nutritionistId": str(meera.pk), "kindId": str(kind().pk), "scheduledAt": utc(slot)}

    def send(_: int) -> Any:
        return ApiClient(token=api.token).post("/consultations/book", body, Idempotency_Key="once")

    answers = at_once(send, 64)
    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert Consultation.objects.count() == 1


def test_a_storm_of_bookings_and_cancellations() -> None:
    people, times = clients(16), slots(8)
    two = [nutritionist(cast.meera()), nutritionist(cast.kabir(), step_minutes=10, buffer_minutes=15)]
    kind()

    def storm(number: int) -> Counter[str]:
        chance, told = random.Random(number), Counter[str]()  # noqa: S311 – repeatable
        for _ in range(40):
            dice = chance.random()
            if dice < 0.45:
                told[outcome(people[number], chance.choice(two), chance.choice(times))] += 1
            elif dice < 0.7:
                told[move_any(people[number], chance, chance.choice(times))] += 1
            else:
                told[cancel_any(people[number], chance)] += 1
        return told

    told = sum(at_once(storm, 16), Counter())
    assert set(told) <= {
        "booked",
        "slot_taken",
        "client_busy",
        "slot_not_offered",
        "cancelled",
        "nothing",
        "moved",
        "not_movable",
    }
    assert told["booked"] > 16
    assert told["cancelled"] > 8
    assert told["moved"] > 4
    assert overlaps() == 0
    assert Consultation.objects.count() == told["booked"]
    assert Consultation.objects.filter(status=Status.CANCELLED).count() == told["cancelled"]
    assert ProcrastinateJob.objects.filter(task_name="consultations.tell").count() == (
        told["booked"] + told["cancelled"] + told["moved"]
    )


def test_both_cancel_at_once() -> None:
    meera, (slot,), (asha,) = nutritionist(cast.meera()), slots(1), clients(1)
    assert outcome(asha, meera, slot) == "booked"
    made = Consultation.objects.get()
    people = [asha, cast.meera()] * 8
    at_once(lambda number: services.cancel(viewer=people[number], consultation_id=made.pk), 16)
    made.refresh_from_db()
    assert (made.status, made.sequence) == (Status.CANCELLED, 1)
    assert AuditEvent.objects.filter(event="consultations.call.cancelled").count() == 1


def outcome(client: User, who: Nutritionist, starts_at: datetime) -> str:
    """Try to book; the code of what stood against it."""
    try:
        services.book(
            client=client, nutritionist_id=who.pk, kind_id=kind().pk, starts_at=starts_at, zone="Asia/Kolkata"
        )
    except PathyaError as fact:
        return fact.code
    return "booked"


def move_any(client: User, chance: random.Random, to: datetime) -> str:
    """Move one of the client's open calls somewhere else; what came of it."""
    mine = list(Consultation.objects.filter(client=client, status__in=Status.OPEN).exclude(starts_at=to))
    if not mine:
        return "nothing"
    try:
        moving.reschedule(viewer=client, consultation_id=chance.choice(mine).pk, starts_at=to)
    except PathyaError as fact:
        return fact.code
    return "moved"


def cancel_any(client: User, chance: random.Random) -> str:
    mine = list(Consultation.objects.filter(client=client, status=Status.SCHEDULED).values_list("pk", flat=True))
    if not mine:
        return "nothing"
    services.cancel(viewer=client, consultation_id=chance.choice(mine))
    return "cancelled"


def test_who_waits_too_long_is_told_to_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rival that never ends: no error of the server, but `busy`."""
    monkeypatch.setattr("pathya.kit.locks.PATIENCE", "50ms")
    meera, (slot,), (asha, bilal) = nutritionist(cast.meera()), slots(1), clients(2)

    with transaction.atomic():
        assert outcome(asha, meera, slot) == "booked"
        assert at_once(lambda _: outcome(bilal, meera, slot), 1) == [errors.Busy.code]
