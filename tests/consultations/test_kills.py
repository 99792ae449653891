"""The web and the worker killed in the middle of bookings: what was acknowledged is there, told once, nothing twice."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, time, timedelta
from threading import Event
from zoneinfo import ZoneInfo

import httpx
from procrastinate.contrib.django.models import ProcrastinateJob

from pathya.accounts.models import User
from pathya.consultations.booking import utc
from pathya.consultations.models import Consultation
from pathya.kit import clock
from pathya.operations.models import AuditEvent
from pathya.outbox.models import Message
from pathya.outbox.rules import State
from tests import factories as cast
from tests.consultations.factories import kind, nutritionist
from tests.consultations.processes import Program, Web, until

PEOPLE, SLOTS = 8, 40


def test_nothing_acknowledged_is_lost_and_nothing_is_told_twice(web: Web, worker: Program) -> None:
    meera = nutritionist(cast.meera())
    people = [cast.person(f"Client{number}", "Kill") for number in range(PEOPLE)]
    bodies = [
        {"nutritionistId": str(meera.pk), "kindId": str(kind().pk), "scheduledAt": utc(start)} for start in starts()
    ]
    tokens = [cast.access_token(person) for person in people]
    acknowledged: list[str] = []
    stop = Event()
    web.wait()

    def book(number: int) -> None:
        headers = {"Authorization": f"Bearer {tokens[number]}"}
        for body in bodies[number::PEOPLE]:
            while not stop.is_set():
                with suppress(httpx.TransportError):
                    answer = web.http.post("/api/v1/consultations/book", json=body, headers=headers)
                    assert answer.status_code in {201, 409}, answer.text
                    if answer.status_code == 201:
                        acknowledged.append(answer.json()["data"]["id"])
                    break

    with ThreadPoolExecutor(PEOPLE) as pool:
        done = [pool.submit(book, number) for number in range(PEOPLE)]
        try:
            for killed in (web, worker, web):
                seen = len(acknowledged)
                until(lambda seen=seen: len(acknowledged) > seen + 3 or all(task.done() for task in done))
                killed.kill()
                killed.start_again()
            until(lambda: all(task.done() for task in done), within=90)
        finally:
            stop.set()
        for task in done:
            task.result()
    check(acknowledged, people)


def check(acknowledged: list[str], people: list[User]) -> None:
    """Every slot is booked once, whoever was told so; four things follow each booking exactly once."""
    rows = Consultation.objects.filter(client__in=people)
    assert rows.count() == SLOTS == len(set(rows.values_list("starts_at", flat=True)))
    assert set(acknowledged) <= {str(pk) for pk in rows.values_list("pk", flat=True)}
    assert AuditEvent.objects.filter(event="consultations.call.booked").count() == SLOTS
    until(lambda: Message.objects.filter(state=State.SENT).count() == 2 * SLOTS, within=90)
    assert Message.objects.count() == 2 * SLOTS
    until(lambda: not ProcrastinateJob.objects.filter(task_name="consultations.tell", status="todo").exists())


def starts() -> list[datetime]:
    """Half-hours from 9 am in Kolkata on the days after tomorrow, 16 a day."""
    first = clock.today("Asia/Kolkata") + timedelta(days=2)
    return [
        datetime.combine(first + timedelta(days=n // 16), time(9), ZoneInfo("Asia/Kolkata"))
        + timedelta(minutes=30 * (n % 16))
        for n in range(SLOTS)
    ]
