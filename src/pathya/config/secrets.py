"""Secrets: from the environment in production, made once and kept in DATA_DIR in development."""

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from pathya.config.env import problem, text
from pathya.kit.folders import make_private


@dataclass(frozen=True)
class Secrets:
    secret_key: str
    encryption_keys: dict[str, bytes]


def load(*, production: bool, folder: Path) -> Secrets:
    """Production refuses to start without `SECRET_KEY` and `PATHYA_ENCRYPTION_KEYS`."""
    if production:
        key = text("SECRET_KEY", hint="make one with `pathya keys secret`")
        encryption = text("PATHYA_ENCRYPTION_KEYS", hint="make one with `pathya keys encryption`")
        if key and len(key) < 50:
            problem("SECRET_KEY is shorter than 50 characters; make one with `pathya keys secret`.")
        return Secrets(key, _keys(encryption) if encryption else {})
    kept = _kept(folder / "secrets.json")
    return Secrets(
        text("SECRET_KEY", kept["SECRET_KEY"]),
        _keys(text("PATHYA_ENCRYPTION_KEYS", kept["PATHYA_ENCRYPTION_KEYS"])),
    )


def _keys(raw: str) -> dict[str, bytes]:
    """`id:base64,id:base64` → keys of 32 bytes, newest first."""
    keys: dict[str, bytes] = {}
    for part in raw.split(","):
        name, _, encoded = part.strip().partition(":")
        try:
            keys[name] = base64.b64decode(encoded, validate=True)
        except ValueError:
            keys[name] = b""
        if not name or len(keys[name]) != 32:
            problem("PATHYA_ENCRYPTION_KEYS is malformed; write `id:base64 of 32 bytes`, newest first.")
    return keys


def _kept(path: Path) -> dict[str, str]:
    if not path.exists():
        make_private(path.parent)
        made = {"SECRET_KEY": fresh_secret_key(), "PATHYA_ENCRYPTION_KEYS": fresh_encryption_key("k1")}
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(made))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    kept: dict[str, str] = json.loads(path.read_text())
    return kept


def fresh_secret_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(48)).decode()


def fresh_encryption_key(name: str) -> str:
    """A value for, or a part of, PATHYA_ENCRYPTION_KEYS."""
    return f"{name}:{base64.b64encode(os.urandom(32)).decode()}"


PLANS = "-c plan_cache_mode=force_generic_plan"
"""Of prepared statements (`kit.sql`; Django's own are never prepared): planned once for a connection, not at each call.

The server alone takes the plan of each call anew wherever tables are partitioned, which costs more than the answer.
"""


def database(url: str, socket_dir: Path, name: str, role: str) -> dict[str, Any]:
    """Django's settings for DATABASE_URL, or for the embedded server when it is empty."""
    parts: Mapping[str, Any] = {"host": str(socket_dir), "dbname": name, "user": role}
    if url:
        try:
            parts = conninfo_to_dict(url)
        except psycopg.Error:
            parts = {}
        if not url.startswith(("postgres://", "postgresql://")) or not parts.get("dbname"):
            problem("DATABASE_URL is malformed; write postgresql://user:password@host:5432/name.")
    named = {"HOST": "host", "PORT": "port", "NAME": "dbname", "USER": "user", "PASSWORD": "password"}
    options = {key: value for key, value in parts.items() if key not in named.values()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"prepare_threshold": 1, "connect_timeout": 5, "options": PLANS, **options},
        **{django: str(parts.get(ours, "")) for django, ours in named.items()},
    }
