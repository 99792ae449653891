"""Calls in the person's own Google calendar: put, moved and taken under one id."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from pathya.calendars import google
from pathya.consultations.services import cancel
from pathya.integrations.delivery import Temporary
from pathya.kit import clock
from pathya.meetings import events, tasks
from tests import factories as cast
from tests.calendars.factories import FakeGoogle, connected
from tests.consultations.factories import NOW, TEN, book, nutritionist, tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeGoogle]:
    made = FakeGoogle()
    monkeypatch.setattr(google, "google", lambda: made)
    with clock.at(NOW):
        yield made


def work_off() -> int:
    jobs = list(ProcrastinateJob.objects.filter(task_name=tasks.sync_event.name, status="todo"))
    for job in jobs:
        tasks.sync_event(**job.args)
    ProcrastinateJob.objects.filter(pk__in=[job.pk for job in jobs]).update(status="succeeded")
    return len(jobs)


def test_a_call_is_put_into_the_calendars_of_those_who_connected_one(fake: FakeGoogle) -> None:
    connected(cast.asha())
    made = book(cast.asha(), nutritionist(cast.meera()), TEN, notes="Thyroid")
    tell_all()
    assert work_off() == 1
    [(event_id, body)] = fake.ours.items()
    assert event_id == events.event_id_of(made, cast.asha().pk)
    assert (body["summary"], body["visibility"]) == ("Discovery call with Meera Iyer", "private")
    assert body["start"] == {"dateTime": TEN.isoformat(), "timeZone": "UTC"}
    assert "Thyroid" not in str(body)
    tasks.sync_event(consultation_id=str(made.pk), person_id=str(cast.asha().pk))
    assert len(fake.ours) == 1
    cancel(viewer=cast.asha(), consultation_id=made.pk)
    tell_all()
    work_off()
    assert fake.ours == {}


def test_connecting_puts_the_coming_calls_there(fake: FakeGoogle) -> None:
    book(cast.asha(), nutritionist(cast.meera()), TEN)
    book(cast.bilal(), nutritionist(cast.meera()), TEN + timedelta(hours=1))
    connected(cast.meera())
    assert work_off() == 2
    assert len(fake.ours) == 2


def test_what_fails_for_now_is_tried_again(fake: FakeGoogle) -> None:
    connected(cast.asha())
    made = book(cast.asha(), nutritionist(cast.meera()), TEN)
    fake.down = True
    with pytest.raises(Temporary):
        events.sync(consultation_id=made.pk, person_id=cast.asha().pk)
    fake.down, fake.withdrawn, fake.valid = False, True, "other"
    events.sync(consultation_id=made.pk, person_id=cast.asha().pk)
    assert fake.ours == {}
