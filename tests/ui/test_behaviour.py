"""What the small scripts add, and what works without them."""

from playwright.sync_api import expect

from tests.browser import PageAt, Site


def test_theme_changes_without_a_new_page(site: Site, page_at: PageAt) -> None:
    page = page_at(1440)
    page.goto(site / "dev/components")
    page.evaluate("window.same = true")
    page.locator("main [data-theme-switch] button[value=dark]").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("window.same")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"


def test_theme_and_language_without_scripts(site: Site, page_at: PageAt) -> None:
    page = page_at(1440, scripts=False)
    page.goto(site / "dev/components")
    page.locator("main [data-theme-switch] button[value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator("header .language button").click()
    expect(page.locator("html")).to_have_attribute("lang", "hi")
    expect(page).to_have_url(site / "dev/components")


def test_zone_is_told_to_the_server(site: Site, page_at: PageAt) -> None:
    page = page_at(390)
    page.goto(site / "dev/components")
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    assert cookies["tz"] == "Asia/Kolkata"


def test_dialog_keeps_and_gives_back_focus(site: Site, page_at: PageAt) -> None:
    page = page_at(1440)
    page.goto(site / "dev/components")
    page.get_by_role("button", name="Open a dialog").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.open") == "sample-dialog"


def test_password_is_shown_on_demand(site: Site, page_at: PageAt) -> None:
    page = page_at(390)
    page.goto(site / "dev/components")
    page.get_by_role("button", name="Show password").first.click()
    expect(page.locator("#id_password")).to_have_attribute("type", "text")


def test_chart_reads_out_by_keyboard(site: Site, page_at: PageAt) -> None:
    page = page_at(1440)
    page.goto(site / "dev/components")
    chart = page.locator("[data-chart]").first
    chart.locator("svg").focus()
    page.keyboard.press("Home")
    expect(chart.locator("[data-read]")).to_contain_text("71.8 kg")
