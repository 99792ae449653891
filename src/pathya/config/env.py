"""Typed readers of the environment that fail loudly, all problems at once."""

import os
from collections.abc import Sequence


class BadEnvironment(Exception):
    """A variable is missing or malformed; the text names it and says what to set."""


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        raise BadEnvironment(f"{name} is not set.")
    return default


def integer(name: str, default: int, *, low: int | None = None, high: int | None = None) -> int:
    raw = text(name, str(default))
    try:
        value = int(raw)
    except ValueError:
        raise BadEnvironment(f"{name} is {raw!r}; set a whole number.") from None
    if (low is not None and value < low) or (high is not None and value > high):
        raise BadEnvironment(f"{name} is {value}; set a number from {low} to {high}.")
    return value


def flag(name: str, default: bool = False) -> bool:
    raw = text(name, "1" if default else "0").lower()
    if raw not in {"0", "1", "true", "false", "yes", "no"}:
        raise BadEnvironment(f"{name} is {raw!r}; set 1 or 0.")
    return raw in {"1", "true", "yes"}


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """Comma-separated values."""
    raw = os.environ.get(name, "")
    return [part.strip() for part in raw.split(",") if part.strip()] if raw else list(default)


def one_of(name: str, default: str, choices: Sequence[str]) -> str:
    value = text(name, default)
    if value not in choices:
        raise BadEnvironment(f"{name} is {value!r}; set one of {', '.join(choices)}.")
    return value
