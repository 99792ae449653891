"""Changes of a nutritionist's time."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.nutritionists import selectors, services
from pathya.nutritionists.models import DayException, Nutritionist, TimeOff, WeeklyHours
from pathya.nutritionists.rules import Event, Plan
from pathya.operations.audit import events
from tests.nutritionists import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 28, tzinfo=UTC)
MONDAY = date(2027, 3, 1)


@pytest.fixture
def who() -> Any:
    with clock.at(NOW):
        yield factories.meera()


def by(who: Nutritionist) -> dict[str, Any]:
    return {"actor": who.user, "nutritionist": who}


def test_a_weekday_is_replaced_and_told_to_the_audit_trail(who: Nutritionist) -> None:
    services.set_week(**by(who), week={0: Plan(((600, 660), (540, 600)), ((570, 580),))})
    week = selectors.week_of(who)
    assert week[0] == Plan(((540, 660),), ((570, 580),))
    assert week[1].hours == (factories.OFFICE,)
    assert [event.event for event in events(subject_id=who.pk)] == [Event.WEEK]


def test_nothing_changes_when_something_is_wrong(who: Nutritionist) -> None:
    with pytest.raises(Invalid) as wrong:
        services.set_week(**by(who), week={1: Plan(((540, 600), (590, 700)), ((0, 30),)), 2: Plan()})
    assert set(wrong.value.fields) == {"d1.hours.1", "d1.breaks.0"}
    assert WeeklyHours.objects.filter(nutritionist=who, weekday=2).exists()


def test_a_day_is_copied(who: Nutritionist) -> None:
    services.set_week(**by(who), week={0: Plan(((600, 720),))})
    services.copy_weekday(**by(who), weekday=0, to=[5, 6])
    week = selectors.week_of(who)
    assert (week[5], week[6]) == (week[0], week[0])


def rules(**changes: Any) -> dict[str, Any]:
    return {
        "time_zone": "Europe/London", "buffer_minutes": 10, "notice_minutes": 60, "horizon_days": 14,
        "step_minutes": 15, "works_on_holidays": True, "durations": {}, **changes,
    }  # fmt: skip


def test_rules_and_lengths(who: Nutritionist) -> None:
    services.set_rules(**by(who), **rules(durations={factories.kind().pk: 25}))
    assert (who.time_zone, who.buffer_minutes, who.step_minutes) == ("Europe/London", 10, 15)
    assert who.offers.get(kind=factories.kind()).duration_minutes == 25


@pytest.mark.parametrize(
    "changes", [{"buffer_minutes": 121}, {"step_minutes": 4}, {"horizon_days": 0}, {"notice_minutes": 10**6}]
)
def test_rules_have_bounds(who: Nutritionist, changes: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        services.set_rules(**by(who), **rules(**changes))


def test_a_zone_nobody_knows_is_refused(who: Nutritionist) -> None:
    with pytest.raises(Invalid):
        services.set_rules(**by(who), **rules(time_zone="Mars/Olympus"))


def test_a_kind_that_is_not_offered_is_not_found(who: Nutritionist) -> None:
    with pytest.raises(NotFound):
        services.set_rules(**by(who), **rules(durations={who.pk: 30}))


def test_an_exception_is_set_anew_and_removed(who: Nutritionist) -> None:
    services.set_exception(**by(who), day=MONDAY, hours=[(600, 660)], reason=" Dentist ")
    services.set_exception(**by(who), day=MONDAY, hours=[], reason="Dentist")
    found = DayException.objects.get(nutritionist=who)
    assert (found.hours.count(), found.reason) == (0, "Dentist")
    services.remove_exception(**by(who), day=MONDAY)
    with pytest.raises(NotFound):
        services.remove_exception(**by(who), day=MONDAY)


@pytest.mark.parametrize("day", [date(2027, 2, 27), date(2030, 1, 1)])
def test_an_exception_lies_ahead(who: Nutritionist, day: date) -> None:
    with pytest.raises(Invalid):
        services.set_exception(**by(who), day=day, hours=[])


def test_time_off_is_added_and_removed_by_its_owner_only(who: Nutritionist) -> None:
    made = services.add_time_off(**by(who), starts_at=NOW, ends_at=NOW + timedelta(days=2))
    with pytest.raises(NotFound):
        services.remove_time_off(**by(factories.kabir()), time_off_id=made.pk)
    services.remove_time_off(**by(who), time_off_id=made.pk)
    assert not TimeOff.objects.exists()


@pytest.mark.parametrize(("start", "end"), [(2, 1), (-3, -1), (0, 800)])
def test_time_off_goes_forward_and_lies_ahead(who: Nutritionist, start: int, end: int) -> None:
    with pytest.raises(Invalid):
        services.add_time_off(**by(who), starts_at=NOW + timedelta(days=start), ends_at=NOW + timedelta(days=end))
