"""Cancelling: by whom, until when, what follows."""

from datetime import timedelta

import pytest

from pathya.consultations import errors, services
from pathya.consultations.rules import Status
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.operations import audit
from tests import factories as cast
from tests.consultations.factories import NOW, TEN, book, call, nutritionist, tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> object:
    with clock.at(NOW):
        yield


def test_either_of_the_two_cancels_and_the_time_is_free_at_once() -> None:
    meera = nutritionist(cast.meera())
    for person in (cast.asha(), cast.meera()):
        made = book(cast.asha(), meera)
        gone = services.cancel(viewer=person, consultation_id=made.pk, reason=" Travelling ")
        gone.refresh_from_db()
        assert (gone.status, gone.cancelled_by, gone.sequence) == (Status.CANCELLED, person, 1)
        assert gone.cancellation_reason == "Travelling"
        assert audit.events(subject_id=made.pk).first().event == "consultations.call.cancelled"
    book(cast.bilal(), meera)


def test_a_second_cancellation_changes_nothing() -> None:
    made = book(cast.asha(), nutritionist(cast.meera()))
    services.cancel(viewer=cast.asha(), consultation_id=made.pk, reason="First")
    again = services.cancel(viewer=cast.meera(), consultation_id=made.pk, reason="Second")
    assert (again.cancelled_by, again.cancellation_reason, again.sequence) == (cast.asha(), "First", 1)
    assert tell_all() == 2


def test_nobody_else_finds_it() -> None:
    made = book(cast.asha(), nutritionist(cast.meera()))
    for stranger in (cast.charlie(), cast.kabir(), cast.esha()):
        with pytest.raises(NotFound):
            services.cancel(viewer=stranger, consultation_id=made.pk)


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.NO_SHOW, Status.IN_PROGRESS])
def test_what_is_over_or_under_way_stays(status: Status) -> None:
    made = call(cast.asha(), nutritionist(cast.meera()), status=status)
    with pytest.raises(errors.NotCancellable):
        services.cancel(viewer=cast.asha(), consultation_id=made.pk)


def test_a_call_is_cancelled_until_it_starts() -> None:
    made = call(cast.asha(), nutritionist(cast.meera()))
    with clock.at(TEN), pytest.raises(errors.NotCancellable):
        services.cancel(viewer=cast.meera(), consultation_id=made.pk)
    with clock.at(TEN - timedelta(seconds=5)):
        services.cancel(viewer=cast.meera(), consultation_id=made.pk)
