"""Enrolling: held, paid, active; what is agreed; who may not; what comes with it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from pathya.billing.models import Coupon, Invoice
from pathya.billing.services import orders, settle
from pathya.care.models import CareRelation
from pathya.clients.models import Profile
from pathya.credits.selectors import left
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.nutrition.models import MealPlan
from pathya.programs import errors, paying
from pathya.programs.models import Enrolment, Figures, Program, Welcome
from pathya.programs.rules import HOLD, Status
from pathya.programs.services import enrolling, practice
from tests import factories as cast
from tests.consultations.factories import kind, nutritionist
from tests.programs.factories import NOON, TODAY, enrolled, held, pay, program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with clock.at(NOON):
        yield


def figures() -> Figures:
    return Figures.objects.get(program=program())


def test_a_paid_place_is_active_with_all_that_comes_with_it() -> None:
    asha, meera = cast.asha(), nutritionist(cast.meera())
    row = held(asha, start_on=TODAY + timedelta(days=2))
    assert (row.status, row.price, row.step_count) == (Status.AWAITING_PAYMENT, Decimal("5000.00"), 6)
    assert held(asha, start_on=TODAY + timedelta(days=2)).pk == row.pk
    pay(asha, row)
    row.refresh_from_db()
    assert (row.status, row.paid, row.held_until) == (Status.ACTIVE, Decimal("5000.00"), None)
    assert (row.start_on, row.ends_on) == (TODAY + timedelta(days=2), TODAY + timedelta(days=15))
    assert left(asha, kind("first").pk) == 2
    assert row.nutritionist == meera.user
    assert CareRelation.objects.get(client=asha).reason == "program"
    assert Welcome.objects.filter(enrolment=row).count() == 4
    first_plan = MealPlan.objects.get(enrolment=row.pk)
    assert (first_plan.client, first_plan.starts_on, first_plan.state) == (asha, row.start_on, "impossible")
    assert first_plan.conflict["missing"] == ["born", "gender", "weight"]
    assert Invoice.objects.get().total == Decimal("5000.00")
    assert figures().enrolled == 1
    with pytest.raises(errors.AlreadyEnrolled):
        held(asha)


def test_what_was_agreed_does_not_follow_the_program() -> None:
    row = held(cast.asha())
    made = program()
    made.price, made.schedule, made.days = Decimal(9000), [], 7
    made.save()
    assert paying.price(user=cast.asha(), reference=str(row.pk)).unit.amount == Decimal("5000.00")
    pay(cast.asha(), row)
    row.refresh_from_db()
    assert (row.days, row.paid, len(row.plan)) == (14, Decimal("5000.00"), 2)


def test_the_discounted_price_and_a_coupon_of_everything() -> None:
    made = program(offer_price=Decimal("3999.00"))
    row = held(cast.asha(), made)
    assert row.price == Decimal("3999.00")
    Coupon.objects.create(code="ALL", percent=100, most_per_person=1)
    order = orders.open_order(client=cast.asha(), things=[("program", str(row.pk))], coupon="ALL")
    settle.pay_nothing(order=order)
    row.refresh_from_db()
    assert (row.status, row.paid) == (Status.ACTIVE, Decimal(0))


def test_a_given_place_is_used_once() -> None:
    asha, made = cast.asha(), program()
    with pytest.raises(errors.NoPass):
        held(asha, with_pass=True)
    practice.give_pass(actor=cast.adi(), program_id=made.pk, client_id=asha.pk)
    row = held(asha, with_pass=True)
    assert (row.status, row.by_pass) == (Status.ACTIVE, True)
    Enrolment.objects.filter(pk=row.pk).update(status=Status.COMPLETED, closed_at=clock.now())
    with pytest.raises(errors.NoPass):
        held(asha, with_pass=True)


@pytest.mark.parametrize("start", [date(2027, 1, 10), date(2027, 4, 12)])
def test_a_start_lies_within_reach(start: date) -> None:
    with pytest.raises(Invalid):
        held(cast.asha(), start_on=start)


def test_who_may_not() -> None:
    made = program()
    with pytest.raises(errors.NotAClient):
        held(cast.meera())
    Profile.objects.create(user=cast.bilal(), born=date(2012, 1, 1))
    with pytest.raises(errors.GuardianNeeded):
        held(cast.bilal())
    cast.charlie().emailaddress_set.update(verified=False)
    with pytest.raises(errors.EmailNotVerified):
        held(cast.charlie())
    Program.objects.update(live=False)
    with pytest.raises(NotFound):
        held(cast.asha(), made)
    assert not Enrolment.objects.exists()


def test_once_at_a_time_is_held_by_the_database() -> None:
    row = enrolled(cast.asha())
    row.pk = None
    with pytest.raises(IntegrityError, match="enrolment_once"), transaction.atomic():
        row.save(force_insert=True)


def test_paid_after_the_hold_it_comes_back() -> None:
    asha, row = cast.asha(), held(cast.asha())
    order = paying.order_for(client=asha, row=row)
    with clock.at(NOON + HOLD * 2):
        assert enrolling.release_expired() == 1
        row.refresh_from_db()
        assert row.status == Status.CANCELLED
        Coupon.objects.create(code="ALL", percent=100)
        settle.pay_nothing(order=orders.describe(client=asha, order_id=order.pk, coupon="ALL"))
        row.refresh_from_db()
    assert row.status == Status.ACTIVE


def test_paid_after_another_start_was_chosen_it_goes_back() -> None:
    asha, row = cast.asha(), held(cast.asha())
    order = paying.order_for(client=asha, row=row)
    other = held(asha, start_on=TODAY + timedelta(days=5))
    assert other.pk != row.pk
    Coupon.objects.create(code="ALL", percent=100)
    settle.pay_nothing(order=orders.describe(client=asha, order_id=order.pk, coupon="ALL"))
    order.refresh_from_db()
    row.refresh_from_db()
    assert (order.state, row.status) == ("unfulfilled", Status.CANCELLED)


def test_a_start_that_passed_while_it_waited_becomes_today() -> None:
    asha, row = cast.asha(), held(cast.asha())
    order = paying.order_for(client=asha, row=row)
    Coupon.objects.create(code="ALL", percent=100)
    with clock.at(NOON + timedelta(days=2)):
        settle.pay_nothing(order=orders.describe(client=asha, order_id=order.pk, coupon="ALL"))
        row.refresh_from_db()
    assert (row.start_on, row.ends_on) == (TODAY + timedelta(days=2), TODAY + timedelta(days=15))
