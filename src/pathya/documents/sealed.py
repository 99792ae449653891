"""Files encrypted as streams: AES-256-GCM in frames of 64 KiB, each bound to its place and to being last or not.

A key per file, itself sealed with the data key of the person the file is about: destroying that one makes every copy
unreadable. From it each object gets a key of its own (HKDF over its name and 16 random bytes), so that nonces are
plain counters. Cut, reordered or exchanged frames do not open.
"""

import base64
import os
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"PYF1"
FRAME = 64 * 1024
SALT = 16
TAG = 16


class Unreadable(Exception):
    """Not sealed by us for this place, cut short, or changed."""


def new_key() -> str:
    """32 random bytes as text, to be kept sealed."""
    return base64.b64encode(os.urandom(32)).decode()


def seal(pieces: Iterable[bytes], key: str, place: str) -> Iterator[bytes]:
    """The sealed stream of a plain one."""
    salt = os.urandom(SALT)
    cipher = _cipher(key, place, salt)
    yield MAGIC + salt
    held, number = b"", 0
    for frame in _regrouped(pieces, FRAME):
        if number:
            yield cipher.encrypt(_nonce(number - 1, last=False), held, None)
        held, number = frame, number + 1
    yield cipher.encrypt(_nonce(max(number - 1, 0), last=True), held, None)


def unseal(pieces: Iterable[bytes], key: str, place: str) -> Iterator[bytes]:
    """The plain stream; raises Unreadable at the first frame that is not right, after giving those before it."""
    stream = iter(pieces)
    head = b""
    while len(head) < len(MAGIC) + SALT:
        more = next(stream, b"")
        if not more:
            raise Unreadable
        head += more
    magic, salt, rest = head[:4], head[4 : 4 + SALT], head[4 + SALT :]
    if magic != MAGIC:
        raise Unreadable
    cipher = _cipher(key, place, salt)
    held, number = b"", 0
    for frame in _regrouped(_chained(rest, stream), FRAME + TAG):
        if number:
            yield _opened(cipher, held, _nonce(number - 1, last=False))
        held, number = frame, number + 1
    yield _opened(cipher, held, _nonce(max(number - 1, 0), last=True))


def _opened(cipher: AESGCM, frame: bytes, nonce: bytes) -> bytes:
    try:
        return cipher.decrypt(nonce, frame, None)
    except (InvalidTag, ValueError):
        raise Unreadable from None


def _cipher(key: str, place: str, salt: bytes) -> AESGCM:
    derived = HKDF(SHA256(), 32, salt=salt, info=f"pathya:file:{place}".encode()).derive(base64.b64decode(key))
    return AESGCM(derived)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _regrouped(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The same bytes in pieces of exactly `size`, the last one as it comes."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= size:
            yield bytes(held[:size])
            del held[:size]
    if held:
        yield bytes(held)
