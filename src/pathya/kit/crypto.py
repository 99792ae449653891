"""Encryption at rest: AES-256-GCM, the id of the key beside the text, the place of the text bound in.

A sealed text reads `v1:<key id>:<nonce>:<ciphertext>` (base64url). `place` is authenticated and not stored:
a sealed text moved to another row, column or purpose does not open there.
"""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = "v1"
NONCE_BYTES = 12


class CannotOpen(Exception):
    """Not a sealed text, changed, from another place, or its key is gone. The text tells which, never the content."""


def seal(text: str, place: str) -> str:
    """Encrypt `text` with the newest key, bound to `place`."""
    key_id = newest_key()
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(settings.ENCRYPTION_KEYS[key_id]).encrypt(nonce, text.encode(), _bound(key_id, place))
    return f"{VERSION}:{key_id}:{_encode(nonce)}:{_encode(sealed)}"


def unseal(sealed: str, place: str) -> str:
    """The text that was sealed for `place`; raises CannotOpen."""
    version, _, rest = sealed.partition(":")
    parts = rest.split(":")
    if version != VERSION or len(parts) != 3:
        raise CannotOpen("not a sealed text")
    key = settings.ENCRYPTION_KEYS.get(parts[0])
    if key is None:
        raise CannotOpen(f"the key {parts[0]!r} is not in PATHYA_ENCRYPTION_KEYS")
    try:
        opened = AESGCM(key).decrypt(_decode(parts[1]), _decode(parts[2]), _bound(parts[0], place))
    except (InvalidTag, ValueError):
        raise CannotOpen("changed, or sealed for another place") from None
    return opened.decode()


def rewrap(sealed: str, place: str) -> str:
    """The same text under the newest key; unchanged when it is there already."""
    if key_of(sealed) == newest_key():
        return sealed
    return seal(unseal(sealed, place), place)


def key_of(sealed: str) -> str:
    """The id of the key a sealed text needs."""
    parts = sealed.split(":")
    if parts[0] != VERSION or len(parts) != 4:
        raise CannotOpen("not a sealed text")
    return parts[1]


def newest_key() -> str:
    """The id of the key that encrypts."""
    return next(iter(settings.ENCRYPTION_KEYS))


def derived(purpose: str, key_id: str) -> bytes:
    """32 bytes for one purpose (signatures, fingerprints) out of a key, so that no key serves two ends."""
    return HKDF(SHA256(), 32, salt=None, info=f"pathya:{purpose}".encode()).derive(settings.ENCRYPTION_KEYS[key_id])


def _bound(key_id: str, place: str) -> bytes:
    return f"{VERSION}:{key_id}:{place}".encode()


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
