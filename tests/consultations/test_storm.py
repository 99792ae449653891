"""32 clients book, move, cancel, take seats and leave them at once, over HTTP, while web and worker are killed.

Four seconds here, and as long as it takes for each kill to fall among bookings; `PATHYA_STORM_SECONDS=30` makes it the
long one.
"""

import os
import random
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import Any

import httpx
import pytest
from django.db.models import Sum
from procrastinate.contrib.django.models import ProcrastinateJob

from pathya.accounts.models import User
from pathya.consultations import groups
from pathya.consultations.booking import utc
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.operations.models import AuditEvent
from pathya.outbox.models import Message
from tests import factories as cast
from tests.consultations.factories import kind, nutritionist
from tests.consultations.processes import Program, Web, until
from tests.consultations.test_races import clients, overlaps, slots

SECONDS = float(os.environ.get("PATHYA_STORM_SECONDS", "4"))
PEOPLE, SLOTS, SEATS = 32, 12, 8
FACTS = {200, 201, 404, 409, 503}
"""What may be answered: it is done, or a fact stands against it; never an error of the server."""


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of calls a minute are not what is tried here."""
    monkeypatch.setenv("PATHYA_API_PER_PERSON", "0")
    monkeypatch.setenv("PATHYA_API_PER_ADDRESS", "0")


class Person:
    """One client with a session of their own, doing what chance says until it is enough."""

    def __init__(self, number: int, user: User, world: dict[str, Any]) -> None:
        self.chance = random.Random(number)  # noqa: S311 – repeatable
        self.headers = {"Authorization": f"Bearer {cast.access_token(user)}"}
        self.world, self.booked = world, list[str]()
        self.told = Counter[int]()

    def storm(self, enough: Event) -> None:
        with httpx.Client(base_url=f"{self.world['web'].url}/api/v1/consultations", headers=self.headers) as http:
            while not enough.is_set():
                try:
                    self.act(http)
                except httpx.TransportError:
                    time.sleep(0.05)

    def act(self, http: httpx.Client) -> None:
        dice, chance = self.chance.random(), self.chance
        if dice < 0.45 or not self.booked:
            body = {
                "nutritionistId": chance.choice(self.world["who"]),
                "kindId": self.world["kind"],
                "scheduledAt": chance.choice(self.world["slots"]),
            }
            answer = http.post("/book", json=body)
            if answer.status_code == 201:
                self.booked.append(answer.json()["data"]["id"])
        elif dice < 0.6:
            body = {"scheduledAt": chance.choice(self.world["slots"])}
            answer = http.post(f"/{chance.choice(self.booked)}/reschedule", json=body)
        elif dice < 0.8:
            answer = http.post(f"/{chance.choice(self.booked)}/cancel", json={})
        elif dice < 0.92:
            answer = http.post(f"/groups/{self.world['group']}/seat", json={})
        else:
            answer = http.delete(f"/groups/{self.world['group']}/seat")
        assert answer.status_code in FACTS, answer.text
        self.told[answer.status_code] += 1


def test_a_storm_with_web_and_worker_killed(unlimited: None, web: Web, worker: Program) -> None:
    meera, times = nutritionist(cast.meera()), [utc(start) for start in slots(SLOTS)]
    two = [meera, nutritionist(cast.kabir(), buffer_minutes=0)]
    plan = groups.Plan(meera.pk, kind().pk, "Group", "", seats=SEATS, starts_at=slots(1)[0] + timedelta(days=1))
    group = groups.open_group(viewer=meera.user, plan=plan)
    world = {
        "web": web, "who": [str(one.pk) for one in two], "kind": str(kind().pk), "slots": times, "group": str(group.pk),
    }  # fmt: skip
    people = [Person(number, user, world) for number, user in enumerate(clients(PEOPLE))]
    web.wait()
    enough = Event()
    with ThreadPoolExecutor(PEOPLE) as pool:
        running = [pool.submit(person.storm, enough) for person in people]
        try:
            for part, killed in enumerate((web, worker, None), start=1):
                time.sleep(SECONDS / 3)
                until(lambda part=part: sum(person.told[201] for person in people) >= part * SLOTS or failed(running))
                if killed:
                    killed.kill()
                    killed.start_again()
        finally:
            enough.set()
        for task in running:
            task.result()
    web.kill()
    worker.kill()
    check(people, sum((person.told for person in people), Counter()))


def failed(running: list[Future[None]]) -> bool:
    return any(task.done() for task in running)


def check(people: list[Person], told: Counter[int]) -> None:
    """Nobody overlaps, no seat is given twice, what was told is there, each change is recorded and told of once."""
    assert told[201] >= 3 * SLOTS
    assert overlaps() == 0
    seats = Consultation.objects.filter(seat__isnull=False, status__in=Status.OPEN).values_list("seat", flat=True)
    assert len(seats) == len(set(seats)) <= SEATS
    every = {str(pk) for pk in Consultation.objects.values_list("pk", flat=True)}
    assert {pk for person in people for pk in person.booked} <= every
    counted = {
        name: AuditEvent.objects.filter(event=f"consultations.call.{name}").count()
        for name in ("booked", "moved", "cancelled")
    }
    assert counted == {
        "booked": len(every),
        "moved": Consultation.objects.aggregate(Sum("moves"))["moves__sum"],
        "cancelled": Consultation.objects.filter(status=Status.CANCELLED).count(),
    }
    assert len(written() | waiting()) == 1 + sum(counted.values())


def written() -> set[tuple[str, str, str]]:
    """The changes that mails tell of: event, call, version. Each mail has a key of its own, so none is there twice."""
    keys = Message.objects.filter(key__startswith="consultation-").values_list("key", flat=True)
    parts = [key.removeprefix("consultation-").split(":") for key in keys]
    return {(event, call, version) for event, call, version, _reader in parts}


def waiting() -> set[tuple[str, str, str]]:
    """The changes whose job was not done, or not to its end."""
    jobs = ProcrastinateJob.objects.filter(task_name="consultations.tell").values_list("args", flat=True)
    return {(job["event"], job["consultation_id"], str(job["sequence"])) for job in jobs}
