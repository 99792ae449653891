"""Exports on disk: sealed chunk by chunk with a key that is made of the person's, so that erasing them closes it.

Each chunk is `length (4 bytes), ciphertext`; its number and whether it is the last are bound in, so that chunks can't
be left out, moved or cut off.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from pathya.kit.crypto import CannotOpen
from pathya.privacy import keys

CHUNK = 64 * 1024
SALT_BYTES = 16


def path(export_id: UUID) -> Path:
    return Path(settings.DATA_DIR) / "exports" / f"{export_id}.sealed"


def remove(export_id: UUID) -> None:
    path(export_id).unlink(missing_ok=True)


class SealedWriter:
    """A file to write to, forwards only; `close` writes the last chunk, without which nothing opens."""

    def __init__(self, target: IO[bytes], export_id: UUID, person: UUID, salt: bytes) -> None:
        self._target, self._cipher, self._held, self._number = target, _cipher(export_id, person, salt), b"", 0
        target.write(salt)
        self.size = 0

    def write(self, data: bytes) -> int:
        self._held += data
        self.size += len(data)
        while len(self._held) > CHUNK:
            self._put(self._held[:CHUNK], last=False)
            self._held = self._held[CHUNK:]
        return len(data)

    def flush(self) -> None:
        self._target.flush()

    def close(self) -> None:
        self._put(self._held, last=True)
        self._held = b""

    def _put(self, chunk: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number), chunk, b"last" if last else b"more")
        self._target.write(struct.pack(">I", len(sealed)) + sealed)
        self._number += 1


def opened(export_id: UUID, person: UUID) -> Iterator[bytes]:
    """The chunks of a ZIP; FileNotFoundError when it is gone, CannotOpen when it was changed or its key is gone."""
    source = path(export_id).open("rb")
    return _chunks(source, _cipher(export_id, person, source.read(SALT_BYTES)))


def _chunks(source: IO[bytes], cipher: AESGCM) -> Iterator[bytes]:
    with source:
        number, size = 0, source.read(4)
        while size:
            sealed = source.read(struct.unpack(">I", size)[0])
            size = source.read(4)
            try:
                yield cipher.decrypt(_nonce(number), sealed, b"more" if size else b"last")
            except InvalidTag:
                raise CannotOpen("changed, or cut off") from None
            number += 1


def _cipher(export_id: UUID, person: UUID, salt: bytes) -> AESGCM:
    key = keys.data_key(person, create=True)
    if key is None:
        raise CannotOpen("the key of this person was destroyed")
    return AESGCM(HKDF(SHA256(), 32, salt=salt, info=b"pathya:export:" + export_id.bytes).derive(key))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")
