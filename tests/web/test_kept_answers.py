"""Answers of the API kept for all callers, beside the pages of test_kept.py."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pathya.kit import notices
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
