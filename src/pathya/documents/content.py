"""Objects of the store as plain content: sealed on the way in, opened on the way out."""

import tempfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pathya.documents import sealed
from pathya.documents.models import Document, Upload
from pathya.integrations.storage import PIECE, Missing, StorageAway, storage


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    """A file from its beginning, in pieces."""
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece


def keep(name: str, pieces: Iterable[bytes], key: str) -> None:
    """Store sealed content under `name`; all or nothing."""
    storage().put(name, sealed.seal(pieces, key, name))


def stream(name: str, key: str) -> Iterator[bytes]:
    """The content of an object; its first frame is opened before this returns, so that what is away is known then.

    Raises Missing, Unreadable, StorageAway.
    """
    opened = sealed.unseal(storage().read(name), key, name)
    first = next(opened, b"")
    return _with_first(first, opened)


def file_of(document: Document) -> BinaryIO:
    """The quarantined original as a temporary file."""
    return _gathered(stream(document.quarantine, document.file_key))


def file_of_upload(upload: Upload) -> BinaryIO:
    """The parts of an upload, joined in a temporary file."""
    key = upload.file_key
    return _gathered(piece for part in upload.parts for piece in stream(upload.part(part), key))


def remove(*names: str) -> bool:
    """Delete objects; tells whether the store was there. What is left is found by the cleaning job."""
    try:
        for name in names:
            storage().delete(name)
    except StorageAway:
        return False
    return True


def _gathered(pieces: Iterable[bytes]) -> BinaryIO:
    file = tempfile.TemporaryFile()  # noqa: SIM115 – the caller closes it
    try:
        for piece in pieces:
            file.write(piece)
        file.flush()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def _with_first(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


__all__ = ["Missing", "file_of", "file_of_upload", "keep", "pieces_of", "remove", "stream"]
