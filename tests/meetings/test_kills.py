"""Real workers, one killed with -9 while it sends reminders: each goes out once."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from pathya.kit import clock
from pathya.meetings import tasks
from pathya.meetings.models import Reminder
from pathya.meetings.rules import State
from pathya.operations import tasks as upkeep
from pathya.outbox.models import Message
from tests import factories as cast
from tests.consultations.factories import call, nutritionist
from tests.outbox.workers import Pair, until

COUNT = 150


def waiting() -> int:
    return Reminder.objects.filter(state=State.WAITING).count()


@pytest.mark.usefixtures("committed")
def test_a_killed_worker_costs_no_reminder_and_doubles_none() -> None:
    due = clock.now() - timedelta(seconds=1)
    meera = nutritionist(cast.meera())
    made = call(cast.asha(), meera, due + timedelta(days=1))
    Reminder.objects.bulk_create(
        Reminder(
            consultation=made,
            person=cast.person(f"Reader{number}", "Rao"),
            channel="mail",
            lead_minutes=24 * 60,
            due_at=due,
            good_until=due + timedelta(hours=23),
        )
        for number in range(COUNT)
    )
    pair = Pair("smtp://127.0.0.1:9?security=none")
    pair.start()
    try:
        for _ in range(4):
            tasks.remind.defer(timestamp=0)
        until(lambda: ProcrastinateJob.objects.filter(task_name=tasks.remind.name, status="doing").exists())
        pair.both[0].kill()

        def done() -> bool:
            upkeep.retry_stalled_jobs.defer(timestamp=0)
            tasks.remind.defer(timestamp=0)
            return waiting() == 0

        until(done)
    finally:
        pair.stop()
    keys = list(Message.objects.filter(template="meetings/mail/reminder").values_list("key", flat=True))
    assert len(keys) == len(set(keys)) == COUNT
    assert Reminder.objects.filter(state=State.SENT).count() == COUNT
