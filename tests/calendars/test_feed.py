"""The private feed: an address that is a secret, revocable, cheap to ask again."""

from collections.abc import Iterator
from datetime import timedelta

import icalendar
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pathya.accounts.models import User
from pathya.calendars import services
from pathya.calendars.models import FeedToken
from pathya.consultations import calendar
from pathya.consultations.services import cancel
from pathya.kit import clock
from tests import factories as cast
from tests.consultations.factories import NOW, TEN, book, nutritionist

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.at(NOW):
        yield


def address(person: User) -> str:
    return f"/calendar/{services.make_feed(person=person)}.ics"


def test_a_feed_shows_ones_own_calls_and_nothing_of_what_was_written(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    meera = nutritionist(cast.meera())
    made = book(cast.asha(), meera, TEN, notes="Thyroid")
    book(cast.bilal(), meera, TEN + timedelta(hours=1))
    url = address(cast.asha())
    with django_assert_num_queries(2):
        answer = Client().get(url)
    [event] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(event["UID"]), event["SEQUENCE"], event["DTSTART"].dt) == (calendar.uid(made), 0, TEN)
    assert b"Thyroid" not in answer.content
    assert b"bilal" not in answer.content.lower()
    assert answer["Content-Type"].startswith("text/calendar")
    assert "private" in answer["Cache-Control"]
    assert len(icalendar.Calendar.from_ical(Client().get(address(cast.meera())).content).walk("VEVENT")) == 2
    assert icalendar.Calendar.from_ical(Client().get(address(cast.charlie())).content).walk("VEVENT") == []


def test_it_is_not_sent_again_until_something_changes() -> None:
    made = book(cast.asha(), nutritionist(cast.meera()), TEN)
    url = address(cast.asha())
    tag = Client().get(url)["ETag"]
    again = Client().get(url, headers={"If-None-Match": f'"x", W/{tag}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    cancel(viewer=cast.asha(), consultation_id=made.pk)
    changed = Client().get(url, headers={"If-None-Match": tag})
    [event] = icalendar.Calendar.from_ical(changed.content).walk("VEVENT")
    assert (changed.status_code, str(event["STATUS"]), event["SEQUENCE"]) == (200, "CANCELLED", 1)


def test_renewed_and_revoked_addresses_answer_no_more(client: Client) -> None:
    asha = cast.asha()
    first = address(asha)
    second = address(asha)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    client.force_login(asha)
    client.post("/account/calendars/feed/revoke/")
    assert Client().get(second).status_code == 404
    third = address(asha)
    asha.is_active = False
    asha.save()
    assert Client().get(third).status_code == 404


def test_the_secret_is_shown_once_and_kept_as_a_digest(client: Client) -> None:
    client.force_login(cast.asha())
    page = client.post("/account/calendars/feed/").content.decode()
    token = page.partition("/calendar/")[2].partition(".ics")[0]
    assert Client().get(f"/calendar/{token}.ics").status_code == 200
    assert token not in client.get("/account/calendars/").content.decode()
    assert FeedToken.objects.get().token_hash != token


def test_guessing_is_slowed() -> None:
    codes = {Client().get(f"/calendar/guess{number}.ics").status_code for number in range(31)}
    assert codes == {404, 429}
