from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pathya.journeys import meals, services
from pathya.journeys.eating import Eaten
from pathya.journeys.meals import NewMeal
from pathya.journeys.models import CheckIn, Symptom
from pathya.kit import clock
from tests.browser import PageAt, Site, axe
from tests.factories import PASSWORD, asha, charlie, meera
from tests.journeys.foods import dal

NOON = datetime(2027, 1, 12, 6, 30, tzinfo=UTC)


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


@pytest.mark.django_db
def test_a_day_is_logged_by_the_form_and_only_what_changed_is_written() -> None:
    with clock.at(NOON):
        client = signed_in(asha())
        sent = client.post("/portal/log/?day=2027-01-11", {"energy": "7", "sleep_hours": "6.5", "notes": ""})
        assert sent.headers["Location"] == "/portal/log/?day=2027-01-11"
        client.post("/portal/log/water/?day=2027-01-11")
        client.post("/portal/log/?day=2027-01-11", {"energy": "7", "sleep_hours": "", "notes": "late"})
    row = CheckIn.objects.get()
    assert (row.day, row.energy, row.sleep_hours, row.water_ml, row.notes) == (date(2027, 1, 11), 7, None, 250, "late")


@pytest.mark.django_db
def test_bad_input_is_told_and_nothing_typed_is_lost() -> None:
    with clock.at(NOON):
        page = signed_in(asha()).post("/portal/log/", {"weight_kg": "9", "notes": "tired"})
    assert page.status_code == 422
    assert "tired" in page.content.decode()
    assert 'id="id_weight_kg_error"' in page.content.decode()
    assert not CheckIn.objects.exists()


@pytest.mark.django_db
def test_symptoms_are_noted_and_taken_back_by_their_owner_only() -> None:
    with clock.at(NOON):
        signed_in(asha()).post("/portal/log/symptoms/", {"symptom-kind": "acidity", "symptom-severity": "4"})
        one = Symptom.objects.get()
        signed_in(charlie()).post(f"/portal/log/symptoms/{one.pk}/remove/")
        assert Symptom.objects.exists()
        signed_in(asha()).post(f"/portal/log/symptoms/{one.pk}/remove/")
    assert not Symptom.objects.exists()


@pytest.mark.django_db
def test_the_journey_page_reads_days_and_asks_the_same_of_many(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with clock.at(NOON):
        for back in range(60):
            day = date(2027, 1, 12) - timedelta(days=back)
            services.check_in(person=asha(), day=day, changes={"energy": 5 + back % 3, "water_ml": 1500})
        client = signed_in(asha())
        client.post("/portal/journey/start/", {"title": "Steady energy", "days": "90"})
        client.get("/portal/journey/")
        with django_assert_num_queries(18):
            page = client.get("/portal/journey/?days=90").content.decode()
    assert "Steady energy" in page
    assert page.count("square--logged") > 30
    assert page.count('class="chart ') == 2
    with clock.at(NOON):
        page = client.get("/portal/journey/?first=2026-12-01&last=2026-12-10").text
        assert client.get("/portal/journey/?first=2027-01-02&last=2026-12-10&nutrient=x").status_code == 200
    assert "10 days logged" in page
    assert 'value="2026-12-01"' in page


@pytest.mark.django_db
def test_the_pages_are_for_clients() -> None:
    for path in ("/portal/log/", "/portal/journey/"):
        assert Client().get(path).status_code == 302
        assert signed_in(meera()).get(path).status_code == 404


@pytest.mark.parametrize(("width", "language"), [(390, "en"), (1440, "hi")])
def test_log_and_look_in_a_browser(site: Site, page_at: PageAt, width: int, language: str) -> None:
    person = asha()
    today = clock.today("Asia/Kolkata")
    for back in range(1, 15):
        day = today - timedelta(days=back)
        services.check_in(person=person, day=day, changes={"energy": 4 + back % 4, "sleep_hours": 6 + back % 3})
    page = page_at(width, language=language)
    page.goto(site / "portal/log/")
    page.fill("#id_email", person.email)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/portal/log/")
    page.locator("form[action*=water] button").first.click()
    page.wait_for_url("**/portal/log/?day=*")
    page.locator("label[for=id_energy_6]").click()
    page.fill("#id_sleep_hours", "7.5")
    page.fill("#id_notes", "Slept well")
    page.click(".day-form button.button")
    page.locator(".toast").first.wait_for()
    row = CheckIn.objects.get(day=today)
    assert (row.energy, row.water_ml, row.notes) == (7, 250, "Slept well")
    meals.log_meal(person=person, meal=NewMeal("lunch", [Eaten(dal().pk, grams=150)], clock.now()))
    for path in ("portal/", "portal/log/", "portal/journey/", "portal/journey/report/", "portal/journey/trials/"):
        page.goto(site / path)
        name = path.strip("/").replace("/", "-")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.wait_for_timeout(150)
            axe(page)
            page.screenshot(path=f".cache/{name}-{width}-{scheme}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
