"""The public list and pages of nutritionists."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pathya.kit import clock
from pathya.nutritionists.models import Nutritionist
from tests import factories as people
from tests.nutritionists import factories
from tests.nutritionists.factories import DISCOVERY

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 28, tzinfo=UTC)


@pytest.fixture
def two() -> tuple[Nutritionist, Nutritionist]:
    """Meera is free on Monday; Kabir, who speaks Tamil and knows diabetes, on Saturday."""
    meera, kabir = factories.meera(), factories.kabir(languages=["ta"], practising_since=2001)
    factories.hours(kabir, 5, (600, 660))
    kabir.specialisations.add(factories.specialisation("diabetes"))
    meera.specialisations.add(factories.specialisation("gut-health"))
    kabir.offers.filter(fee_amount__gt=0).update(fee_amount=3000)
    return meera, kabir


def names(query: str = "") -> list[str]:
    with clock.at(NOW):
        page = Client().get(f"/nutritionists/{query}")
    assert page.status_code == 200
    return re.findall(r'<h3><a href="/nutritionists/(\w+)/">', page.text)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["meera", "kabir"]),
        ("?specialisation=diabetes", ["kabir"]),
        ("?language=hi", ["meera"]),
        ("?fee=800", ["meera"]),
        ("?day=2027-03-06", ["kabir"]),
        ("?day=2027-03-07", []),
        ("?sort=experience", ["kabir", "meera"]),
        ("?sort=name", ["kabir", "meera"]),
        ("?sort=fee", ["meera", "kabir"]),
        ("?page=2", []),
        ("?specialisation=unheard&fee=x&day=never&sort=odd&page=-1", ["meera", "kabir"]),
        ("?page=٣&day=0001-01-01", []),
    ],
)
@pytest.mark.usefixtures("two")
def test_the_list_is_filtered_and_sorted_by_its_address(query: str, found: list[str]) -> None:
    assert names(query) == found


def test_nobody_unlisted_is_shown() -> None:
    factories.meera(is_listed=False)
    assert names() == []
    assert Client().get("/nutritionists/meera/").status_code == 404


@pytest.mark.usefixtures("two")
def test_htmx_gets_the_results_only() -> None:
    page = Client().get("/nutritionists/", headers={"HX-Request": "true"})
    assert page.text.lstrip().startswith('<section id="results"')
    assert "HX-Request" in page["Vary"]


def many(first: int, last: int) -> None:
    for number in range(first, last):
        who = factories.nutritionist(people.person(f"N{number}", "Many", people.Role.NUTRITIONIST))
        factories.hours(who, number % 7, factories.OFFICE)
        who.specialisations.add(factories.specialisation(f"subject-{number % 5}"))


def statements(path: str) -> int:
    """How many a page takes, once what is kept in the process is there."""
    client = Client()
    client.get(path)
    with clock.at(NOW), CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_ten_times_the_people_take_the_same_statements() -> None:
    many(0, 2)
    few = [statements(path) for path in ("/nutritionists/", "/nutritionists/?day=2027-03-02", "/nutritionists/n1/")]
    many(2, 20)
    assert [
        statements(path) for path in ("/nutritionists/", "/nutritionists/?day=2027-03-02", "/nutritionists/n1/")
    ] == few
    assert max(few) <= 12


def test_a_page_tells_who_when_and_for_how_much() -> None:
    factories.meera(registration_number="IDA-1")
    with clock.at(NOW):
        page = Client().get("/nutritionists/meera/")
    for text in (
        "Meera Iyer",
        "Gut health first.",
        "MSc Clinical Nutrition",
        "IDA-1",
        "Hindi",
        "tomorrow 9 am",
        "₹1,500",
    ):
        assert text in page.text
    assert page.text.count("once online payment opens") == 2


def test_a_rating_is_shown_only_when_there_are_reviews() -> None:
    meera = factories.meera()
    assert "review" not in Client().get("/nutritionists/meera/").text
    Nutritionist.objects.filter(pk=meera.pk).update(rating_sum=9, rating_count=2)
    assert "4.5 from 2 reviews" in Client().get("/nutritionists/meera/").text


def test_search_engines_read_the_page_and_nothing_breaks_out() -> None:
    factories.meera(headline_en="</script><script>alert(1)</script>")
    page = Client().get("/nutritionists/meera/").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    described: dict[str, Any] = json.loads(found[1])
    assert described["description"] == "</script><script>alert(1)</script>"
    assert "<script>alert" not in page


def test_a_nutritionist_without_free_time_says_so() -> None:
    factories.kabir(offers=(DISCOVERY,))
    assert "No free time" in Client().get("/nutritionists/kabir/").text


def test_times_are_shown_on_the_visitors_clock() -> None:
    factories.meera()
    client = Client()
    client.cookies["tz"] = "Europe/London"
    with clock.at(NOW + timedelta(hours=1)):
        assert "tomorrow 3:30 am" in client.get("/nutritionists/meera/").text
