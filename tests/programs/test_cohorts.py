"""Groups with seats: never more than seats, whoever comes at once; free again when let go."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid, PathyaError
from pathya.programs import errors
from pathya.programs.models import Cohort, Enrolment
from pathya.programs.rules import HOLD, Status
from pathya.programs.services import enrolling, life, practice
from tests import factories as cast
from tests.consultations.test_races import at_once, clients
from tests.programs.factories import NOON, TODAY, enrolled, held, program


def cohort(seats: int = 1, **changes: object) -> Cohort:
    fields = {"starts_on": clock.today("Asia/Kolkata") + timedelta(days=7), "seats": seats, **changes}
    return practice.set_cohort(actor=cast.adi(), program_id=program().pk, **fields)  # type: ignore[arg-type]


@pytest.mark.usefixtures("committed")
def test_32_at_once_on_three_seats() -> None:
    group, people = cohort(3), clients(32)

    def one(number: int) -> str:
        try:
            return enrolling.enrol(client=people[number], program_id=group.program_id, cohort_id=group.pk).status
        except PathyaError as fact:
            return fact.code

    assert Counter(at_once(one, 32)) == {"awaiting_payment": 3, "cohort_full": 29}
    group.refresh_from_db()
    assert group.taken == 3 == Enrolment.objects.filter(cohort=group, status__in=Status.OPEN).count()


@pytest.mark.django_db
def test_a_seat_of_a_hold_that_ran_out_is_free_for_the_next() -> None:
    with clock.at(NOON):
        group = cohort()
        first = held(cast.asha(), cohort_id=group.pk)
        with pytest.raises(errors.CohortFull):
            held(cast.bilal(), cohort_id=group.pk)
    with clock.at(NOON + HOLD * 2):
        second = enrolled(cast.bilal(), cohort_id=group.pk)
        first.refresh_from_db()
        group.refresh_from_db()
        assert (first.status, second.status, group.taken) == (Status.CANCELLED, Status.ACTIVE, 1)
        assert second.start_on == group.starts_on
        with pytest.raises(errors.CohortFull):
            enrolling.confirm_paid(enrolment_id=first.pk, paid=first.fee)
        life.cancel(viewer=cast.bilal(), enrolment_id=second.pk)
        group.refresh_from_db()
        assert group.taken == 0


@pytest.mark.django_db
def test_the_group_s_nutritionist_goes_along_and_its_day_stays() -> None:
    with clock.at(NOON):
        group = cohort(2, nutritionist_id=cast.kabir().pk)
        assert enrolled(cast.asha(), cohort_id=group.pk).nutritionist == cast.kabir()
        set_again = {"actor": cast.adi(), "program_id": group.program_id, "cohort_id": group.pk}
        with pytest.raises(Invalid):
            practice.set_cohort(**set_again, starts_on=TODAY, seats=2)  # type: ignore[arg-type]
        with pytest.raises(Invalid):
            practice.set_cohort(**set_again, starts_on=group.starts_on, seats=0)  # type: ignore[arg-type]
        with pytest.raises(Forbidden):
            practice.set_cohort(actor=cast.meera(), program_id=group.program_id, starts_on=TODAY, seats=2)
    with clock.at(NOON + timedelta(days=8)), pytest.raises(Invalid):
        held(cast.bilal(), cohort_id=group.pk)


@pytest.mark.django_db
def test_the_database_lets_no_seat_be_taken_twice() -> None:
    group = cohort()
    with pytest.raises(IntegrityError, match="cohort_never_more"), transaction.atomic():
        Cohort.objects.filter(pk=group.pk).update(taken=2)
