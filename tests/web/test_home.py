"""The home page shows real people and the real next free time, to everybody in their own zone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pathya.accounts.models import Role
from pathya.content.models import HomePage
from pathya.kit import clock
from pathya.nutritionists.models import Nutritionist
from tests import factories
from tests.consultations.factories import NOW, TEN, book, nutritionist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_site")]
QUERIES = 12


@pytest.fixture(autouse=True)
def home(db: None) -> Iterator[HomePage]:
    with clock.at(NOW):
        yield HomePage.objects.get(locale__language_code="en")


@pytest.fixture
def meera() -> Nutritionist:
    return nutritionist(factories.meera())


def test_shows_the_next_free_call(client: Client, meera: Nutritionist) -> None:
    shown = client.get("/").text
    assert "Next free call" in shown
    assert "today 11 am" in shown, "two hours of notice after 8:30"
    assert f"/nutritionists/{meera.slug}/" in shown


def test_a_booked_time_is_no_longer_offered(client: Client, meera: Nutritionist) -> None:
    first = NOW.replace(hour=5, minute=30)
    book(factories.asha(), meera, first)
    shown = client.get("/").text
    assert "today 11 am" not in shown
    assert "today 11:30 am" in shown


def test_times_are_in_the_visitors_zone(client: Client, meera: Nutritionist) -> None:
    client.cookies["tz"] = "Europe/London"
    assert "today 5:30 am" in client.get("/").text


def test_says_nothing_of_calls_when_there_is_nobody(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Next free call" not in answer.text
    assert "people-block" not in answer.text


def test_unlisted_people_and_people_without_free_calls_are_not_shown(client: Client, meera: Nutritionist) -> None:
    kabir = nutritionist(factories.kabir())
    Nutritionist.objects.filter(pk=meera.pk).update(is_listed=False)
    kabir.offers.filter(fee_amount=0).update(is_active=False)
    shown = client.get("/").text
    assert "Meera" not in shown
    assert "Kabir" not in shown


def test_an_editors_choice_is_followed(client: Client, home: HomePage, meera: Nutritionist) -> None:
    kabir = nutritionist(factories.kabir(), notice_minutes=0)
    body = [(block.block_type, block.value) for block in home.body]
    for kind, value in body:
        if kind == "nutritionists":
            value["chosen"] = [str(meera.pk)]
    home.body = body
    home.save_revision().publish()
    people = client.get("/").text.partition("people-block__list")[2]
    assert meera.name in people
    assert kabir.name not in people


def test_is_in_hindi_for_who_reads_hindi(client: Client, meera: Nutritionist) -> None:
    answer = client.get("/", headers={"accept-language": "hi"})
    assert '<html lang="hi"' in answer.text
    assert "खाना, जो आपकी राह के लिए सही हो" in answer.text
    client.cookies["language"] = "en"
    assert "Food that is right" in client.get("/", headers={"accept-language": "hi"}).text


def test_queries_do_not_grow_with_people(
    client: Client,
    meera: Nutritionist,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get("/")
    with django_assert_num_queries(QUERIES):
        client.get("/")
    for number in range(10):
        nutritionist(factories.person(f"N{number}", "Rao", Role.NUTRITIONIST))
    with django_assert_num_queries(QUERIES):
        client.get("/")


def test_no_block_of_a_call_in_the_past(client: Client, meera: Nutritionist) -> None:
    with clock.at(TEN + timedelta(hours=1)):
        assert "today 1:30 pm" in client.get("/").text
