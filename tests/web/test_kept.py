"""Pages kept for all visitors: never anybody's own, never older than a change."""

import gzip
import threading
import time
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pathya.content.models import HomePage, StandardPage
from pathya.kit import notices
from pathya.practice.models import Practice
from tests import factories

pytestmark = pytest.mark.usefixtures("starting_site")


@pytest.fixture
def hearing() -> Iterator[None]:
    """As in a web process whose listener is connected; notices are given by hand."""
    notices.heard("")
    notices._connected.set()
    yield
    notices._connected.clear()
    notices.heard("")


@pytest.fixture
def home(starting_site: None, db: None) -> HomePage:
    return HomePage.objects.get(locale__language_code="en")


@pytest.mark.usefixtures("home", "hearing")
def test_the_second_visitor_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    first = Client().get("/")
    with django_assert_num_queries(0):
        second = Client().get("/")
    assert second.content == first.content
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert "Cookie" in second["Vary"]
    assert not second.cookies


@pytest.mark.usefixtures("home", "hearing")
def test_a_browser_that_has_it_gets_304() -> None:
    etag = Client().get("/")["ETag"]
    answer = Client().get("/", headers={"if-none-match": etag})
    assert answer.status_code == 304
    assert answer.content == b""


@pytest.mark.usefixtures("home", "hearing")
def test_is_compressed_for_who_takes_it() -> None:
    plain = Client().get("/")
    small = Client().get("/", headers={"accept-encoding": "gzip, br"})
    assert gzip.decompress(small.content) == plain.content
    assert small["Content-Encoding"] == "gzip"
    assert small["ETag"] != plain["ETag"]
    assert len(small.content) < 15_000, "the budget of design.md"


@pytest.mark.usefixtures("home", "hearing")
def test_language_theme_and_zone_are_kept_apart() -> None:
    plain = Client().get("/").content
    hindi = Client().get("/", headers={"accept-language": "hi"}).content
    dark = Client(headers={"cookie": "theme=dark"}).get("/").content
    assert len({plain, hindi, dark}) == 3
    assert Client().get("/").content == plain


@pytest.mark.usefixtures("home", "hearing")
def test_nobody_sees_what_was_made_for_somebody() -> None:
    asha = Client()
    asha.force_login(factories.asha())
    assert "asha@pathya.example" in asha.get("/").text
    assert "asha@pathya.example" not in Client().get("/").text
    assert "asha@pathya.example" in asha.get("/").text


@pytest.mark.usefixtures("home", "hearing")
@pytest.mark.parametrize("path", ["/", "/about/", "/privacy/"])
def test_a_kept_page_carries_no_token(path: str) -> None:
    answer = Client().get(path)
    assert "csrf" not in answer.text.lower()
    assert "ETag" in answer


@pytest.mark.usefixtures("home", "hearing")
def test_pages_with_tokens_or_questions_are_not_kept() -> None:
    assert "ETag" not in Client().get("/accounts/login/")
    assert "ETag" not in Client().get("/?utm_source=x")
    assert "ETag" not in Client().get("/no-such-page/")


@pytest.mark.usefixtures("hearing")
def test_a_notice_drops_it(home: HomePage) -> None:
    client = Client()
    client.get("/about/")
    page = StandardPage.objects.child_of(home).get(slug="about")
    page.title = "Changed"
    page.save_revision().publish()
    notices.heard("content")
    assert "Changed" in client.get("/about/").text


@pytest.mark.usefixtures("home")
def test_a_process_that_does_not_hear_keeps_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    Client().get("/about/")
    with pytest.raises(pytest.fail.Exception), django_assert_num_queries(0):
        Client().get("/about/")


@pytest.mark.usefixtures("hearing")
def test_what_changes_while_a_value_is_made_is_not_kept() -> None:
    kept: notices.Kept[int] = notices.Kept("content")

    def load() -> int:
        notices.heard("content")
        return 1

    assert kept.get("x", load) == 1
    assert kept.find("x") is None


@pytest.mark.usefixtures("committed")
def test_the_database_tells_the_listener() -> None:
    kept: notices.Kept[str] = notices.Kept("practice")
    listener = threading.Thread(target=notices._listen_once, kwargs={"timeout": 3}, daemon=True)
    listener.start()
    deadline = time.monotonic() + 3
    while not notices.listening() and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        kept.keep("x", "old", kept.mark())
        assert kept.find("x") == "old"
        Practice.objects.create(name_en="New")
        while kept.find("x") and time.monotonic() < deadline:
            time.sleep(0.01)
        assert kept.find("x") is None
    finally:
        listener.join(5)
        notices._connected.clear()
