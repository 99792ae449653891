"""Answers of the API kept for all callers, beside the pages of test_kept.py."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pathya.kit import clock, notices
from tests import factories as people
from tests.consultations.factories import call
from tests.nutritionists import factories
from tests.programs.factories import program
from tests.web.test_kept import hearing  # noqa: F401 – the fixture

LIST = "/api/v1/programs"


@pytest.mark.django_db
@pytest.mark.usefixtures("hearing")
def test_the_list_of_programs_costs_no_query_until_one_changes(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    one = program()
    first = Client().get(LIST)
    with django_assert_num_queries(0):
        second = Client().get(LIST)
        asked = Client().get(LIST, headers={"if-none-match": first["ETag"]})
    assert second.json() == first.json()
    assert [row["slug"] for row in second.json()["data"]] == [one.slug]
    assert "Authorization" in second["Vary"]
    assert second["Content-Type"] == "application/json; charset=utf-8"
    assert asked.status_code == 304
    one.live = False
    one.save()
    notices.heard("programs")
    assert Client().get(LIST).json()["data"] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("hearing")
def test_free_times_cost_no_query_until_one_is_taken(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    meera = factories.meera()
    kind = meera.offers.first().kind_id

    def free(day: str) -> list[str]:
        asked = {"nutritionistId": meera.pk, "kindId": kind, "date": day, "timezone": "Asia/Kolkata"}
        answer = Client().get("/api/v1/consultations/available-slots", asked).json()
        return [slot["time"] for slot in answer["data"] if slot["available"]]

    with clock.at(datetime(2027, 2, 27, tzinfo=UTC)):
        first, next_day = free("2027-03-01"), free("2027-03-02")
        with django_assert_num_queries(0):
            assert free("2027-03-01") == first
            assert free("2027-03-02") == next_day != first
        call(people.asha(), meera, starts_at=datetime(2027, 3, 1, 3, 30, tzinfo=UTC))
        notices.heard("calls")
        assert set(first) - set(free("2027-03-01")) >= {"2027-03-01T03:30:00Z"}
