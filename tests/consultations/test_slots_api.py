"""`GET /consultations/available-slots`"""

from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from pathya.kit import clock
from tests.api import ApiClient
from tests.nutritionists import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 28, tzinfo=UTC)


def ask(**query: Any) -> Any:
    with clock.at(NOW):
        return ApiClient().get("/consultations/available-slots?" + "&".join(f"{k}={v}" for k, v in query.items()))


def who() -> dict[str, Any]:
    return {"nutritionistId": factories.meera().pk, "kindId": factories.kind().pk}


def test_a_day(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    asked = who()
    with django_assert_num_queries(1):
        answer = ask(date="2027-03-01", timezone="Asia/Kolkata", **asked)
    assert answer.status_code == 200
    body = answer.json()
    assert body["success"] is True
    assert body["data"][0] == {"time": "2027-03-01T03:30:00Z", "endsAt": "2027-03-01T03:50:00Z", "available": True}


def test_a_range(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    asked = who()
    with django_assert_num_queries(1):
        body = ask(**asked, **{"from": "2027-03-01", "to": "2027-03-30"}, timezone="Europe/London").json()
    assert [day["date"] for day in body["data"]][::29] == ["2027-03-01", "2027-03-30"]
    assert body["data"][5]["slots"] == []


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"date": "2027-03-01", "from": "2027-03-01"},
        {"from": "2027-03-01"},
        {"from": "2027-03-02", "to": "2027-03-01"},
        {"from": "2027-03-01", "to": "2027-06-01"},
        {"date": "0001-01-01"},
        {"date": "9999-12-31"},
        {"date": "yesterday"},
        {"date": "2027-03-01", "timezone": "Mars/Olympus"},
        {"date": "2027-03-01", "timezone": "../../etc/passwd"},
        {"date": "2027-03-01", "kindId": "1"},
    ],
)
def test_bad_questions_are_told_where(query: dict[str, str]) -> None:
    answer = ask(**{**who(), **query})
    assert answer.status_code == 422
    assert answer.json()["error"]["fields"]


def test_nobody_is_not_found() -> None:
    assert ask(date="2027-03-01", nutritionistId=factories.kind().pk, kindId=factories.kind().pk).status_code == 404
