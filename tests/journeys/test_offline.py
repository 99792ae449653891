from pathlib import Path

from playwright.sync_api import Page

from pathya.journeys.models import CheckIn, DayFood, Meal, Symptom
from tests.browser import PageAt, Site, axe
from tests.factories import PASSWORD, asha
from tests.journeys.foods import dal, roti

SHOTS = Path(".cache")


def sign_in(page: Page, site: Site) -> None:
    page.goto(site / "portal/log/")
    page.fill("#id_email", asha().email)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/portal/log/")


def tap(page: Page, typed: str, measure: str) -> None:
    """Type three letters, tap a measure."""
    page.fill("#q", typed)
    page.locator(f"#results .portion button[value={measure}]").first.click()


def test_a_meal_in_three_letters_and_a_tap_then_undone(site: Site, page_at: PageAt) -> None:
    dal(), roti()
    page = page_at(390)
    sign_in(page, site)
    tap(page, "dal", "katori")
    page.locator(".undo").wait_for()
    assert Meal.objects.get().nutrients["energy"] == 150
    page.locator(".undo button").click()
    page.locator(".undo >> text=Taken out").wait_for()
    assert DayFood.objects.get().meals == 0
    page.locator(".undo button").click()
    page.wait_for_url("**/portal/log/?day=*")
    assert DayFood.objects.get().meals == 1
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        axe(page)
        page.screenshot(path=SHOTS / f"meal-{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_three_meals_without_a_network_and_a_killed_page_arrive_once(site: Site, page_at: PageAt) -> None:
    dal(), roti()
    page = page_at(390)
    sign_in(page, site)
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.wait_for_function("() => indexedDB.databases().then((all) => all.some((one) => one.name === 'pathya-known'))")
    page.wait_for_timeout(300)
    context = page.context
    context.set_offline(True)
    page.goto(site / "portal/log/")
    page.locator("[data-somebody]").wait_for()
    axe(page)
    for typed, measure in (("dal", "katori"), ("rot", "piece"), ("rot", "piece")):
        tap(page, typed, measure)
        page.wait_for_function("() => document.querySelector('#q').value === ''")
    page.locator("[data-entry=water] button").click()
    page.click("label[for=id_energy_3]")
    page.click("[data-entry=day] button")
    page.click("summary:has-text('Note a symptom')")
    page.click("label[for=id_symptom-severity_4]")
    page.click("[data-entry=symptom] button")
    page.wait_for_function("() => document.querySelectorAll('[data-waiting] li').length === 6")
    page.screenshot(path=SHOTS / "offline.png", full_page=True)
    page.close()
    assert not Meal.objects.exists()

    # the session ended meanwhile, too
    cookies = [one for one in context.cookies() if one["name"] != "sessionid"]
    context.clear_cookies()
    context.add_cookies(cookies)  # type: ignore[arg-type]
    context.set_offline(False)
    page = context.new_page()
    page.set_default_timeout(15_000)
    sign_in(page, site)
    page.locator(".meal__row").nth(2).wait_for()
    page.reload()
    page.locator(".meal__row").nth(2).wait_for()
    assert sorted(meal.items[0]["name"] for meal in Meal.objects.all()) == ["Roti", "Roti", "Toor dal"]
    day = CheckIn.objects.get()
    assert (DayFood.objects.get().meals, day.water_ml, day.energy) == (3, 250, 4)
    assert Symptom.objects.get().severity == 5
    page.locator("summary.account__button").click()
    page.locator(".menu__panel form[action*=logout] button").click()
    page.wait_for_url(lambda url: "portal" not in url)
    left = page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))")
    assert "pathya-known" not in left
    assert page.evaluate("caches.keys()") == []
