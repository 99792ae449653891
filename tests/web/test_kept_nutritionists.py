"""The list and pages of nutritionists as kept in the process: alike for all, dropped when free time changes."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pathya.accounts.models import User
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.kit import clock, notices
from pathya.nutritionists.models import DayException, Holiday, Nutritionist, TimeOff, WeeklyHours
from pathya.web import directory, kept
from tests import factories as people
from tests.consultations.factories import call
from tests.nutritionists import factories

NOW = datetime(2027, 2, 28, tzinfo=UTC)
PATHS = ("/nutritionists/", "/nutritionists/meera/")


@pytest.fixture
def hearing() -> Iterator[None]:
    """As in a web process whose listener is connected; notices are given by hand."""
    notices.heard("")
    notices._connected.set()
    yield
    notices._connected.clear()
    notices.heard("")


@pytest.mark.django_db
@pytest.mark.usefixtures("hearing")
@pytest.mark.parametrize("path", PATHS)
def test_a_second_visitor_costs_no_query_and_gets_nothing_personal(
    path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    factories.meera()
    first = Client().get(path)
    with django_assert_num_queries(0):
        second = Client().get(path)
    assert second.content == first.content
    assert "csrf" not in second.text.lower()
    assert not second.cookies
    asha = Client()
    asha.force_login(people.asha())
    assert "asha@pathya.example" in asha.get(path).text
    assert "asha@pathya.example" not in Client().get(path).text


@pytest.mark.django_db
@pytest.mark.usefixtures("hearing")
@pytest.mark.parametrize("path", PATHS)
def test_each_zone_has_its_own(path: str) -> None:
    factories.meera()
    with clock.at(NOW):
        assert "tomorrow 9 am" in Client().get(path).text
        assert "tomorrow 3:30 am" in Client(headers={"cookie": "tz=Europe/London"}).get(path).text
        assert "tomorrow 9 am" in Client().get(path).text


@pytest.mark.django_db
@pytest.mark.usefixtures("hearing")
def test_addresses_with_questions_and_nobodys_are_not_kept() -> None:
    factories.meera()
    for number in range(3):
        Client().get(f"/nutritionists/?page={number}&x={number}")
        assert Client().get(f"/nutritionists/nobody-{number}/").status_code == 404
    assert not kept._pages._values


@pytest.mark.django_db
@pytest.mark.usefixtures("hearing")
@pytest.mark.parametrize("path", PATHS)
def test_a_booked_time_leaves_the_page_with_its_notice(path: str) -> None:
    meera = factories.meera()
    with clock.at(NOW):
        assert "tomorrow 9 am" in Client().get(path).text
        call(people.asha(), meera, starts_at=datetime(2027, 3, 1, 3, 30, tzinfo=UTC))
        notices.heard("calls")
        assert "tomorrow 9 am" not in Client().get(path).text


def test_a_free_time_is_never_older_than_twenty_seconds() -> None:
    assert kept.SECONDS + directory.SECONDS <= 20
    assert kept._pages.seconds == kept.SECONDS
    assert directory._soonest.seconds == directory.SECONDS


def test_when_full_it_begins_anew(hearing: None) -> None:
    values: notices.Kept[int] = notices.Kept("content", most=3)
    for number in range(10):
        values.keep(number, number, values.mark())
        assert len(values._values) <= 3
    assert values.find(9) == 9


Change = Callable[[Nutritionist, Consultation], object]
CHANGES: dict[str, Change] = {
    "a booking": lambda who, known: call(known.client, who, starts_at=known.starts_at + timedelta(days=1)),
    "a state": lambda _, known: Consultation.objects.filter(pk=known.pk).update(status=Status.IN_PROGRESS),
    "hours": lambda who, _: WeeklyHours.objects.filter(nutritionist=who).delete(),
    "an exception": lambda who, _: DayException.objects.create(nutritionist=who, date=date(2027, 3, 1)),
    "time off": lambda who, _: TimeOff.objects.create(nutritionist=who, starts_at=NOW, ends_at=NOW + timedelta(days=1)),
    "a holiday": lambda *_: Holiday.objects.create(date=date(2027, 3, 1), name_en="Holi"),
    "a subject": lambda who, _: who.specialisations.add(factories.specialisation("sleep")),
    "a profile": lambda who, _: Nutritionist.objects.filter(pk=who.pk).update(headline_en="New"),
    "a name": lambda who, _: User.objects.filter(pk=who.user_id).update(first_name="Mira"),
}


@pytest.mark.usefixtures("committed")
def test_the_database_tells_of_every_change() -> None:
    meera = factories.meera()
    known = call(people.asha(), meera, starts_at=datetime(2027, 3, 1, 3, 30, tzinfo=UTC))
    listener = threading.Thread(target=notices._listen_once, kwargs={"timeout": 4}, daemon=True)
    listener.start()
    missed = []
    try:
        assert _soon(notices.listening)
        for name, change in CHANGES.items():
            drops = kept._pages.mark()
            change(meera, known)
            if not _soon(lambda drops=drops: kept._pages.mark() > drops):  # type: ignore[misc]
                missed.append(name)
        assert not missed
        time.sleep(0.3)  # until what a change of two tables told last has come
        drops = kept._pages.mark()
        User.objects.filter(pk=known.client_id).update(last_login=NOW)
        time.sleep(0.1)
        assert kept._pages.mark() == drops, "a sign-in changes no page"
    finally:
        listener.join(6)
        notices._connected.clear()


def _soon(happened: Callable[[], bool]) -> bool:
    until = time.monotonic() + 1
    while not happened() and time.monotonic() < until:
        time.sleep(0.01)
    return happened()
