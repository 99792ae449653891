"""Fresh secrets for production: `pathya keys secret`, `pathya keys encryption`."""

from datetime import UTC, datetime

from pathya.config.secrets import fresh_encryption_key, fresh_secret_key
from pathya.runner.problems import CannotRun


def main(kind: str = "", *_more: str) -> None:
    if kind == "secret":
        print(fresh_secret_key())
    elif kind == "encryption":
        print(fresh_encryption_key(datetime.now(UTC).strftime("k%Y%m%d")))
    else:
        raise CannotRun("say which: `pathya keys secret` or `pathya keys encryption`.")
