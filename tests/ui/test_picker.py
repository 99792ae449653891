"""Days and times to choose, by keyboard and without scripts."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from pathya.ui import picker
from tests.browser import PageAt, Site

FREE = {date(2026, 11, 24): 3, date(2026, 12, 1): 1}


def november(**options: object) -> picker.Month:
    return picker.month(
        date(2026, 11, 9),
        FREE,
        link=lambda day: f"?d={day}",
        month_link=lambda day: f"?m={day}",
        today=date(2026, 11, 22),
        **options,  # type: ignore[arg-type]
    )


def test_month_offers_only_days_with_room() -> None:
    month = november(selected=date(2026, 11, 24), latest=date(2026, 12, 15))
    days = {day.date: day for week in month.weeks for day in week}
    assert month.title == "November 2026"
    assert [day.url for day in days.values() if day.url] == ["?d=2026-11-24", "?d=2026-12-01"]
    assert days[date(2026, 11, 24)].label == "Tuesday, 24 November 2026, 3 free times"
    assert days[date(2026, 11, 25)].label == "Wednesday, 25 November 2026, nothing free"
    assert days[date(2026, 11, 24)].is_selected
    assert days[date(2026, 11, 22)].is_today


def test_month_leads_no_further_than_the_horizon() -> None:
    month = november(latest=date(2026, 11, 30))
    assert (month.previous_url, month.next_url) == ("", "")
    assert november(latest=date(2026, 12, 1)).next_url == "?m=2026-12-01"


def test_times_are_grouped_in_the_viewers_zone() -> None:
    times = [datetime(2026, 11, 24, hour, tzinfo=UTC) for hour in (13, 4, 8)]
    parts = picker.parts_of_day(times, ZoneInfo("Asia/Kolkata"), selected=times[1])
    assert [(part.title, [slot.text for slot in part.slots]) for part in parts] == [
        ("Morning", ["9:30 am"]),
        ("Afternoon", ["1:30 pm"]),
        ("Evening", ["6:30 pm"]),
    ]
    assert parts[0].slots[0].is_selected
    assert parts[0].slots[0].value == "2026-11-24T04:00:00+00:00"


def test_days_by_keyboard(site: Site, page_at: PageAt) -> None:
    page = page_at(1440)
    page.goto(site / "dev/components")
    grid = page.get_by_role("grid")
    chosen = grid.locator("a[aria-current=date]")
    chosen.focus()
    expect(grid.locator("a[tabindex='0']")).to_have_count(1)
    before = page.evaluate("document.activeElement.id")
    page.keyboard.press("ArrowRight")
    after = page.evaluate("document.activeElement.id")
    assert after > before
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.id") == before
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_url("**day=**")
    assert page.evaluate("document.activeElement.matches('a.day[aria-current=date]')")


def test_months_by_keyboard(site: Site, page_at: PageAt) -> None:
    page = page_at(1440)
    page.goto(site / "dev/components")
    title = page.locator("#days-title")
    before = title.inner_text()
    page.get_by_role("grid").locator("a[aria-current=date]").focus()
    page.keyboard.press("PageDown")
    page.wait_for_function("before => document.querySelector('#days-title').textContent !== before", arg=before)


def test_days_and_times_without_scripts(site: Site, page_at: PageAt) -> None:
    page = page_at(390, scripts=False)
    page.goto(site / "dev/components")
    page.locator("a.day").last.click()
    page.wait_for_url("**day=**")
    page.locator("input[name=scheduled_at]").first.check(force=True)
    expect(page.locator("input[name=scheduled_at]:checked")).to_have_count(1)
