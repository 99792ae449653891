"""The week calendar: what lies where, what clashes, and moves as the call was seen, by script, form and keyboard."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from pathya.calendars.models import BusyTime, Connection
from pathya.consultations import week
from pathya.consultations.models import Consultation
from pathya.kit import clock
from pathya.nutritionists.models import DayException, Holiday, TimeOff
from pathya.operations import audit
from tests import factories as cast
from tests.browser import PageAt, Site, axe
from tests.consultations.factories import NOW, TEN, call, nutritionist
from tests.factories import PASSWORD

KOLKATA = ZoneInfo("Asia/Kolkata")
MONDAY = date(2027, 1, 11)
JSON = {"Accept": "application/json"}


def connected() -> Connection:
    return Connection.objects.create(person=cast.meera(), refresh_token="r", read_at=clock.now())


@pytest.mark.django_db
def test_the_week_shows_hours_absences_and_what_clashes() -> None:
    meera = nutritionist(cast.meera())
    with clock.at(NOW):
        inside, night = call(cast.asha(), meera), call(cast.bilal(), meera, datetime(2027, 1, 13, 15, 30, tzinfo=UTC))
        clashing = call(cast.asha(), meera, TEN + timedelta(days=2))
        TimeOff.objects.create(
            nutritionist=meera, starts_at=TEN + timedelta(days=3), ends_at=TEN + timedelta(days=4), reason="Wedding"
        )
        BusyTime.objects.create(
            connection=connected(), person=cast.meera(), event_id="e", starts_at=clashing.starts_at,
            ends_at=clashing.ends_at + timedelta(minutes=3),
        )  # fmt: skip
        Holiday.objects.get_or_create(date=date(2027, 1, 16), defaults={"name_en": "Pongal"})
        DayException.objects.create(nutritionist=meera, date=date(2027, 1, 17), reason="Conference")
        found = week.of(cast.meera(), MONDAY, KOLKATA, clock.now())
    slips = {slip.call.pk: slip for column in found.columns for slip in column.slips}
    assert slips[inside.pk].place.css == "from-h10 from-m0 to-h10 to-m20"
    assert (slips[inside.pk].troubles, slips[inside.pk].busy_minutes) == ([], 30)
    assert slips[night.pk].troubles == ["outside your hours"]
    assert slips[clashing.pk].troubles == ["clashes with your own calendar"]
    assert (found.top, found.bottom) == (8, 22)
    shut = [(column.date.day, one.kind, one.place.css) for column in found.columns for one in column.shut]
    assert shut == [
        (14, "busy", "from-h10 from-m0 to-h10 to-m25"),
        (15, "off", "from-h10 from-m0 to-h24 to-m0"),
        (16, "off", "from-h0 from-m0 to-h10 to-m0"),
    ]
    labels = {column.date.day: column.label for column in found.columns if column.label}
    assert labels == {16: Holiday.objects.get(date=date(2027, 1, 16)).name, 17: "Conference"}
    assert found.columns[1].opens == "540-1020"
    assert found.columns[6].opens == ""


@pytest.mark.django_db
def test_the_script_moves_with_a_reason_and_only_what_it_saw() -> None:
    meera = nutritionist(cast.meera())
    client, stranger = Client(), Client()
    client.force_login(cast.meera())
    stranger.force_login(cast.kabir())
    with clock.at(NOW):
        made = call(cast.asha(), meera)
        other = call(cast.bilal(), meera, TEN + timedelta(hours=2))
        path = f"/practice/calls/{made.pk}/move/"
        sent = {"at": "2027-01-12T20:00", "reason": "Ill", "sequence": "0"}
        assert stranger.post(path, sent, headers=JSON).status_code == 404
        assert client.post(path, {**sent, "reason": ""}, headers=JSON).status_code == 422
        taken = client.post(path, {**sent, "at": "2027-01-12T12:00"}, headers=JSON)
        assert (taken.status_code, taken.json()["code"]) == (409, "slot_taken")
        assert client.post(path, sent, headers=JSON).json()["sequence"] == 1
        stale = client.post(path, {**sent, "at": "2027-01-12T09:00"}, headers=JSON)
        assert (stale.status_code, stale.json()["code"]) == (409, "changed_meanwhile")
        form = client.get(path).content.decode()
        assert 'name="sequence" value="1"' in form
        assert client.post(path, {**sent, "at": "2027-01-12T15:00", "sequence": "0"}).status_code == 409
        assert client.post(path, {**sent, "at": "2027-01-12T15:00", "sequence": "1"}).status_code == 302
    made.refresh_from_db()
    assert made.starts_at == datetime(2027, 1, 12, 9, 30, tzinfo=UTC)
    assert [event.detail["override"] for event in audit.events(subject_id=made.pk)] == [False, True]
    assert other.starts_at == TEN + timedelta(hours=2)


def signed_in(page: Page, site: Site) -> None:
    page.goto(site / "accounts/login/")
    page.get_by_label("E-mail").fill("meera@pathya.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/practice/")


def test_a_call_is_moved_by_pointer_and_keyboard_and_a_second_window_is_told(site: Site, page_at: PageAt) -> None:
    meera = nutritionist(cast.meera(), slug="meera")
    monday = clock.today("Asia/Kolkata") + timedelta(days=7)
    monday -= timedelta(days=monday.weekday())
    at_ten = datetime.combine(monday, datetime.min.time(), KOLKATA) + timedelta(hours=10)
    made = call(cast.asha(), meera, at_ten)
    call(cast.bilal(), meera, at_ten + timedelta(days=1, hours=2))
    page, second = page_at(1440), page_at(1440)
    for one in (page, second):
        signed_in(one, site)
        one.goto(site / f"practice/week/?from={monday}")
    axe(page)
    days = page.locator("[data-date]")
    mine = page.locator("[data-call]", has_text="Asha Verma")
    box, target = mine.bounding_box(), days.nth(2).bounding_box()
    assert box
    assert target
    page.mouse.move(box["x"] + 20, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(target["x"] + 40, box["y"] + 60, steps=4)
    page.mouse.move(target["x"] + 40, box["y"] + 12 + 88, steps=4)
    page.mouse.up()
    page.get_by_label("Reason").fill("A talk on Monday")
    page.get_by_role("button", name="Move it there").click()
    expect(page.locator("#toasts")).to_contain_text("The call is moved.")
    made.refresh_from_db()
    assert made.starts_at == at_ten + timedelta(days=2, hours=1)
    handle = page.get_by_role("link", name="Move the call with Asha Verma")
    handle.focus()
    for key in ("Enter", "ArrowLeft", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator("[data-calendar-say]")).to_contain_text("there is another call")
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)
    for key in ("Enter", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("Earlier suits us")
    page.get_by_role("button", name="Move it there").click()
    expect(page.locator("#toasts")).to_contain_text("The call is moved.")
    expect(page.locator('[data-call][data-sequence="2"]')).to_have_count(1)
    made.refresh_from_db()
    assert made.starts_at == at_ten + timedelta(days=2, minutes=45)
    late = second.get_by_role("link", name="Move the call with Asha Verma")
    late.focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        second.keyboard.press(key)
    second.keyboard.type("Too late")
    second.get_by_role("button", name="Move it there").click()
    expect(second.locator("#toasts")).to_contain_text("changed in another window")
    assert Consultation.objects.get(pk=made.pk).sequence == 2
    assert second.locator("[data-call]", has_text="Asha Verma").get_attribute("data-from") == "600"
