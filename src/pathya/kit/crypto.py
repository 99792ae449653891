"""Encryption at rest: AES-256-GCM, the id of the key beside the text, the place of the text bound in.

A sealed text reads `v1:<key id>:<nonce>:<ciphertext>` (base64url), or `v2:<person>:<nonce>:<ciphertext>` when it is
about a person: their data key seals it, so that destroying that key erases the text everywhere, backups included, and
rotating the practice's keys rewraps one key a person. `place` is authenticated and not stored: a sealed text moved to
another row, column or purpose does not open there.
"""

import base64
import os
import re
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from pathya.kit import registry

VERSION = "v1"
OF_PERSON = "v2"
NONCE_BYTES = 12


class CannotOpen(Exception):
    """Not a sealed text, changed, from another place, or its key is gone. The text tells which, never the content."""


def seal(text: str, place: str, person: UUID | None = None) -> str:
    """Encrypt `text`, bound to `place`, with the newest key or with the data key of `person`."""
    version, key_id = (OF_PERSON, person.hex) if person else (VERSION, newest_key())
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(_key(version, key_id, create=True)).encrypt(nonce, text.encode(), _bound(version, key_id, place))
    return f"{version}:{key_id}:{_encode(nonce)}:{_encode(sealed)}"


def unseal(sealed: str, place: str) -> str:
    """The text that was sealed for `place`; raises CannotOpen."""
    version, key_id, nonce, text = _parts(sealed)
    key = _key(version, key_id)
    try:
        opened = AESGCM(key).decrypt(_decode(nonce), _decode(text), _bound(version, key_id, place))
    except (InvalidTag, ValueError):
        raise CannotOpen("changed, or sealed for another place") from None
    return opened.decode()


def rewrap(sealed: str, place: str) -> str:
    """The same text under the newest key; unchanged when it is there already, or sealed for a person."""
    if sealed.startswith(f"{OF_PERSON}:") or key_of(sealed) == newest_key():
        return sealed
    return seal(unseal(sealed, place), place)


def key_of(sealed: str) -> str:
    """The id of the key a sealed text needs: one of the practice's, or a person's in hexadecimal."""
    return _parts(sealed)[1]


def newest_key() -> str:
    """The id of the key that encrypts."""
    return next(iter(settings.ENCRYPTION_KEYS))


def derived(purpose: str, key_id: str) -> bytes:
    """32 bytes for one purpose (signatures, fingerprints) out of a key, so that no key serves two ends."""
    return HKDF(SHA256(), 32, salt=None, info=f"pathya:{purpose}".encode()).derive(settings.ENCRYPTION_KEYS[key_id])


def _parts(sealed: str) -> list[str]:
    parts = sealed.split(":")
    if len(parts) != 4 or parts[0] not in {VERSION, OF_PERSON}:
        raise CannotOpen("not a sealed text")
    if parts[0] == OF_PERSON and not re.fullmatch("[0-9a-f]{32}", parts[1]):
        raise CannotOpen("not a sealed text")
    return parts


def _key(version: str, key_id: str, *, create: bool = False) -> bytes:
    if version == VERSION:
        key = settings.ENCRYPTION_KEYS.get(key_id)
    else:
        key = registry.call("kit.data_key", person=UUID(key_id), create=create)
    if key is None:
        why = "is not in PATHYA_ENCRYPTION_KEYS" if version == VERSION else "was destroyed"
        raise CannotOpen(f"the key {key_id!r} {why}")
    return bytes(key)


def _bound(version: str, key_id: str, place: str) -> bytes:
    return f"{version}:{key_id}:{place}".encode()


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
