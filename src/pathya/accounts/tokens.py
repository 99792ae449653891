"""Random tokens: a prefix that secret scanners know, 256 bits; only their hash is stored."""

import hashlib
import secrets

from django.utils.crypto import salted_hmac

ACCESS = "pta_"
REFRESH = "ptr_"
SIGN_UP = "ptv_"
CHALLENGE = "ptc_"
ALARM = "ptn_"
API_KEY = "ntp_"
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Signs of backup codes: none that looks like another."""


def new(prefix: str) -> str:
    return prefix + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored of a token: SHA-256 in hex (enough for 256 random bits)."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_code() -> str:
    """Six digits from a secure generator."""
    return f"{secrets.randbelow(1_000_000):06d}"


def new_backup_code() -> str:
    """Ten signs, 49 random bits, written as `ABCDE-FGHJK`."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"{signs[:5]}-{signs[5:]}"


def code_digest(code: str, *, of: str) -> str:
    """What is stored of a short code: keyed with the server's secret and bound to what it opens."""
    return salted_hmac("pathya.accounts.code", f"{of}.{code}", algorithm="sha256").hexdigest()
