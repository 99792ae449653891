"""axe on every page that a person finds, the pages taking turns: phone, light, English; desktop, dark, Hindi."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from pathya.accounts.models import User
from pathya.kit import clock
from tests.access import world
from tests.access.page_rows import PAGES
from tests.access.test_pages import FOUND, client_of, filled
from tests.browser import PageAt, Site, axe
from tests.consultations.factories import NOW

APART = ("dev/", "_util", "health", "ready", "metrics", "robots", "sitemap", "manifest", "favicon")
"""For programs and developers; what is no page is left out by its type."""


@pytest.mark.parametrize("person", ["asha", "meera", "adi", "anonymous"])
def test_axe_finds_nothing(person: str, site: Site, page_at: PageAt) -> None:
    with clock.at(NOW):
        made = world.make()
    user = made.people[person]
    turns = [("en", page_at(390)), ("hi", page_at(1440, dark=True, language="hi"))]
    for language, page in turns:
        sign_in(page, user, site, language)
    told = []
    for number, address in enumerate(seen(client_of(user), addresses(made), whole=user is None)):
        language, page = turns[number % 2]
        if user:
            User.objects.filter(pk=user.pk).update(language=language)
        page.goto(site / address, wait_until="load")
        try:
            axe(page)
        except AssertionError as violation:
            told.append(str(violation))
    assert not told, "\n\n".join(told)


def addresses(made: world.World) -> list[str]:
    """Every page's address in the matrix's world."""
    found = []
    for name, address in sorted(FOUND.items()):
        row = PAGES.get(name)
        given = {key: made.ids.get(text, text) for key, text in row.given.items()} if row else {}
        if not address.startswith(APART) and not name.endswith("logout"):
            found.append("/" + filled(address, given))
    return found


def seen(client: Client, found: list[str], *, whole: bool) -> list[str]:
    """Those that are pages and open; what a visitor sees is left to visitors."""
    visitor = Client()
    shown = []
    for address in found:
        answer = client.get(address)
        if answer.status_code != 200 or not getattr(answer, "content", b"").lower().startswith(b"<!doctype html"):
            continue
        if whole or visitor.get(address).status_code != 200:
            shown.append(address)
    return shown


def sign_in(page: Page, user: User | None, site: Site, language: str) -> None:
    """Give a page the person's session, or a visitor's language."""
    cookies = [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site.url}]
    if user:
        session = client_of(user).cookies[settings.SESSION_COOKIE_NAME].value
        cookies.append({"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site.url})
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
