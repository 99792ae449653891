from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from pathya.care import services as care
from pathya.clients.models import Metric
from pathya.journeys import comments, services, tasks, upkeep, watch
from pathya.journeys.eating import Eaten
from pathya.journeys.meals import NewMeal, log_meal, remove_meal
from pathya.journeys.models import Alert, Comment, Meal
from pathya.journeys.worries import Lived, reasons, told
from pathya.kit import clock
from pathya.outbox.models import Message
from tests.api import ApiClient
from tests.factories import asha, charlie, kabir, meera

NOON = datetime(2027, 1, 12, 6, 30, tzinfo=UTC)
DAY = date(2027, 1, 12)
db = pytest.mark.django_db


def back(*days: int) -> list[date]:
    return [DAY - timedelta(days=n) for n in days]


@pytest.mark.parametrize(
    ("lived", "kinds"),
    [
        (Lived(), []),
        (Lived(weights=dict(zip(back(0, 3, 28, 30), (67, 67, 70, 70), strict=True))), ["weight"]),
        (Lived(weights=dict(zip(back(0, 3, 28, 30), (68, 68, 70, 70), strict=True))), []),
        (Lived(weights=dict(zip(back(0, 28), (60, 70), strict=True))), []),
        (Lived(moods=dict.fromkeys(back(0, 1, 2, 6), 3)), ["mood"]),
        (Lived(moods=dict.fromkeys(back(0, 1, 2, 7), 3)), []),
        (Lived(moods=dict.fromkeys(back(0, 1, 2, 3), 4)), []),
        (Lived(logged=back(*range(7, 13))), ["silence"]),
        (Lived(logged=back(*range(6, 13))), []),
        (Lived(logged=back(7, 9)), []),
        (Lived(symptoms={"headache": dict(zip(back(6), (8,), strict=True))}), ["symptom"]),
        (Lived(symptoms={"headache": dict(zip(back(7, 1), (10, 7), strict=True))}), []),
        (Lived(outside={"hba1c": (7.2, 26.3), "ldl": (105, 5)}), ["metric"]),
    ],
)
def test_each_reason_at_its_threshold(lived: Lived, kinds: list[str]) -> None:
    found = reasons(lived, DAY, settings.ALERTS)
    assert [one.kind.value for one in found] == kinds
    assert all("%(" not in told(one.kind, one.subject, one.detail) for one in found)


def low_days() -> None:
    for n in range(4):
        services.check_in(person=asha(), day=DAY - timedelta(days=n), changes={"mood": 2})


@db
def test_an_alert_opens_once_is_told_once_a_day_and_is_quiet_when_settled() -> None:
    with clock.at(NOON):
        care.begin(client=asha(), nutritionist=meera())
        low_days()
        Metric.objects.create(client=asha(), kind="hba1c", at=NOON, value=7.2, entered=7.2, unit="%")
        for _ in range(2):
            watch.watch(watch.watched())
        assert sorted(Alert.objects.values_list("kind", flat=True)) == ["metric", "mood"]
        mails = Message.objects.filter(to=meera().email)
        assert mails.count() == 1
        assert "2" not in mails[0].subject
        (found,) = watch.needs_attention(meera())
        assert (found.client, len(found.alerts)) == (asha(), 2)
        assert watch.needs_attention(kabir()) == watch.needs_attention(charlie()) == []
        row = Alert.objects.get(kind="mood")
        assert row.detail == {"days": 4, "at_most": 3}
        assert ApiClient(kabir()).post(f"/nutritionists/me/alerts/{row.pk}/settle").status_code == 404
        assert ApiClient(meera()).post(f"/nutritionists/me/alerts/{row.pk}/settle").status_code == 200
        watch.watch(watch.watched())
        assert Alert.objects.filter(closed_at=None).count() == 1
        Metric.objects.all().delete()
        watch.watch(watch.watched())
    assert not Alert.objects.filter(closed_at=None).exists()


@db
def test_a_strong_symptom_is_looked_at_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    deferred: list[Any] = []
    monkeypatch.setattr(tasks.watch_one, "defer", lambda **values: deferred.append(values))
    with clock.at(NOON):
        for severity in (7, 8):
            services.log_symptom(person=asha(), day=DAY, kind="headache", severity=severity, at=NOON)
        assert deferred == [{"person_id": str(asha().pk)}]
        watch.watch([asha()])
    assert Alert.objects.get().subject == "headache"


@db
def test_comments_are_seen_by_the_client_and_told_once_a_day() -> None:
    with clock.at(NOON):
        care.begin(client=asha(), nutritionist=meera())
        meal = log_meal(person=asha(), meal=NewMeal("lunch", [Eaten(quick={"energy": 300})], NOON))
        api = ApiClient(meera())
        address = f"/nutritionists/me/clients/{asha().pk}/comments"
        made = api.post(address, {"day": "2027-01-12", "mealId": str(meal.id), "text": "Add curd."})
        assert made.status_code == 201
        assert ApiClient(kabir()).post(address, {"day": "2027-01-12", "text": "x"}).status_code == 404
        assert comments.tell_all() == 0
    with clock.at(NOON + timedelta(minutes=20)):
        assert [comments.tell_all(), comments.tell_all()] == [1, 0]
        ApiClient(meera()).post(address, {"day": "2027-01-12", "text": "And walk."})
    with clock.at(NOON + timedelta(hours=5)):
        assert comments.tell_all() == 0
    with clock.at(NOON + timedelta(hours=25)):
        assert comments.tell_all() == 1
        assert Message.objects.filter(to=asha().email).count() == 2
        client = Client()
        client.force_login(asha())
        page = client.get("/portal/log/?day=2027-01-12").content.decode()
        assert "Add curd." in page
        assert "And walk." in page
        assert not Comment.objects.filter(seen_at=None).exists()
        client.force_login(meera())
        days = client.get(f"/practice/clients/{asha().pk}/days/").content.decode()
        assert "Add curd." in days
        client.post(f"/practice/clients/{asha().pk}/comments/?day=2027-01-12", {"text": "Third.", "meal": ""})
        sent = client.post(f"/practice/clients/{asha().pk}/comments/?day=2027-01-12", {"text": "Third.", "meal": ""})
        assert sent.status_code == 302
        assert client.get("/practice/attention/").status_code == 200
    assert Comment.objects.count() == 3


@db
def test_what_was_taken_out_long_ago_is_forgotten() -> None:
    with clock.at(NOON):
        meal = log_meal(person=asha(), meal=NewMeal("lunch", [Eaten(quick={"energy": 300})], NOON))
        remove_meal(person=asha(), meal_id=meal.id)
        assert upkeep.forget() == 0
    with clock.at(NOON + timedelta(days=91)):
        assert upkeep.forget() == 1
    assert not Meal.objects.exists()
