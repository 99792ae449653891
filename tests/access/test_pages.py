"""Every page × everybody: it opens, or it is not there (signing in first, for a visitor)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver
from pytest_django import Settings

from pathya.accounts.models import User
from pathya.kit import clock
from tests.access import world
from tests.access.page_rows import PAGES, PLACES, Page
from tests.access.test_matrix import ELSEWHERE
from tests.consultations.factories import NOW

APART = ("api/", "webhooks/", "cms/", "documents/uploads/")
"""The API and its uploads have a matrix of their own; webhooks are signed; the content admin is Wagtail's."""
SHUT = {401, 403, 404}


def patterns(resolver: Any = None, before: str = "", within: str = "") -> Iterator[tuple[str, str]]:
    """Our own pages: names with their namespace, and addresses as written."""
    for one in (resolver or get_resolver()).url_patterns:
        address = before + str(one.pattern)
        if not isinstance(one, URLPattern):
            yield from patterns(one, address, f"{one.namespace}:" if one.namespace else within)
        elif one.callback.__module__.startswith("pathya.") and one.name and not address.startswith(APART):
            yield within + one.name, address


FOUND = {name: address for name, address in patterns() if address and not address.startswith("^")}
"""The editors' pages (the home page among them) open to all; `tests/content` has their drafts."""


def test_every_page_of_an_object_has_its_row_and_no_row_is_left_over() -> None:
    names = [name for name, _address in patterns()]
    assert sorted(names) == sorted(set(names)), "two pages have one name"
    asked = {name for name, address in FOUND.items() if "<" in address}
    assert asked - set(PAGES) == set()
    assert set(PAGES) - set(names) == set()


@pytest.mark.django_db
def test_everybody_finds_what_the_table_says(settings: Settings) -> None:
    settings.API_PER_PERSON = settings.API_PER_ADDRESS = settings.UPLOADS_PER_HOUR = 0
    wrong = {}
    with clock.at(NOW):
        made = world.make()
        clients = {person: client_of(user) for person, user in made.people.items()}
        for name, address in FOUND.items():
            row = PAGES.get(name) or Page(next(who for start, who in PLACES.items() if address.startswith(start)))
            at = "/" + filled(address, {key: made.ids.get(text, text) for key, text in row.given.items()}) + row.query
            got = {person for person, client in clients.items() if opens(client, at)}
            if got != row.opens:
                wrong[name] = {"opens too": sorted(got - row.opens), "stays shut": sorted(row.opens - got)}
    assert not wrong, "\n".join(f"{name}: {what}" for name, what in wrong.items())


def client_of(user: User | None) -> Client:
    client = Client(REMOTE_ADDR=ELSEWHERE)
    if user:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def opens(client: Client, address: str) -> bool:
    """Read it; a page that is only sent to is sent nothing, and what that did is taken back."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer: HttpResponse = client.get(address)  # type: ignore[assignment]
        if answer.status_code == 405:
            answer = client.post(address)  # type: ignore[assignment]
        transaction.set_rollback(True)
    client.cookies = cookies
    assert answer.status_code != 500, address
    to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
    return not to_sign_in and answer.status_code not in SHUT


def filled(address: str, given: dict[str, Any]) -> str:
    """The address with its parts; one that is not given stays and fails."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(given[part[1]]), address)
