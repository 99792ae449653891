"""The practice's availability page."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pathya.kit import clock
from pathya.nutritionists import selectors
from pathya.nutritionists.models import DayException, Nutritionist, TimeOff
from pathya.nutritionists.rules import Plan
from tests import factories as people
from tests.consultations.test_slots import call
from tests.nutritionists import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 28, tzinfo=UTC)
PAGE = "/practice/availability/"
OTHER_HOURS = {
    "exception-date": "2027-03-01",
    "exception-state": "open",
    "exception-start_0": "10:00",
    "exception-end_0": "12:00",
}


@pytest.fixture
def browser() -> Any:
    with clock.at(NOW):
        client = Client()
        client.force_login(factories.meera().user)
        yield client


def meera() -> Nutritionist:
    return Nutritionist.objects.get(slug="meera")


def week(**typed: str) -> dict[str, str]:
    found = {"action": "save"}
    for weekday in range(5):
        found |= {f"d{weekday}-hours-0-start": "09:00", f"d{weekday}-hours-0-end": "17:00"}
    return {**found, **{name.replace("_", "-"): text for name, text in typed.items()}}


def test_the_page_shows_the_week_the_slots_and_what_lies_outside(browser: Client) -> None:
    call(meera(), datetime(2027, 3, 6, 5, tzinfo=UTC))
    page = browser.get(PAGE).text
    for text in ('value="09:00"', 'value="13:45"', "14 free", "1 booked call lies outside", "Asha Verma"):
        assert text in page


def test_the_statements_do_not_grow_with_the_calls(
    browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser.get(PAGE)
    for hour in range(4, 11):
        call(meera(), datetime(2027, 3, 1, hour, tzinfo=UTC))
        factories.exception(meera(), datetime(2027, 4, hour, tzinfo=UTC).date(), (600, 660), (700, 760))
    with django_assert_max_num_queries(19):
        browser.get(PAGE)


def test_a_week_is_saved(browser: Client) -> None:
    answer = browser.post(PAGE + "week/", week(d0_hours_1_start="20:00", d0_hours_1_end="01:00"))
    assert (answer.status_code, answer["Location"]) == (303, PAGE + "#week")
    found = selectors.week_of(meera())
    assert found[0] == Plan(((540, 1020), (1200, 1500)))
    assert found[5] == Plan()


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ({"d0_hours_1_start": "16:00", "d0_hours_1_end": "18:00"}, "overlaps another"),
        ({"d0_breaks_0_start": "08:00", "d0_breaks_0_end": "08:30"}, "inside the hours"),
        ({"d0_hours_1_start": "18:00"}, "Give both times"),
        ({"d0_hours_1_start": "18:00", "d0_hours_1_end": "99:99"}, "Give both times"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(browser: Client, typed: dict[str, str], text: str) -> None:
    before = selectors.week_of(meera())
    answer = browser.post(PAGE + "week/", week(d4_hours_0_end="17:35", **typed))
    assert answer.status_code == 422
    assert text in answer.text
    assert 'value="17:35"' in answer.text
    assert selectors.week_of(meera()) == before


def test_rows_are_added_removed_and_copied_without_saving(browser: Client) -> None:
    before = selectors.week_of(meera())
    added = browser.post(PAGE + "week/", week(action="add:5:hours")).text
    assert 'name="d5-hours-0-start"' in added
    removed = browser.post(PAGE + "week/", week(action="remove:0:hours:0")).text
    assert 'name="d0-hours-0-start"' not in removed
    copied = browser.post(PAGE + "week/", week(action="copy:0:all", d0_hours_0_end="12:05")).text
    assert copied.count('value="12:05"') == 7
    for nonsense in ("add:9:hours", "remove:0:hours:7", "copy:x:all", "add:-1:hours", "drop:0", ":::"):
        assert browser.post(PAGE + "week/", week(action=nonsense)).status_code == 200
    assert selectors.week_of(meera()) == before


def rules(**changes: Any) -> dict[str, Any]:
    lengths = {f"rules-length_{offer.kind_id}": offer.duration_minutes for offer in meera().offers.all()}
    typed = {"time_zone": "Europe/London", "buffer_minutes": 15, "notice_minutes": 60, "horizon_days": 60,
             "step_minutes": 20, "works_on_holidays": "on"}  # fmt: skip
    return {f"rules-{name}": value for name, value in {**typed, **changes}.items()} | lengths


def test_rules_are_saved(browser: Client) -> None:
    assert browser.post(PAGE + "rules/", rules()).status_code == 303
    assert (meera().time_zone, meera().buffer_minutes, meera().works_on_holidays) == ("Europe/London", 15, True)
    assert browser.post(PAGE + "rules/", rules(time_zone="Nowhere")).status_code == 422
    assert browser.post(PAGE + "rules/", rules(buffer_minutes=7)).status_code == 422


def test_a_day_is_set_and_removed(browser: Client) -> None:
    typed = {
        "exception-date": "2027-03-01",
        "exception-state": "open",
        "exception-start_0": "10:00",
        "exception-end_0": "12:00",
    }
    assert browser.post(PAGE + "exceptions/", typed).status_code == 303
    assert "10:00 – 12:00" in browser.get(PAGE).text
    assert browser.post(PAGE + "exceptions/2027-03-01/remove/").status_code == 303
    assert not DayException.objects.exists()
    assert browser.post(PAGE + "exceptions/never/remove/").status_code == 404


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"exception-date": "2026-03-01"}, "has passed"),
        ({"exception-end_0": ""}, "Give both times"),
        ({"exception-start_0": "", "exception-end_0": ""}, "from when to when"),
        ({"exception-start_1": "11:00", "exception-end_1": "13:00"}, "overlaps"),
    ],
)
def test_a_day_that_cannot_be_set_says_why(browser: Client, change: dict[str, str], text: str) -> None:
    typed = {
        "exception-date": "2027-03-01",
        "exception-state": "open",
        "exception-start_0": "10:00",
        "exception-end_0": "12:00",
    }
    answer = browser.post(PAGE + "exceptions/", {**typed, **change})
    assert answer.status_code == 422
    assert text in answer.text


def test_time_off_is_whole_days_on_the_nutritionists_clock(browser: Client) -> None:
    assert (
        browser.post(PAGE + "time-off/", {"off-first_day": "2027-03-02", "off-last_day": "2027-03-03"}).status_code
        == 303
    )
    made = TimeOff.objects.get()
    assert (made.starts_at, made.ends_at) == (
        datetime(2027, 3, 1, 18, 30, tzinfo=UTC), datetime(2027, 3, 3, 18, 30, tzinfo=UTC),
    )  # fmt: skip
    assert browser.post(f"{PAGE}time-off/{made.pk}/remove/").status_code == 303
    backwards = {"off-first_day": "2027-03-03", "off-last_day": "2027-03-01"}
    assert browser.post(PAGE + "time-off/", backwards).status_code == 422


def test_only_nutritionists_have_the_page(browser: Client) -> None:
    client = Client()
    assert client.get(PAGE).status_code == 302
    for person in (people.asha(), people.esha(), people.adi(), people.kabir()):
        client.force_login(person)
        assert client.get(PAGE).status_code == 404
        assert client.post(PAGE + "week/", week()).status_code == 404


def test_htmx_gets_the_week_only(browser: Client) -> None:
    page = browser.post(PAGE + "week/", week(action="add:5:hours"), headers={"HX-Request": "true"}).text
    assert page.lstrip().startswith('<section id="week"')


def test_htmx_is_told_to_load_the_saved_page_anew(browser: Client) -> None:
    answer = browser.post(PAGE + "week/", week(), headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")
    assert "Your hours are saved" in browser.get(PAGE).text
