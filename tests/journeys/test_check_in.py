from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from pathya.journeys import partitions, selectors, services
from pathya.journeys.models import CheckIn, Earned
from pathya.kit import clock
from pathya.kit.errors import Invalid
from tests.factories import asha, bilal

NOON = datetime(2027, 1, 12, 6, 30, tzinfo=UTC)
DAY = date(2027, 1, 12)


@pytest.mark.django_db
def test_the_second_check_in_amends_the_first() -> None:
    with clock.at(NOON):
        services.check_in(person=asha(), day=DAY, changes={"energy": 6, "water_ml": 500})
        services.check_in(person=asha(), day=DAY, changes={"mood": 7, "water_ml": None, "notes": " slept late "})
    row = CheckIn.objects.get()
    assert (row.energy, row.mood, row.water_ml, row.notes) == (6, 7, None, "slept late")


@pytest.mark.django_db
def test_a_late_write_of_a_device_that_was_offline_keeps_the_newer_fields() -> None:
    with clock.at(NOON):
        services.check_in(person=asha(), day=DAY, changes={"energy": 8})
        services.check_in(
            person=asha(), day=DAY, changes={"energy": 3, "sleep_hours": 7.5}, at=NOON - timedelta(hours=2)
        )
    row = CheckIn.objects.get()
    assert (row.energy, row.sleep_hours) == (8, Decimal("7.5"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [("energy", 0), ("energy", 11), ("weight_kg", 19), ("sleep_hours", 25), ("water_ml", -1), ("weight_kg", "NaN")],
)
def test_values_out_of_range_are_told_at_their_field(field: str, value: object) -> None:
    with clock.at(NOON), pytest.raises(Invalid) as told:
        services.check_in(person=asha(), day=DAY, changes={field: value})
    assert list(told.value.fields) == [field]
    assert not CheckIn.objects.exists()


@pytest.mark.django_db
def test_days_are_the_persons_own() -> None:
    """Half past midnight in Kolkata is yesterday in London."""
    with clock.at(datetime(2027, 1, 12, 19, 0, tzinfo=UTC)):
        services.check_in(person=asha(), day=date(2027, 1, 13), changes={"mood": 5})
        with pytest.raises(Invalid):
            services.check_in(person=bilal(), day=date(2027, 1, 13), changes={"mood": 5})


@pytest.mark.django_db
def test_streaks_earn_once_and_stay() -> None:
    with clock.at(NOON):
        for back in (2, 1, 0):
            services.check_in(person=asha(), day=DAY - timedelta(days=back), changes={"mood": 5})
    assert sorted(Earned.objects.values_list("kind", flat=True)) == ["first_day", "streak_3"]
    with clock.at(NOON + timedelta(days=9)):
        assert selectors.summary(asha()).streak == 0
        services.check_in(person=asha(), day=DAY + timedelta(days=9), changes={"mood": 5})
    assert Earned.objects.count() == 2


@pytest.mark.django_db
def test_notes_are_sealed_and_rows_lie_in_the_partition_of_their_year() -> None:
    with clock.at(NOON):
        services.check_in(person=asha(), day=DAY, changes={"notes": "dal sits heavily"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text, notes FROM journeys_checkin")
        table, notes = cursor.fetchone()
    assert table == "journeys_checkin_2027"
    assert notes.startswith("v2:")
    assert "dal" not in notes


@pytest.mark.django_db
def test_years_get_their_partitions_ahead() -> None:
    assert partitions.make_years(date(2029, 5, 1)) == [2030, 2031]
    assert partitions.make_years(date(2029, 5, 1)) == []


def test_many_devices_at_once_make_one_day(committed: str) -> None:
    person, gate = asha(), Barrier(8)

    def write(number: int) -> None:
        gate.wait()
        services.add_water(person=person, day=clock.today("Asia/Kolkata"), ml=250)
        connections.close_all()

    threads = [Thread(target=write, args=[n]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert CheckIn.objects.get().water_ml == 2000
