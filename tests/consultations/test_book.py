"""Booking: what is refused and why, what is written, who is told."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.utils import translation

from pathya.consultations import errors
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.nutritionists.models import TimeOff
from pathya.operations import audit
from tests import factories as cast
from tests.consultations.factories import NOW, TEN, book, call, nutritionist

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> object:
    with clock.at(NOW):
        yield


def test_a_free_slot_becomes_a_call() -> None:
    made = book(cast.asha(), nutritionist(cast.meera()), notes="  Bloating after dal\n")
    made.refresh_from_db()
    assert (made.starts_at, made.ends_at, made.busy_until) == (
        TEN,
        TEN + timedelta(minutes=20),
        TEN + timedelta(minutes=30),
    )
    assert (made.status, made.notes, made.sequence, made.fee_amount) == (Status.SCHEDULED, "Bloating after dal", 0, 0)
    assert (made.time_zone, made.language, made.buffer_minutes) == ("Asia/Kolkata", "en", 10)
    event = audit.events(subject_id=made.pk).get()
    assert (event.event, event.actor_id) == ("consultations.call.booked", cast.asha().pk)
    assert "dal" not in str(event.detail)


@pytest.mark.parametrize(
    ("moved", "fact"),
    [
        (timedelta(days=-2), errors.SlotPast),
        (timedelta(hours=-24), errors.SlotTooSoon),
        (timedelta(minutes=10), errors.SlotNotOffered),
        (timedelta(seconds=1), errors.SlotNotOffered),
        (timedelta(microseconds=1), errors.SlotNotOffered),
        (timedelta(hours=-2), errors.SlotNotOffered),
        (timedelta(hours=7), errors.SlotNotOffered),
        (timedelta(days=30), errors.SlotTooFar),
        (timedelta(days=900), errors.SlotTooFar),
    ],
)
def test_what_is_not_offered_is_refused_by_name(moved: timedelta, fact: type[Exception]) -> None:
    with pytest.raises(errors.SlotNotOffered) as refused:
        book(cast.asha(), nutritionist(cast.meera()), TEN + moved)
    assert type(refused.value) is fact
    assert not Consultation.objects.exists()


def test_time_off_is_not_offered() -> None:
    meera = nutritionist(cast.meera())
    TimeOff.objects.create(nutritionist=meera, starts_at=TEN + timedelta(minutes=10), ends_at=TEN + timedelta(hours=1))
    with pytest.raises(errors.SlotNotOffered):
        book(cast.asha(), meera)


def test_a_taken_slot_tells_the_nearest_free_ones() -> None:
    meera = nutritionist(cast.meera())
    book(cast.asha(), meera)
    with pytest.raises(errors.SlotTaken) as refused:
        book(cast.bilal(), meera)
    nearest = refused.value.extra["nearest"]
    assert nearest
    assert all("time" in slot for slot in nearest)


def test_the_buffer_counts_before_and_after() -> None:
    meera = nutritionist(cast.meera(), buffer_minutes=15)
    book(cast.asha(), meera)
    for minutes in (-30, 30):
        with pytest.raises(errors.SlotTaken):
            book(cast.bilal(), meera, TEN + timedelta(minutes=minutes))
    book(cast.bilal(), meera, TEN + timedelta(minutes=60))


def test_a_client_is_in_one_call_at_a_time() -> None:
    book(cast.asha(), nutritionist(cast.meera()))
    with pytest.raises(errors.ClientBusy):
        book(cast.asha(), nutritionist(cast.kabir()))


def test_who_is_no_client_books_nothing() -> None:
    meera = nutritionist(cast.meera())
    for person in (cast.kabir(), cast.esha(), cast.adi(), cast.meera()):
        with pytest.raises(errors.NotAClient):
            book(person, meera)


def test_an_unproven_address_books_nothing() -> None:
    EmailAddress.objects.filter(user=cast.asha()).update(verified=False)
    with pytest.raises(errors.EmailNotVerified):
        book(cast.asha(), nutritionist(cast.meera()))


def test_who_or_what_is_unknown_is_not_found() -> None:
    meera = nutritionist(cast.meera())
    hidden = nutritionist(cast.kabir(), is_listed=False)
    for wrong in ({"nutritionist_id": UUID(int=1)}, {"kind_id": UUID(int=1)}, {"nutritionist_id": hidden.pk}):
        with pytest.raises(NotFound):
            book(cast.asha(), meera, **wrong)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(Invalid):
        book(cast.asha(), nutritionist(cast.meera()), zone="Mars/Olympus")


def test_a_cancelled_call_leaves_its_time() -> None:
    meera = nutritionist(cast.meera())
    call(cast.asha(), meera, status=Status.CANCELLED, cancelled_at=NOW)
    book(cast.bilal(), meera)


@pytest.mark.parametrize(
    ("day", "hour", "minute"),
    [((2027, 3, 28), 4, 30), ((2027, 3, 28), 0, 30), ((2027, 10, 31), 0, 30), ((2027, 10, 31), 1, 0)],
)
def test_a_london_client_books_through_the_clock_change(day: tuple[int, int, int], hour: int, minute: int) -> None:
    """Kolkata keeps its clock: the same local hour there, one UTC instant, whatever London's clock does."""
    start = datetime(*day, hour, minute, tzinfo=UTC)
    meera = nutritionist(cast.meera())
    meera.weekly_hours.update(start_minute=6 * 60)
    with clock.at(start - timedelta(days=3)):
        made = book(cast.bilal(), meera, start)
        made.refresh_from_db()
    assert made.starts_at == start
    assert made.duration_minutes == 20


def test_a_new_york_nutritionist_has_one_slot_for_the_hour_that_comes_twice() -> None:
    """2027-11-07: 1:30 am comes twice in New York; wall-clock hours mean the first one; nobody is booked twice."""
    meera = nutritionist(cast.meera(), time_zone="America/New_York")
    meera.weekly_hours.update(start_minute=0, end_minute=6 * 60)
    first = datetime(2027, 11, 7, 5, 30, tzinfo=UTC)
    with clock.at(first - timedelta(days=2)), translation.override("en"):
        made = [book(cast.asha(), meera, first + timedelta(hours=n)) for n in range(3)]
    assert len({call.starts_at for call in made}) == 3
