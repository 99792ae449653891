from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pathya.care import services as care
from pathya.clients.models import Metric, Profile
from pathya.journeys import dashboard, meals, papers, rules, selectors, services
from pathya.journeys.eating import Eaten
from pathya.journeys.meals import NewMeal
from pathya.journeys.report import report
from pathya.kit import clock
from pathya.nutrition.services import set_targets
from pathya.nutrition.targets import Choices
from tests.api import ApiClient
from tests.consultations.factories import call, nutritionist
from tests.factories import asha, charlie, kabir, meera
from tests.journeys.foods import dal, roti

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 1, 12, 6, 30, tzinfo=UTC)
DAY = date(2027, 1, 12)


def lived(person: object, days: int = 30) -> None:
    """Days with everything; weight falls, iron is known for the dal alone."""
    Profile.objects.update_or_create(
        user=person, defaults={"born": date(1990, 1, 1), "gender": "female", "height_cm": 160, "activity": "light"}
    )
    Metric.objects.get_or_create(client=person, kind="weight", at=NOON, value=60, entered=60, unit="kg")
    for back in range(days):
        day = DAY - timedelta(days=back)
        changes = {"energy": 5 + back % 3, "weight_kg": 60 + back * 0.05, "water_ml": 1500, "sleep_hours": 7}
        services.check_in(person=person, day=day, changes=changes)  # type: ignore[arg-type]
        items = [Eaten(dal().pk, grams=300), Eaten(roti().pk, grams=100)]
        meals.log_meal(person=person, meal=NewMeal("lunch", items, NOON, day=day))  # type: ignore[arg-type]
    services.log_symptom(person=person, day=DAY, kind="skin", severity=4, at=NOON)  # type: ignore[arg-type]


def test_the_dashboard_is_one_statement_and_says_what_the_slow_way_says(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with clock.at(NOON):
        person = asha()
        lived(person)
        services.start(person=person, title="Steady", days=30, first=DAY - timedelta(days=4))
        booked = call(person, nutritionist(meera()), NOON + timedelta(days=1))
        with django_assert_num_queries(1):
            told = dashboard.dashboard(person)
        slow = selectors.summary(person)
    assert (told.streak, told.tracked, told.score, told.change) == (slow.streak, slow.tracked, slow.score, slow.change)
    assert told.parts == slow.parts
    assert {gauge.name: gauge.value for gauge in told.gauges} == {
        "water_ml": 1500, "energy": 5, "exercise_minutes": None, "sleep_hours": 7,
    }  # fmt: skip
    energy = told.macros[0]
    assert (energy.amount, energy.known, (energy.target or 0) > 1200) == (600, 100, True)
    assert told.call is not None
    assert told.call.id == str(booked.pk)
    assert told.journey is not None
    assert (told.journey["elapsed"], told.journey["percent"]) == (5, 17)
    assert told.recent[0].what in {"symptom", "meal", "day"}
    with clock.at(NOON):
        care.begin(client=person, nutritionist=meera())
        set_targets(viewer=meera(), client=person, since=DAY, choices=Choices(energy=1750, reason="mine"))
        assert dashboard.dashboard(person).macros[0].target == 1750
    empty = dashboard.dashboard(charlie())
    assert (empty.streak, empty.score, empty.call, empty.recent) == (0, None, None, [])


@pytest.mark.parametrize("pattern", ["", "1", "01", "11", "011", "110111", "0111011", "1" * 40])
def test_the_streak_of_the_statement_is_that_of_the_rules(pattern: str) -> None:
    days = [DAY - timedelta(days=n) for n, mark in enumerate(pattern) if mark == "1"]
    with clock.at(NOON):
        for day in days:
            services.check_in(person=asha(), day=day, changes={"energy": 5})
        assert dashboard.dashboard(asha()).streak == rules.streak(days, DAY)


def test_the_api_tells_the_dashboard_to_its_person() -> None:
    with clock.at(NOON):
        lived(asha(), 3)
        told = ApiClient(asha()).get("/users/dashboard-stats").json()["data"]
        assert (told["streak"], told["meals"], told["onboardingOpen"], told["nutritionists"]) == (3, 1, 5, 0)
        assert told["today"][0] == {
            "name": "water_ml", "label": "Water", "value": 1500, "target": 2000, "unit": "ml", "share": 75,
        }  # fmt: skip
        assert ApiClient(charlie()).get("/users/dashboard-stats").json()["data"]["daysTracked"] == 0


def test_a_report_says_means_trends_and_how_much_is_known() -> None:
    with clock.at(NOON):
        lived(asha())
        told = report(asha(), DAY - timedelta(days=29), DAY)
    weight = next(one for one in told.measures if one.name == "weight_kg")
    assert (weight.days, weight.low, weight.high) == (30, 60, 61.45)
    assert weight.trend_per_week == pytest.approx(-0.35, abs=0.01)
    iron = next(one for one in told.nutrients if one.name == "iron")
    assert (iron.mean, iron.known_percent, iron.target, iron.days) == (6, 75, 29, 30)
    assert [one.name for one in told.short] == []
    assert (told.days_logged, told.food_days, told.longest_streak) == (30, 30, 30)
    assert told.symptoms[0].worst == 4


@pytest.mark.parametrize(("language", "word"), [("en", "Progress report"), ("hi", "प्रगति")])
def test_the_pdf_reads_in_both_languages(language: str, word: str) -> None:
    with clock.at(NOON):
        lived(asha(), 25)
        pdf = papers.pdf(asha(), report(asha(), DAY - timedelta(days=89), DAY), language)
    text = pypdfium2.PdfDocument(BytesIO(pdf))[0].get_textpage().get_text_bounded()
    assert "Asha Verma" in text
    assert language == "hi" or word in text


def test_the_report_is_for_the_client_and_who_treats_them() -> None:
    with clock.at(NOON):
        lived(asha(), 2)
        journey = services.start(person=asha(), title="Steady", days=30)
        assert ApiClient(asha()).get(f"/journeys/{journey.pk}/report").json()["data"]["daysLogged"] == 1
        assert ApiClient(charlie()).get(f"/journeys/{journey.pk}/report").status_code == 404
        wrong = ApiClient(asha()).get(f"/journeys/{journey.pk}/report?first=2020-01-01")
        assert wrong.status_code == 422
        client = Client()
        client.force_login(asha())
        assert client.get("/portal/journey/report/?first=x&last=2027-01-12").status_code == 200
        assert client.get("/portal/journey/report.pdf").content.startswith(b"%PDF")
        assert "Log a meal" in client.get("/portal/").content.decode()
        page, paper = f"/practice/clients/{asha().pk}/report/", f"/practice/clients/{asha().pk}/report.pdf"
        client.force_login(meera())
        assert client.get(page).status_code == client.get(paper).status_code == 404
        care.begin(client=asha(), nutritionist=meera())
        assert client.get(page).status_code == client.get(paper).status_code == 200
        client.force_login(kabir())
        assert client.get(page).status_code == 404
