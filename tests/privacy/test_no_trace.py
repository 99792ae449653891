"""What is typed about health and committed stands nowhere on disk in clear: tables, WAL, a dump, files, logs."""

import mmap
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from pathya.accounts.services import second_factor
from pathya.care import services as care
from pathya.clients import history
from pathya.kit import clock
from pathya.kit.postgres_places import binaries
from tests.api import ROOT, ApiClient
from tests.clients.test_pages import rows
from tests.consultations.factories import NOW, kind, nutritionist
from tests.documents import files
from tests.factories import PASSWORD, asha, meera

SIGN = "zq7f3a"
"""Every marker begins with it."""
PLAIN = "Plainsurname"
"""Stands in clear, so the search would see what it looks for."""


def typed() -> Iterator[str]:
    """Fill in everything that is about health, as people do; every text that went in."""
    client, treats, api = asha(), meera(), ApiClient(asha())
    number = iter(range(10_000))

    def marker() -> str:
        return f"{SIGN}{next(number):04d}"

    def done(answer: object) -> str:
        assert getattr(answer, "status_code", 0) in {200, 201, 202, 302}, getattr(answer, "content", b"")
        return SIGN

    done(api.put("/auth/me", {"lastName": PLAIN}))
    sections = {}
    for name, section in history.SECTIONS.items():
        row = {column.name: marker() for column in section.columns if not column.choices}
        sections[name] = [row, dict(row)] if section.is_list else row
    yield done(api.put("/users/medical-history", sections))
    yield done(api.put("/users/profile", {"goals": marker()}))
    page = Client()
    page.force_login(client)
    draft = rows("conditions", {"name": marker()})
    yield done(page.post("/portal/record/history/conditions/draft/", draft))
    day = {"energy": 5, "notes": marker()}
    yield done(api.post("/journeys/check-ins", day, Idempotency_Key="day"))
    yield done(api.post("/journeys/symptoms", {"kind": "skin", "severity": 3, "note": marker()}))
    who = nutritionist(treats)
    with clock.at(NOW):
        wish = {"nutritionistId": str(who.pk), "kindId": str(kind().pk), "scheduledAt": "2027-01-12T04:30:00Z"}
        booked = ApiClient(client).post("/consultations/book", {**wish, "timezone": "Asia/Kolkata", "notes": marker()})
        yield done(booked)
        call = booked.json()["data"]["id"]
        yield done(ApiClient(client).post(f"/consultations/{call}/cancel", {"reason": marker()}))
    care.begin(client=client, nutritionist=treats)
    ask = {"clientId": str(client.pk), "type": "lab_report", "message": marker()}
    yield done(ApiClient(treats).post("/documents/requests", ask))
    file = SimpleUploadedFile(f"{marker()}.pdf", files.written_pdf(f"({marker()})"))
    form = {"file": file, "title": marker(), "description": marker()}
    headers = {"Authorization": f"Bearer {api.token}"}
    yield done(api.client.post(f"{ROOT}/documents", form, headers=headers))
    part = {"name": f"{marker()}.pdf", "size": 9, "title": marker()}
    yield done(api.post("/documents/uploads", part))
    yield second_factor.begin(user=client, password=PASSWORD).secret


def holds(path: Path, texts: set[bytes]) -> bool:
    if not path.is_file() or not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return any(content.find(text) >= 0 for text in texts)


def one(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return str(cursor.fetchone()[0])


def dumped(name: str) -> bytes:
    """What a backup of the database would hold."""
    where = connection.settings_dict
    command = [str(binaries() / "pg_dump"), "-h", where["HOST"], "-U", where["USER"], name]
    return subprocess.run(command, check=True, capture_output=True).stdout


def test_nothing_on_disk_holds_what_was_typed(committed: str, capfd: pytest.CaptureFixture[str]) -> None:
    began = one("SELECT pg_walfile_name(pg_current_wal_lsn())")
    secrets = {text.encode() for text in typed()}
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    home = Path(one("SHOW data_directory"))
    oid = one("SELECT oid FROM pg_database WHERE datname = current_database()")
    tables = list((home / "base" / oid).iterdir())
    log = [path for path in (home / "pg_wal").iterdir() if began <= path.name]
    kept = list(Path(settings.DATA_DIR).rglob("*"))
    found = [str(path) for path in [*tables, *log, *kept] if holds(path, secrets)]
    assert not found
    backup = dumped(committed)
    assert not [text for text in secrets if text in backup]
    said = capfd.readouterr()
    assert SIGN not in said.out + said.err
    control = {PLAIN.encode()}
    assert any(holds(path, control) for path in tables)
    assert any(holds(path, control) for path in log)
    assert PLAIN.encode() in backup
    assert kept, "no file was kept, so none was looked at"
