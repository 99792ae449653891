"""Time-based codes (RFC 6238: SHA-1, six digits, steps of 30 seconds), as authenticator apps make them."""

import base64
import hmac
import io
import secrets
import struct
from datetime import datetime
from urllib.parse import quote, urlencode

import qrcode
from django.utils.crypto import constant_time_compare
from qrcode.image.svg import SvgPathImage

STEP = 30
DIGITS = 6
TOLERANCE = 1
"""Steps before and after the present one that are taken as well."""


def new_secret() -> str:
    """160 random bits in base32."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def step_at(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP


def code_at(secret: str, step: int) -> str:
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    offset = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[offset : offset + 4])
    return f"{(number & 0x7FFFFFFF) % 10**DIGITS:0{DIGITS}d}"


def step_of(secret: str, code: str, moment: datetime) -> int | None:
    """The step that `code` belongs to, within the tolerance; all are compared, whichever fits."""
    now = step_at(moment)
    fitting = [
        step
        for step in range(now - TOLERANCE, now + TOLERANCE + 1)
        if constant_time_compare(code_at(secret, step), code)
    ]
    return max(fitting, default=None)


def address(secret: str, *, issuer: str, account: str) -> str:
    """The `otpauth:` address that an app reads from the picture."""
    query = urlencode({"secret": secret, "issuer": issuer, "digits": DIGITS, "period": STEP}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{query}"


def picture(text: str) -> str:
    """A QR code as SVG."""
    target = io.BytesIO()
    qrcode.make(text, image_factory=SvgPathImage, border=2).save(target)
    return target.getvalue().decode()
