"""Times taken in a connected calendar block slots; a calendar that can't be reached changes nothing and says so."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from pathya.calendars import google, selectors, services
from pathya.calendars.models import BusyTime, Connection
from pathya.consultations import errors
from pathya.kit import clock
from tests import factories as cast
from tests.calendars.factories import FakeGoogle, connected
from tests.consultations.factories import NOW, TEN, book, nutritionist

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeGoogle]:
    made = FakeGoogle()
    monkeypatch.setattr(google, "google", lambda: made)
    monkeypatch.setattr("pathya.calendars.views.google", lambda: made)
    monkeypatch.setattr("pathya.calendars.services.google", lambda: made)
    with clock.at(NOW):
        yield made


def known() -> dict[str, datetime]:
    return dict(BusyTime.objects.values_list("event_id", "starts_at"))


def test_what_is_taken_there_can_not_be_booked_here(fake: FakeGoogle) -> None:
    meera, kabir = nutritionist(cast.meera()), nutritionist(cast.kabir())
    held = connected(cast.meera())
    fake.put("dentist", TEN - timedelta(minutes=30), 45)
    google.read(connection_id=held.pk)
    with pytest.raises(errors.SlotNotOffered):
        book(cast.asha(), meera, TEN)
    book(cast.asha(), kabir, TEN)
    fake.take("dentist")
    google.read(connection_id=held.pk)
    assert book(cast.bilal(), meera, TEN)


def test_changes_are_read_since_the_last_time(fake: FakeGoogle) -> None:
    held = connected(cast.meera())
    for number in range(5):
        fake.put(f"e{number}", TEN + number * HOUR)
    google.read(connection_id=held.pk)
    assert len(known()) == 5
    fake.put("e1", TEN + 9 * HOUR)
    fake.take("e2")
    fake.events["e4"] = None  # not in the log: a reading of changes does not see it
    google.read(connection_id=held.pk)
    assert known() == {"e0": TEN, "e1": TEN + 9 * HOUR, "e3": TEN + 3 * HOUR, "e4": TEN + 4 * HOUR}
    with clock.at(NOW + timedelta(hours=25)):
        google.read(connection_id=held.pk)
    assert "e4" not in known()  # once a day everything is read


def test_a_forgotten_sync_token_leads_to_a_reading_of_everything(fake: FakeGoogle) -> None:
    held = connected(cast.meera())
    fake.put("e0", TEN)
    google.read(connection_id=held.pk)
    fake.events.clear()
    fake.put("e9", TEN + HOUR)
    fake.forgets = True
    google.read(connection_id=held.pk)
    assert known() == {"e9": TEN + HOUR}


def test_a_calendar_out_of_reach_neither_frees_nor_blocks_and_tells_its_age(fake: FakeGoogle, client: Client) -> None:
    held = connected(cast.meera())
    fake.put("dentist", TEN)
    google.read(connection_id=held.pk)
    fake.down = True
    later = NOW + 3 * HOUR
    with clock.at(later):
        google.read(connection_id=held.pk)
        google.read(connection_id=held.pk)
        assert known() == {"dentist": TEN}
        held.refresh_from_db()
        assert held.read_at is not None
        assert (held.read_at - NOW) < timedelta(minutes=1)
        assert (held.failing_since or NOW) >= later
        found = selectors.health(cast.meera())
        assert found is not None
        assert found.is_stale
        client.force_login(cast.meera())
        page = client.get("/account/calendars/").content.decode()
        assert "could not be reached" in page
        assert "nothing is freed, nothing more is blocked" in page
        fake.down = False
        google.read(connection_id=held.pk)
    held.refresh_from_db()
    assert held.failing_since is None


def test_an_ended_token_is_renewed_and_access_withdrawn_is_told(fake: FakeGoogle, client: Client) -> None:
    held = connected(cast.meera())
    fake.valid = "other"
    google.read(connection_id=held.pk)
    assert fake.refreshed == 1
    with clock.at(NOW + 2 * HOUR):
        google.read(connection_id=held.pk)
        assert fake.refreshed == 2
    fake.withdrawn, fake.valid = True, "other"
    fake.put("dentist", TEN)
    google.read(connection_id=held.pk)
    held.refresh_from_db()
    assert held.withdrawn_at
    client.force_login(cast.meera())
    assert "no longer lets us in" in client.get("/account/calendars/").content.decode()


def test_a_reading_that_was_overtaken_is_dropped(fake: FakeGoogle) -> None:
    held = connected(cast.meera())
    fake.put("e0", TEN)
    google.read(connection_id=held.pk)
    stale = Connection.objects.get()
    fake.put("e1", TEN + HOUR)
    google.read(connection_id=held.pk)
    google._apply(stale, [], "old", whole=True)
    assert set(known()) == {"e0", "e1"}


def test_tokens_are_sealed_and_forgotten(fake: FakeGoogle) -> None:
    held = connected(cast.meera())
    fake.put("e0", TEN)
    google.read(connection_id=held.pk)
    row = Connection.objects.values().get()
    assert row["refresh_token"] != "R0"
    assert Connection.objects.get().refresh_token == "R0"
    assert services.disconnect(person=cast.meera()) == "R0"
    assert not BusyTime.objects.exists()
    assert services.disconnect(person=cast.meera()) == ""


def test_connecting_needs_the_state_of_this_session(fake: FakeGoogle, client: Client) -> None:
    client.force_login(cast.meera())
    back = "/account/calendars/google/returned/"
    assert client.get(back, {"state": "", "code": "c"}).status_code == 404
    asked = client.post("/account/calendars/google/")
    state = asked["Location"].partition("state=")[2]
    assert client.get(back, {"state": "forged", "code": "c"}).status_code == 404
    assert client.get(back, {"state": state, "code": "c"}).status_code == 404  # one try per question
    state = client.post("/account/calendars/google/")["Location"].partition("state=")[2]
    assert client.get(back, {"state": state, "error": "access_denied"}).status_code == 302
    assert not Connection.objects.exists()
    state = client.post("/account/calendars/google/")["Location"].partition("state=")[2]
    assert client.get(back, {"state": state, "code": "good"}).status_code == 302
    assert Connection.objects.get().refresh_token == "R-good"
    client.post("/account/calendars/google/disconnect/")
    assert fake.revoked == ["R-good"]


def test_all_day_and_past_times_of_long_ago_are_not_kept(fake: FakeGoogle) -> None:
    held = connected(cast.meera())
    fake.put("old", datetime(2026, 1, 1, tzinfo=UTC))
    google.read(connection_id=held.pk)
    assert known() == {}
