"""Secrets: from the environment in production, made once and kept in DATA_DIR in development."""

import base64
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from pathya.config.env import BadEnvironment, text


@dataclass(frozen=True)
class Secrets:
    secret_key: str
    encryption_keys: dict[str, bytes]


def load(*, production: bool, folder: Path) -> Secrets:
    """Production refuses to start without `SECRET_KEY` and `PATHYA_ENCRYPTION_KEYS`."""
    if production:
        key, encryption = text("SECRET_KEY"), text("PATHYA_ENCRYPTION_KEYS")
        if len(key) < 50:
            raise BadEnvironment("SECRET_KEY is shorter than 50 characters; make one with `pathya keys secret`.")
        return Secrets(key, _keys(encryption))
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
            raise BadEnvironment("PATHYA_ENCRYPTION_KEYS is malformed; write `id:base64 of 32 bytes`, newest first.")
    return keys


def _kept(path: Path) -> dict[str, str]:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = {
            "SECRET_KEY": base64.urlsafe_b64encode(os.urandom(48)).decode(),
            "PATHYA_ENCRYPTION_KEYS": "k1:" + base64.b64encode(os.urandom(32)).decode(),
        }
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


def database(url: str, socket_dir: Path, name: str, role: str) -> dict[str, Any]:
    """Django's settings for DATABASE_URL, or for the embedded server when it is empty."""
    settings: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"prepare_threshold": 1, "connect_timeout": 5},
    }
    if not url:
        return settings | {"HOST": str(socket_dir), "NAME": name, "USER": role}
    parts = urlparse(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise BadEnvironment("DATABASE_URL is malformed; write postgresql://user:password@host:5432/name.")
    return settings | {
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
    }
