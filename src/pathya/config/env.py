"""Typed readers of the environment. They note what is wrong and go on; `finish` then tells all of it at once."""

import os
from collections.abc import Sequence

_problems: list[str] = []


class BadEnvironment(Exception):
    """Variables are missing or malformed; the one line names them all and says what to set."""


def problem(sentence: str) -> None:
    """Note what is wrong with a variable, for `finish` to tell."""
    if sentence not in _problems:
        _problems.append(sentence)


def finish() -> None:
    """Called when every variable has been read; raises `BadEnvironment` when one was wrong."""
    told = [*_problems]
    _problems.clear()
    if told:
        raise BadEnvironment(" ".join(told))


def text(name: str, default: str | None = None, hint: str = "") -> str:
    """The value; a variable without default must be set."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        problem(f"{name} is not set{f' ({hint})' if hint else ''}.")
        return ""
    return default


def integer(name: str, default: int, *, low: int | None = None, high: int | None = None) -> int:
    raw = text(name, str(default))
    try:
        value = int(raw)
    except ValueError:
        problem(f"{name} is {raw!r}; set a whole number.")
        return default
    if (low is not None and value < low) or (high is not None and value > high):
        problem(f"{name} is {value}; set a number from {low} to {high}.")
        return default
    return value


def flag(name: str, default: bool = False) -> bool:
    raw = text(name, "1" if default else "0").lower()
    if raw not in {"0", "1", "true", "false", "yes", "no"}:
        problem(f"{name} is {raw!r}; set 1 or 0.")
        return default
    return raw in {"1", "true", "yes"}


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """Comma-separated values."""
    raw = os.environ.get(name, "")
    return [part.strip() for part in raw.split(",") if part.strip()] if raw else list(default)


def one_of(name: str, default: str, choices: Sequence[str]) -> str:
    value = text(name, default)
    if value not in choices:
        problem(f"{name} is {value!r}; set one of {', '.join(choices)}.")
        return default
    return value
