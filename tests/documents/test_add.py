"""A file comes in whole or in parts, is scanned, and only then can be opened."""

import io
import tracemalloc
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from pathya.documents import cleaning, content, errors, examining, rendering, sealed
from pathya.documents.about import About
from pathya.documents.models import Document, Upload
from pathya.documents.rules import MOST_BYTES, Kind, Media, Status
from pathya.documents.services import adding, changing
from pathya.integrations.antivirus import EICAR, ScannerAway, Verdict
from pathya.integrations.storage import StorageFull, storage
from pathya.kit import clock
from pathya.kit.errors import Forbidden, NotFound, TooManyTries
from pathya.operations import audit
from tests import factories as cast
from tests.documents import files
from tests.documents.factories import added, clean
from tests.documents.test_inspect import on_disk

pytestmark = pytest.mark.django_db
PART = 512 * 1024


def begun(size: int, **about: Any) -> Upload:
    return adding.begin(viewer=cast.asha(), client_id=None, size=size, about=About("report.pdf", **about))


def send(upload: Upload, whole: bytes, offset: int = 0, size: int = PART) -> Upload:
    return adding.receive(viewer=cast.asha(), upload_id=upload.pk, offset=offset, part=whole[offset : offset + size])


def opened(document: Document) -> bytes:
    return b"".join(content.stream(document.object, document.file_key))


def lying(name: str) -> bytes:
    return (Path(settings.FILES.folder) / name).read_bytes()


def test_a_file_waits_then_is_clean_with_a_thumbnail() -> None:
    whole = files.pdf()
    made = added(cast.asha(), whole, title="  Thyroid\u202e test ", description="Dr Rao\0\nMarch")
    assert (made.status, made.title, made.description) == (Status.WAITING, "Thyroid test", "Dr Rao\nMarch")
    assert b"%PDF" not in lying(made.quarantine)
    examining.examine(made.pk)
    made.refresh_from_db()
    assert (made.status, made.media, made.has_thumbnail, made.size) == (Status.CLEAN, Media.PDF, True, len(whole))
    assert opened(made) == whole
    assert not (Path(settings.FILES.folder) / made.quarantine).exists()
    small = Image.open(io.BytesIO(b"".join(content.stream(made.thumbnail, made.file_key))))
    assert max(small.size) <= 480
    assert [event.event for event in audit.events(subject_id=made.pk)] == [
        "documents.document.clean",
        "documents.document.added",
    ]


def test_pictures_are_drawn_anew_without_what_they_told() -> None:
    whole = files.jpeg_with_place() + b"<?php system('id') ?>"
    made = clean(cast.asha(), whole, "photo.exe")
    handed_out = opened(made)
    assert made.name == "photo.jpg"
    assert made.size == len(handed_out)
    assert b"Secret" in whole
    assert b"Secret" not in handed_out
    assert b"<?php" not in handed_out
    assert not dict(Image.open(io.BytesIO(handed_out)).getexif())


def test_word_files_come_through_unchanged() -> None:
    for name in ("chart.docx", "old.doc"):
        whole = files.HONEST[name]()
        made = clean(cast.asha(), whole, name)
        assert opened(made) == whole
        assert not made.has_thumbnail


def test_a_virus_is_removed_and_told() -> None:
    made = clean(cast.asha(), files.pdf().replace(b"%%EOF", EICAR + b"\n%%EOF"))
    assert (made.status, made.reason) == (Status.INFECTED, "Eicar-Test-Signature")
    assert not any((Path(settings.FILES.folder) / name).exists() for name in made.objects_in_store)


def test_a_picture_that_can_not_be_decoded_is_refused() -> None:
    whole = files.picture(size=(800, 600))
    broken = whole[:700] + b"\xff\xd9"
    made = clean(cast.asha(), broken, "photo.jpg")
    assert made.status in {Status.REFUSED, Status.CLEAN}
    png = bytearray(files.picture("PNG"))
    png[60:200] = bytes(140)
    made = clean(cast.asha(), bytes(png), "scan.png")
    assert (made.status, made.reason) == (Status.REFUSED, "damaged")


def test_a_scanner_that_is_away_means_waiting_and_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Away:
        def scan(self, _pieces: object) -> Verdict:
            raise ScannerAway("clamd: ConnectionRefusedError")

    monkeypatch.setattr(examining, "scanner", Away)
    made = clean(cast.asha())
    assert (made.status, made.attempts) == (Status.WAITING, 1)
    assert made.scanner_note == "clamd: ConnectionRefusedError"
    examining.examine(made.pk)
    made.refresh_from_db()
    assert made.attempts == 1, "not due yet"
    with clock.at(clock.now() + timedelta(seconds=31)):
        examining.examine(made.pk)
    made.refresh_from_db()
    assert made.attempts == 2
    monkeypatch.undo()
    with pytest.raises(Forbidden):
        changing.retry(viewer=cast.asha(), document_id=made.pk)
    changing.retry(viewer=cast.adi(), document_id=made.pk)
    examining.examine(made.pk)
    made.refresh_from_db()
    assert (made.status, made.scanner_note) == (Status.CLEAN, "")


def test_an_upload_in_parts_goes_on_after_a_broken_connection() -> None:
    whole = files.pdf(pages=2) + b"%" * (2 * PART)
    whole += b"\n" + files.pdf()[-400:]
    upload = begun(len(whole), kind=Kind.LAB_REPORT)
    send(upload, whole)
    with pytest.raises(errors.WrongOffset) as fact:
        send(upload, whole)
    assert fact.value.extra == {"offset": PART}
    with pytest.raises(errors.NotComplete):
        adding.complete(viewer=cast.asha(), upload_id=upload.pk)
    at = PART
    while at < len(whole):
        at = send(upload, whole, at).received
    first = adding.complete(viewer=cast.asha(), upload_id=upload.pk)
    assert adding.complete(viewer=cast.asha(), upload_id=upload.pk).pk == first.pk
    examining.examine(first.pk)
    first.refresh_from_db()
    assert opened(first) == whole
    assert not list(storage().names(f"uploads/{upload.pk}"))


def test_the_limit_holds_while_parts_come() -> None:
    with pytest.raises(errors.FileRefused):
        begun(MOST_BYTES + 1)
    upload = begun(10)
    with pytest.raises(errors.PartTooLarge):
        send(upload, bytes(11))
    with pytest.raises(NotFound):
        adding.receive(viewer=cast.charlie(), upload_id=upload.pk, offset=0, part=b"x")
    with pytest.raises(NotFound):
        adding.complete(viewer=cast.charlie(), upload_id=upload.pk)


def test_a_refused_upload_leaves_nothing() -> None:
    upload = begun(8)
    send(upload, b"MZ nasty")
    with pytest.raises(errors.FileRefused):
        adding.complete(viewer=cast.asha(), upload_id=upload.pk)
    assert not Upload.objects.exists()
    assert not Document.objects.exists()
    assert not list(storage().names(f"uploads/{upload.pk}"))


def test_thirty_uploads_an_hour_are_enough() -> None:
    for _ in range(30):
        with pytest.raises(errors.FileRefused):
            added(cast.asha(), b"x")
    with pytest.raises(TooManyTries):
        added(cast.asha())
    assert added(cast.bilal()).status == Status.WAITING
    with clock.at(clock.now() + timedelta(hours=1, seconds=1)):
        assert added(cast.asha()).status == Status.WAITING


def test_a_full_disk_leaves_neither_row_nor_half_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    before = {found.name for found in storage().names("quarantine/")}
    monkeypatch.setattr("pathya.integrations.storage.folder.os.fsync", full)
    with pytest.raises(StorageFull) as fact:
        added(cast.asha())
    assert fact.value.status == 507
    monkeypatch.undo()
    assert not Document.objects.exists()
    assert {found.name for found in storage().names("quarantine/")} == before
    assert not list((Path(settings.FILES.folder) / "quarantine").glob(".draft-*"))
    assert added(cast.asha()).status == Status.WAITING


def test_deletions_uploads_and_strays_are_cleaned(settings: Settings) -> None:
    made, other = clean(cast.asha()), clean(cast.asha())
    changing.delete(viewer=cast.asha(), document_id=made.pk)
    upload = begun(10)
    send(upload, b"12345")
    storage().put("documents/0199aaaa-0000-7000-8000-000000000000", [b"left by a crash"])
    assert cleaning.erase_deleted() == 0
    with clock.at(clock.now() + timedelta(hours=25)):
        assert cleaning.erase_deleted() == 1
        assert cleaning.forget_uploads() == 1
        assert cleaning.sweep_strays() >= 1
    assert not Document.objects.filter(pk=made.pk).exists()
    assert not any((Path(settings.FILES.folder) / name).exists() for name in made.objects_in_store)
    assert opened(other)
    assert not list(storage().names(f"uploads/{upload.pk}"))


def test_memory_stays_small_for_a_whole_file() -> None:
    whole = files.pdf()
    padding = b"%" * 1023 + b"\n"
    with on_disk(whole) as file:
        file.seek(0, 2)
        while file.tell() < MOST_BYTES - 5000:
            file.write(padding)
        file.write(whole[-400:])
        size = file.tell()
        file.flush()
        user, about = cast.asha(), About("large.pdf")
        tracemalloc.start()
        made = adding.add(viewer=user, client_id=None, file=file, size=size, about=about)
        examining.examine(made.pk)
        read = sum(len(piece) for piece in content.stream(made.object, made.file_key))
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert read == size
    assert peak < 5 * 1024 * 1024, peak


def test_a_job_that_comes_twice_does_nothing_more(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    made = clean(cast.asha())
    examining.examine(made.pk)
    assert audit.events(subject_id=made.pk, prefix="documents.document.clean").count() == 1


def test_the_decoder_runs_in_a_process_of_its_own() -> None:
    with on_disk(b"not a picture") as file, pytest.raises(rendering.NotDrawn):
        rendering.drawn("picture", file, "image/png")


@pytest.mark.parametrize("size", [0, 1, sealed.FRAME - 1, sealed.FRAME, sealed.FRAME + 1, 3 * sealed.FRAME])
def test_sealed_streams_open_only_whole_and_in_their_place(size: int) -> None:
    key, plain = sealed.new_key(), bytes(range(256)) * (size // 256 + 1)
    plain = plain[:size]
    box = b"".join(sealed.seal([plain], key, "documents/a"))
    assert b"".join(sealed.unseal([box[:7], box[7:]], key, "documents/a")) == plain
    for changed, place in (
        (box, "documents/b"),
        (box[:-1], "documents/a"),
        (box + b"x", "documents/a"),
        (box[:-17] if size else box[:10], "documents/a"),
        (bytes([box[0] ^ 1]) + box[1:], "documents/a"),
    ):
        with pytest.raises(sealed.Unreadable):
            list(sealed.unseal([changed], key, place))
    if size > sealed.FRAME:
        with pytest.raises(sealed.Unreadable):
            list(sealed.unseal([box[: 20 + sealed.FRAME + 16]], key, "documents/a"))
