"""Secrets: fresh ones (`pathya keys secret | encryption`), moving to the newest key (`rotate`), what hangs on which
(`status`)."""

import subprocess
import sys
from datetime import UTC, datetime

from pathya.config.secrets import fresh_encryption_key, fresh_secret_key
from pathya.runner import prepare
from pathya.runner.database import available, connect
from pathya.runner.problems import CannotRun


def main(kind: str = "", *_more: str) -> None:
    if kind == "secret":
        print(fresh_secret_key())
    elif kind == "encryption":
        print(fresh_encryption_key(datetime.now(UTC).strftime("k%Y%m%d")))
    elif kind in {"rotate", "status"}:
        managed("keys", kind)
    else:
        raise CannotRun("say which: `pathya keys secret | encryption | rotate | status`.")


def privacy(what: str = "", *_more: str) -> None:
    """`pathya privacy reapply`: erase again whom a restored backup has brought back."""
    if what != "reapply":
        raise CannotRun("say what: `pathya privacy reapply`.")
    managed("reapply_erasures")


def managed(*arguments: str) -> None:
    """A command of Django's in a process of its own, with the database at hand."""
    with available():
        connect().close()
        code = subprocess.run([*prepare.MANAGE, *arguments], check=False).returncode
    if code:
        sys.exit(code)
