"""`GET /nutritionists` and `GET /nutritionists/{id}`"""

from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from pathya.kit import clock
from tests.api import ApiClient
from tests.nutritionists import factories
from tests.web.test_nutritionists import many

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 28, tzinfo=UTC)


def get(path: str) -> Any:
    with clock.at(NOW):
        return ApiClient().get(path)


def test_the_list(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    many(0, 3)
    with django_assert_num_queries(5):
        get("/nutritionists")
    many(3, 30)
    with django_assert_num_queries(5):
        body = get("/nutritionists?limit=5&page=2").json()
    assert body["pagination"] == {"page": 2, "limit": 5, "total": 30, "pages": 6}
    assert len(body["data"]) == 5
    assert set(body["data"][0]) >= {"id", "slug", "name", "nextFreeSlot", "feeFrom", "rating", "experienceYears"}


def test_one() -> None:
    meera = factories.meera()
    body = get(f"/nutritionists/{meera.pk}").json()["data"]
    kind = factories.kind()
    assert body["kinds"][0] == {
        "id": str(kind.pk), "slug": "discovery", "name": "Discovery call", "durationMinutes": 20,
        "fee": {"amount": "0.00", "currency": "INR"},
    }  # fmt: skip
    assert body["nextFreeSlot"] == {"time": "2027-03-01T03:30:00Z", "endsAt": "2027-03-01T03:50:00Z"}
    assert (body["rating"], body["feeFrom"]) == (None, {"amount": "800.00", "currency": "INR"})


@pytest.mark.parametrize(
    "query", ["feeUpTo=NaN", "feeUpTo=-1", "sort=hack", "page=0", "limit=101", "day=x", "timezone=Nowhere"]
)
def test_what_cannot_be_read_is_refused(query: str) -> None:
    answer = get(f"/nutritionists?{query}")
    assert answer.status_code == 422
    assert answer.json()["error"]["fields"]


def test_filters() -> None:
    factories.meera()
    for query, count in (
        ("language=hi", 1),
        ("language=fr", 0),
        ("feeUpTo=799.99", 0),
        ("feeUpTo=800", 1),
        ("day=2027-03-01", 1),
    ):
        assert get(f"/nutritionists?{query}").json()["pagination"]["total"] == count


def test_an_unlisted_one_is_not_found() -> None:
    assert get(f"/nutritionists/{factories.meera(is_listed=False).pk}").status_code == 404
