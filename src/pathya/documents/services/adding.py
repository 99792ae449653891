"""A file comes in: in one go, or in parts that may stop and go on."""

import contextlib
from datetime import timedelta
from typing import Any, BinaryIO, cast
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.documents import content, emails, errors, inspection, names, sealed, selectors, tasks
from pathya.documents.about import About
from pathya.documents.models import Document, DocumentRequest, Upload
from pathya.documents.rules import MOST_BYTES, OPEN_UPLOADS, UPLOAD_LIFE, Event, Media
from pathya.integrations.storage import Missing
from pathya.kit import clock
from pathya.kit.errors import Invalid
from pathya.operations import audit, limits

HOUR = timedelta(hours=1)


def add(*, viewer: User, client_id: UUID | None, file: BinaryIO, size: int, about: About) -> Document:
    """Take a whole file that lies on disk. Raises NotFound, FileRefused, TooManyTries, StorageAway, StorageFull."""
    client = selectors.client_to_add_for(viewer, client_id)
    _check_request(client, about)
    _count(viewer)
    if size > MOST_BYTES:
        raise errors.FileRefused("too_large")
    return _admit(viewer, client, file, about)


def begin(*, viewer: User, client_id: UUID | None, size: int, about: About) -> Upload:
    """Begin an upload in parts. Raises NotFound, FileRefused, TooManyTries, TooManyUploads."""
    client = selectors.client_to_add_for(viewer, client_id)
    _check_request(client, about)
    if not 0 < size <= MOST_BYTES:
        raise errors.FileRefused("empty" if size < 1 else "too_large")
    _count(viewer)
    now = clock.now()
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=viewer.pk)  # counts one after the other
        if Upload.objects.filter(by=viewer, document=None, expires_at__gt=now).count() >= OPEN_UPLOADS:
            raise errors.TooManyUploads
        upload = Upload(
            client=client, by=viewer, size=size, about=cast("Any", about.kept()), expires_at=now + UPLOAD_LIFE
        )
        upload.file_key = sealed.new_key()
        upload.save(force_insert=True)
    return upload


def receive(*, viewer: User, upload_id: UUID, offset: int, part: bytes) -> Upload:
    """Keep one part. The same offset twice is WrongOffset, which tells where to go on."""
    upload = _live(viewer, upload_id)
    if offset != upload.received:
        raise errors.WrongOffset(extra={"offset": upload.received})
    if not part:
        raise Invalid(fields={"body": [_("Send a part of the file.")]})
    if offset + len(part) > upload.size:
        raise errors.PartTooLarge
    name = f"{offset:08d}-{uuid4().hex}"
    content.keep(upload.part(name), [part], upload.file_key)
    with transaction.atomic():
        locked = Upload.objects.select_for_update().filter(pk=upload.pk).first()
        fits = locked is not None and locked.document_id is None and locked.received == offset
        if fits and locked:
            locked.parts, locked.received = [*locked.parts, name], offset + len(part)
            locked.save(update_fields=["parts", "received"])
    if locked is None:
        content.remove(upload.part(name))
        raise errors.UploadGone
    if not fits:
        content.remove(upload.part(name))
        raise errors.WrongOffset(extra={"offset": locked.received})
    return locked


def complete(*, viewer: User, upload_id: UUID) -> Document:
    """Join the parts and take the file; the second time it returns the same document.

    Raises NotComplete, FileRefused (the upload is over then), UploadGone, StorageAway, StorageFull.
    """
    upload = selectors.upload(viewer, upload_id)
    if upload.document_id:
        return selectors.document(viewer, upload.document_id)
    upload = _live(viewer, upload_id)
    if upload.received != upload.size:
        raise errors.NotComplete(extra={"offset": upload.received})
    try:
        with content.file_of_upload(upload) as file:
            made = _admit(viewer, upload.client, file, About.of(upload.about), upload)
    except (errors.FileRefused, Missing, sealed.Unreadable) as fact:
        _forget(upload)
        raise fact if isinstance(fact, errors.FileRefused) else errors.UploadGone() from None
    content.remove(*(upload.part(part) for part in upload.parts))
    return made


def take(*, viewer: User, upload_id: UUID, file: BinaryIO, again: bool) -> Document:
    """Take the whole file of an upload that was begun; the second time it returns the same document.

    `again`: whether a request may come back for it after StorageAway or StorageFull; else the upload is over then, as
    it is after FileRefused.
    """
    upload = selectors.upload(viewer, upload_id)
    if upload.document_id:
        return selectors.document(viewer, upload.document_id)
    try:
        return _admit(viewer, upload.client, file, About.of(upload.about), upload)
    except BaseException as fact:
        if isinstance(fact, errors.FileRefused) or not again:
            _forget(upload)
        raise


def cancel(*, viewer: User, upload_id: UUID) -> None:
    """Give an upload up; its parts go."""
    upload = selectors.upload(viewer, upload_id)
    if upload.document_id is None:
        _forget(upload)


def _live(viewer: User, upload_id: UUID) -> Upload:
    upload = selectors.upload(viewer, upload_id)
    if upload.document_id or upload.expires_at <= clock.now():
        raise errors.UploadGone
    return upload


def _forget(upload: Upload) -> None:
    Upload.objects.filter(pk=upload.pk, document=None).delete()
    content.remove(*(upload.part(part) for part in upload.parts))


def _count(viewer: User) -> None:
    if most := settings.UPLOADS_PER_HOUR:
        limits.check("documents.upload", str(viewer.pk), limit=most, seconds=int(HOUR.total_seconds()))


def _check_request(client: User, about: About) -> None:
    """What is answered must have been asked of this client."""
    if about.request and not DocumentRequest.objects.filter(pk=about.request, client=client).exists():
        raise Invalid(fields={"requestId": [_("Nothing like that was asked for.")]})


def _admit(viewer: User, client: User, file: BinaryIO, about: About, upload: Upload | None = None) -> Document:
    """Inspect, store in quarantine, then write the row with its job: a file without a row is swept up later."""
    try:
        media = inspection.inspect(file)
    except errors.FileRefused as fact:
        audit.record(Event.TURNED_AWAY, actor=viewer, subject=client, detail={"reason": fact.reason})
        raise
    document = _described(viewer, client, about, media)
    document.size = file.seek(0, 2)
    content.keep(document.quarantine, content.pieces_of(file), document.file_key)
    try:
        return _written(viewer, document, about, upload)
    except BaseException:
        with contextlib.suppress(Exception):
            content.remove(document.quarantine)
        raise


def _described(viewer: User, client: User, about: About, media: Media) -> Document:
    document = Document(client=client, added_by=viewer, kind=about.kind, media=media, title=about.shown_title)
    document.description, document.name = about.shown_description, names.cleaned(about.name, media)
    document.file_key = sealed.new_key()
    return document


@transaction.atomic
def _written(viewer: User, document: Document, about: About, upload: Upload | None) -> Document:
    if upload:
        locked = Upload.objects.select_for_update().filter(pk=upload.pk).first()
        if locked is None:
            raise errors.UploadGone
        if locked.document_id:
            content.remove(document.quarantine)
            return Document.objects.select_related("client", "added_by").get(pk=locked.document_id)
    if about.request:
        _answer(document, about.request)
    document.save(force_insert=True)
    if upload:
        Upload.objects.filter(pk=upload.pk).update(document=document, parts=[])
    tasks.examine.defer(document_id=str(document.pk))
    detail = {"kind": document.kind, "media": document.media, "size": document.size}
    audit.record(Event.ADDED, actor=viewer, subject=document, detail=detail)
    if viewer.pk != document.client_id:
        emails.tell_added(document)
    return document


def _answer(document: Document, request_id: UUID) -> None:
    asked = DocumentRequest.objects.select_for_update().filter(pk=request_id, client=document.client).first()
    if asked and asked.is_open:
        document.request, asked.answered_at = asked, clock.now()
        asked.save(update_fields=["answered_at"])
