"""Recordings: only with both people's word, told by a webhook that only Zoom can sign, once."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from pathya.consultations.models import Consultation
from pathya.kit import clock
from pathya.meetings import recordings, rooms, selectors, tasks
from pathya.meetings.models import Recording, RecordingConsent, VideoNotice
from pathya.privacy.selectors import has_consent
from pathya.privacy.services import set_consent
from tests import factories as cast
from tests.consultations.factories import NOW, call, nutritionist
from tests.meetings.factories import ACCOUNT, FakeZoom

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def zoom(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeZoom]:
    settings.ZOOM = ACCOUNT
    fake = FakeZoom()
    monkeypatch.setattr(rooms, "meeting_service", lambda: fake)
    with clock.at(NOW):
        yield fake


def booked() -> Consultation:
    made = call(cast.asha(), nutritionist(cast.meera()), NOW + timedelta(days=1))
    rooms.arrange(consultation_id=made.pk)
    return made


def agree(made: Consultation, *names: str) -> None:
    for name in names:
        recordings.consent(viewer=getattr(cast, name)(), consultation_id=made.pk, agrees=True)


def told(made: Consultation, **changes: Any) -> dict[str, Any]:
    about = {
        "id": int(made.room.external_id),
        "uuid": "4444AAAiAAAAAiAiAiiAii==",
        "share_url": "https://zoom.us/rec/share/abc",
        "password": "s3cret",
        "host_email": "meera@pathya.example",
    }
    return {"event": "recording.completed", "event_ts": 1, "payload": {"object": {**about, **changes}}}


def post(body: Any, *, secret: str = ACCOUNT.webhook_secret, signed: bytes | None = None, age: int = 0) -> int:
    raw = json.dumps(body).encode()
    stamp = str(int(clock.now().timestamp()) - age)
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + (signed or raw), hashlib.sha256).hexdigest()
    headers = {"x-zm-signature": f"v0={digest}", "x-zm-request-timestamp": stamp}
    return Client().post("/webhooks/zoom", raw, content_type="application/json", headers=headers).status_code


def work_off() -> None:
    for notice in VideoNotice.objects.all():
        tasks.settle_notice(notice_id=str(notice.pk))
        tasks.settle_notice(notice_id=str(notice.pk))


def test_zoom_records_only_while_both_agree(zoom: FakeZoom) -> None:
    made = booked()
    [number] = zoom.meetings
    agree(made, "asha")
    rooms.arrange(consultation_id=made.pk)
    assert zoom.meetings[number].record is False
    agree(made, "meera", "meera")
    rooms.arrange(consultation_id=made.pk)
    assert zoom.meetings[number].record is True
    recordings.consent(viewer=cast.asha(), consultation_id=made.pk, agrees=False)
    rooms.arrange(consultation_id=made.pk)
    assert zoom.meetings[number].record is False
    assert RecordingConsent.objects.count() == 2  # what was said stays on record


def test_a_recording_is_linked_for_both_and_kept_once(client: Client) -> None:
    made = booked()
    agree(made, "asha", "meera")
    assert [post(told(made)) for _ in range(3)] == [204] * 3
    work_off()
    one = Recording.objects.get()
    assert (one.url, one.password) == ("https://zoom.us/rec/share/abc", "s3cret")
    assert VideoNotice.objects.get().content is None
    for person, status in (("asha", True), ("meera", True)):
        client.force_login(getattr(cast, person)())
        assert (one.url in client.get(f"/calls/{made.pk}/").content.decode()) is status
    client.force_login(cast.charlie())
    assert client.get(f"/calls/{made.pk}/").status_code == 404
    assert "rec/share" not in str(Recording.objects.values())


@pytest.mark.parametrize("who", ["asha", "meera"])
def test_a_consent_to_recordings_taken_back_ends_them_all(zoom: FakeZoom, who: str) -> None:
    made = booked()
    [number] = zoom.meetings
    agree(made, "asha", "meera")
    person = getattr(cast, who)()
    assert has_consent(person, "recordings")  # a yes to a call is a yes to the purpose
    rooms.arrange(consultation_id=made.pk)
    set_consent(user=person, purpose="recordings", given=False, channel="page")
    rooms.arrange(consultation_id=made.pk)
    assert zoom.meetings[number].record is False
    assert post(told(made)) == 204
    work_off()
    assert not Recording.objects.exists()
    set_consent(user=person, purpose="recordings", given=True, channel="page")
    assert not selectors.both_agreed(made)  # each call is asked about anew


@pytest.mark.parametrize("who", [(), ("asha",), ("meera",)])
def test_without_both_words_nothing_is_kept(who: tuple[str, ...]) -> None:
    made = booked()
    agree(made, *who)
    assert post(told(made)) == 204
    work_off()
    assert not Recording.objects.exists()


def test_forged_old_and_changed_requests_are_refused() -> None:
    made = booked()
    assert post(told(made), secret="other") == 403
    assert post(told(made), age=301) == 403
    assert post(told(made), age=-301) == 403
    assert post(told(made), signed=b'{"event": "x"}') == 403
    assert Client().post("/webhooks/zoom", b"{}", content_type="application/json").status_code == 403
    for broken in ({}, [], {"event": "recording.completed"}, {"event": "x", "payload": {"object": 3}}):
        assert post(broken) == 403
    assert not VideoNotice.objects.exists()


def test_what_names_no_call_of_ours_or_no_link_is_forgotten() -> None:
    made = booked()
    agree(made, "asha", "meera")
    post(told(made, id=1, uuid="a"))
    post(told(made, share_url="javascript:alert(1)", uuid="b"))
    work_off()
    assert not Recording.objects.exists()


def test_zooms_check_of_the_address_is_answered() -> None:
    raw = json.dumps({"event": "endpoint.url_validation", "payload": {"plainToken": "qgg8vlvZRS6UYooatFL8Aw"}}).encode()
    stamp = str(int(clock.now().timestamp()))
    signature = "v0=" + hmac.new(b"hook", b"v0:" + stamp.encode() + b":" + raw, hashlib.sha256).hexdigest()
    headers = {"x-zm-signature": signature, "x-zm-request-timestamp": stamp}
    answer = Client().post("/webhooks/zoom", raw, content_type="application/json", headers=headers).json()
    expected = hmac.new(b"hook", b"qgg8vlvZRS6UYooatFL8Aw", hashlib.sha256).hexdigest()
    assert answer == {"plainToken": "qgg8vlvZRS6UYooatFL8Aw", "encryptedToken": expected}


def test_without_a_secret_there_is_no_such_address(settings: Settings) -> None:
    settings.ZOOM = None
    assert post({}) == 404
