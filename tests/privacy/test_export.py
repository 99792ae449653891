import csv
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from pytest_django import Settings

from pathya.accounts.models import User
from pathya.consultations.models import Consultation
from pathya.kit import clock
from pathya.kit.crypto import CannotOpen
from pathya.outbox.models import Message
from pathya.outbox.services import send_mail
from pathya.privacy import archive, files, keys, making, services
from pathya.privacy.models import Export
from pathya.privacy.rules import Part
from tests.api import ApiClient
from tests.consultations.factories import call, nutritionist
from tests.factories import asha, bilal, charlie, kabir, meera

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def seed(user: User, marker: str) -> None:
    """Something of this person in each domain that is about people here."""
    User.objects.filter(pk=user.pk).update(last_name=f"{marker}-name")
    row: Consultation = call(user, nutritionist(meera() if user == asha() else kabir()))
    row.notes = f"{marker}-notes"
    row.save()
    services.set_consent(user=user, purpose="sms", given=True, channel="page")
    send_mail(
        to=user.email,
        template="privacy/mail/erased",
        context={"name": f"{marker}-mail", "report": ""},
        language="en",
        key=f"test:{marker}",
    )


def made(user: User) -> tuple[Export, ZipFile]:
    export = services.ask_export(user=user)
    making.make(export.pk)
    export.refresh_from_db()
    return export, ZipFile(io.BytesIO(b"".join(files.opened(export.pk, user.pk))))


def test_everything_of_asha_and_nothing_of_bilal() -> None:
    seed(asha(), "asha-marker")
    with clock.at(clock.now() + timedelta(days=1)):
        seed(bilal(), "bilal-marker")
    _export, zipped = made(User.objects.get(pk=asha().pk))
    whole = "\n".join(zipped.read(name).decode() for name in zipped.namelist())
    for part in ("name", "notes", "mail"):
        assert f"asha-marker-{part}" in whole
    assert "bilal-marker" not in whole
    assert bilal().email not in whole
    assert zipped.testzip() is None
    assert {"index.en.html", "index.hi.html", "data/account.json", "data/account.csv", "fhir/bundle.json"} <= set(
        zipped.namelist()
    )
    bundle = json.loads(zipped.read("fhir/bundle.json"))
    kinds = [one["resource"]["resourceType"] for one in bundle["entry"]]
    assert (kinds.count("Patient"), kinds.count("Consent")) == (1, 1)
    assert json.loads(zipped.read("data/consultations.json"))[0]["notes"] == "asha-marker-notes"


def test_what_lies_on_disk_is_sealed_and_closed_by_erasing_the_person() -> None:
    export, _zipped = made(asha())
    raw = files.path(export.pk).read_bytes()
    assert asha().email.encode() not in raw
    assert b"PK\x03\x04" not in raw
    assert files.path(export.pk).stat().st_mode & 0o077 == 0
    files.path(export.pk).write_bytes(raw[:-10])
    with pytest.raises(CannotOpen):
        b"".join(files.opened(export.pk, asha().pk))
    keys.destroy(asha().pk)
    with pytest.raises(CannotOpen):
        files.opened(export.pk, asha().pk)


def test_only_the_owner_downloads_and_only_for_a_day() -> None:
    export, _zipped = made(asha())
    address = f"/portal/privacy/exports/{export.pk}/download/"
    owner, stranger = Client(), Client()
    owner.force_login(asha())
    stranger.force_login(charlie())
    assert Client().get(address).status_code == 302
    assert stranger.get(address).status_code == 404
    got = owner.get(address)
    body = b"".join(got.streaming_content)  # type: ignore[attr-defined]
    assert len(body) == int(got["Content-Length"]) == export.size
    assert ZipFile(io.BytesIO(body)).testzip() is None
    with clock.at(clock.now() + timedelta(hours=25)):
        assert owner.get(address).status_code == 409
        making.clean()
    assert not files.path(export.pk).exists()
    export.refresh_from_db()
    assert export.state == "over"


def test_the_api_asks_once_shows_progress_and_its_token_downloads() -> None:
    api = ApiClient(asha())
    asked = api.call("POST", "/users/export")
    assert asked.status_code == 202
    wanted = asked.json()["data"]["id"]
    assert api.call("POST", "/users/export").json()["data"]["id"] == wanted
    assert ApiClient(bilal()).call("GET", f"/users/export/{wanted}").status_code == 404
    making.make(Export.objects.get().pk)
    making.make(Export.objects.get().pk)
    told = api.call("GET", f"/users/export/{wanted}").json()["data"]
    assert (told["state"], told["progress"]) == ("ready", 100)
    assert Message.objects.filter(key=f"export-ready:{wanted}").count() == 1
    assert told["downloadUrl"].split("/portal/")[1] in Message.objects.get(key=f"export-ready:{wanted}").text


def test_cells_are_inert_and_paths_stay_inside() -> None:
    target = io.BytesIO()
    rows: list[dict[str, Any]] = [{"=head": "=1+1", "note": " @x", "sum": -1, "text": "-1"}]
    one = archive.Archive(target, ["en"])
    names = [("../../etc/passwd", [b"a"]), ("../../etc/passwd", [b"b"]), ("C:\\x\\..\\y.pdf", [b"c"])]
    one.add(Part("odd", "<script>", rows, names), {"en": "<script>"})
    one.finish()
    zipped = ZipFile(target)
    cells = list(csv.reader(io.StringIO(zipped.read("data/odd.csv").decode("utf-8-sig"))))
    assert cells == [["'=head", "note", "sum", "text"], ["'=1+1", "' @x", "-1", "'-1"]]
    inside = [name for name in zipped.namelist() if name.startswith("files/")]
    assert inside == ["files/etc/passwd", "files/etc/passwd-2", "files/C_/x/y.pdf"]
    assert "<script>" not in zipped.read("index.en.html").decode()
    assert "<script>" not in zipped.read("pages/odd.html").decode()
