"""What was shown when somebody said yes stays readable, whatever the program says today."""

import dataclasses
import hashlib
import json

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils.translation import override

from pathya.privacy import purposes, selectors, services
from pathya.privacy.models import NoticeText
from tests.api import ApiClient
from tests.factories import asha, bilal

WORDS = {"2026-11": "59fe60e4ba5f2669"}
"""Version → digest of its English words. Other words need another version, and a new line here."""


def digest() -> str:
    with override("en"):
        words = [[str(part) for part in (one.key, one.title, one.why, *one.data, one.without)] for one in PURPOSES]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:16]


PURPOSES = purposes.PURPOSES


def test_other_words_come_with_another_version() -> None:
    assert {one.version for one in PURPOSES} == {purposes.VERSION}
    assert digest() == WORDS[purposes.VERSION]


@pytest.mark.django_db
def test_an_older_version_is_shown_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    user, client = asha(), Client()
    services.set_consent(user=user, purpose="sms", given=True, channel="page")
    with override("hi"):
        services.set_consent(user=bilal(), purpose="sms", given=True, channel="page")
    assert NoticeText.objects.count() == 2
    old = purposes.BY_KEY["sms"]
    new = dataclasses.replace(old, why="To remind you, in other words.", version="2027-04")
    monkeypatch.setitem(purposes.BY_KEY, "sms", new)
    present = client.get("/notices/sms/").content.decode()
    assert "in other words" in present
    assert "/notices/sms/2026-11/" in present
    older = client.get("/notices/sms/2026-11/").content.decode()
    assert str(old.why) in older
    assert "in other words" not in older
    hindi = client.get("/notices/sms/2026-11/", headers={"accept-language": "hi"}).content.decode()
    with override("hi"):
        assert str(old.why) in hindi
    assert client.get("/notices/sms/2020-01/").status_code == 404
    assert client.get("/notices/none/2026-11/").status_code == 404
    client.force_login(user)
    assert "/notices/sms/2026-11/" in client.get("/portal/privacy/history/").content.decode()
    told = ApiClient().get("/privacy/notices/sms?version=2026-11").json()["data"]
    assert (told["why"], told["versions"]) == (str(old.why), ["2027-04", "2026-11"])
    assert ApiClient().get("/privacy/notices/sms?version=2020-01").status_code == 404
    assert len(ApiClient().get("/privacy/notices").json()["data"]) == len(PURPOSES)


@pytest.mark.django_db
def test_the_database_keeps_what_was_shown() -> None:
    services.set_consent(user=asha(), purpose="sms", given=True, channel="page")
    row = NoticeText.objects.get()
    for harm in (lambda: NoticeText.objects.update(why="x"), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            harm()
    services.set_consent(user=bilal(), purpose="sms", given=True, channel="page")
    assert NoticeText.objects.count() == 1
    assert selectors.notice_versions(purposes.BY_KEY["sms"]) == ["2026-11"]
