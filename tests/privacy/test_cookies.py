"""The cookie question: asked once, no harder to refuse than to allow; and the list says what is really set."""

import re
from http.cookies import Morsel
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

import pathya.ui
from pathya.content.services import ensure_site
from pathya.privacy.purposes import NECESSARY
from tests import factories
from tests.browser import PageAt, Site, axe

CHOOSE = "/notices/cookies/choose/"
HALF_A_YEAR = 182 * 24 * 3600


def asks(client: Client, path: str = "/notices/") -> bool:
    return 'id="cookie-question"' in client.get(path).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("choice", ["necessary", "all"])
def test_it_is_asked_until_either_button_was_pressed(choice: str) -> None:
    client = Client(enforce_csrf_checks=True)
    assert asks(client)
    assert asks(client)
    answer = client.post(CHOOSE, {"choice": choice, "next": "/notices/keeping/"})
    assert (answer.status_code, answer["Location"]) == (302, "/notices/keeping/")
    assert client.cookies["cookie_choice"].value == choice
    assert client.cookies["cookie_choice"]["max-age"] == HALF_A_YEAR
    assert not asks(client)
    assert asks(Client())  # a page kept for all is not that of who has chosen, nor the other way round
    assert not asks(client, "/notices/cookies/")
    assert not asks(Client(), "/notices/cookies/")  # the page of the choice itself


@pytest.mark.django_db
def test_a_kept_page_is_not_given_to_who_has_chosen() -> None:
    ensure_site()
    chosen = Client()
    chosen.post(CHOOSE, {"choice": "necessary"})
    assert [asks(Client(), "/"), asks(chosen, "/"), asks(Client(), "/"), asks(chosen, "/")] == [True, False] * 2


@pytest.mark.django_db
@pytest.mark.parametrize("data", [{}, {"choice": "everything"}, {"choice": "all", "sec-fetch-site": "cross-site"}])
def test_what_is_no_choice_sets_nothing(data: dict[str, str]) -> None:
    client = Client(headers={"sec-fetch-site": data.get("sec-fetch-site", "same-origin")})
    client.post(CHOOSE, data)
    assert "cookie_choice" not in client.cookies


@pytest.mark.django_db
def test_the_list_of_necessary_cookies_is_what_the_program_sets() -> None:
    seen: dict[str, Morsel[Any]] = {}
    client = Client()

    def go(method: str, path: str, data: dict[str, str] | None = None) -> None:
        seen.update(getattr(client, method)(path, data or {}).cookies)

    factories.asha()
    go("get", "/accounts/login/")
    sign_in = {"email": "asha@pathya.example", "password": factories.PASSWORD, "remember_me": "on"}
    go("post", "/accounts/login/", sign_in)
    for path in ("/portal/", "/portal/settings/security/", "/notices/"):
        go("get", path)
    go("post", "/i18n/setlang/", {"language": "hi"})
    go("post", "/preferences/theme", {"theme": "dark"})
    go("post", CHOOSE, {"choice": "all"})
    go("post", "/portal/settings/security/sessions/end/")
    scripts = Path(pathya.ui.__file__).parent.parent.rglob("static/**/*.js")
    by_script = {name for file in scripts for name in re.findall(r"document\.cookie = `(\w+)=", file.read_text())}
    assert {one.name for one in NECESSARY} == set(seen) | by_script
    month, year = 30 * 24 * 3600, 365 * 24 * 3600
    lives = {"sessionid": month, "device": year, "language": year, "theme": year, "cookie_choice": HALF_A_YEAR}
    assert {name: seen[name]["max-age"] for name in lives} == lives
    assert {seen[name]["samesite"] for name in seen} == {"Lax"}


@pytest.mark.parametrize(("width", "dark", "language"), [(390, True, "hi"), (1440, False, "en")])
def test_it_blocks_nothing_and_goes_by_keyboard(
    site: Site, page_at: PageAt, width: int, dark: bool, language: str
) -> None:
    page = page_at(width, dark=dark, language=language)
    page.goto(site / "notices/")
    page.locator("#cookie-question").wait_for()
    axe(page)
    assert page.evaluate("document.activeElement === document.body")  # nothing is taken from the reader
    looks = page.eval_on_selector_all(
        "#cookie-question button", "all => all.map(one => [one.className, one.offsetHeight])"
    )
    assert looks[0] == looks[1]
    page.click("main a >> nth=0")
    page.wait_for_url(lambda url: url.rstrip("/") != str(site / "notices"))
    page.goto(site / "notices/")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "necessary":
            break
    page.keyboard.press("Enter")
    page.locator("#cookie-question").wait_for(state="detached")
    expect(page).to_have_url(site / "notices/")
    page.reload()
    expect(page.locator("#cookie-question")).to_have_count(0)
    assert [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "cookie_choice"] == ["necessary"]
