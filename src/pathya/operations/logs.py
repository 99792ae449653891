"""One log for all: JSON lines on standard output (coloured lines in development), the standard library's too.

No personal data and no secrets: keys that name them are emptied, and texts that look like them are struck out
wherever they stand, in messages and tracebacks too.
"""

import logging
import re
import sys
from collections.abc import Mapping
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor

from pathya.operations import context

GONE = "[removed]"
SECRET = re.compile(
    r"pass(word|phrase|wd)|secret|token|authori[sz]ation|cookie|api_?key|signature|otp|^code$|session_?key"
    r"|e_?mail|phone|mobile|(first|last|full)_?name|address_line|^notes?$|medical|allerg|medication|^body$|^text$",
    re.IGNORECASE,
)
SAFE = frozenset({"level", "timestamp", "logger", "method", "route", "status", "ms", "request_id", "user"})
"""Made by the program itself; not searched, for speed."""
STRUCK = (
    (re.compile(r"[^\s@<>\"'(),;:=\[\]]+@[^\s@<>\"'(),;:=\[\]]+\.[^\s@<>\"'(),;:=\[\]]+"), "[mail]"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{6,}"), r"\1 [token]"),
    (re.compile(r"\bey[\w-]{8,}\.[\w-]{8,}\.[\w-]*"), "[token]"),
    (re.compile(r"\b[a-z]{2,4}_[A-Za-z0-9_-]{24,}"), "[token]"),
    (re.compile(r"(?<![\w.:-])\+\d[\d ()-]{8,16}\d"), "[phone]"),
    (re.compile(r"(?<![\w.:-])[6-9]\d{9}(?![\w.:-])"), "[phone]"),
    (re.compile(r"(?m)^(DETAIL:|CONTEXT:).*$"), r"\1 [removed]"),
    (re.compile(r"(?i)([?&](?:token|key|code|password|email|signature)=)[^&\s\"']+"), r"\1[removed]"),
)


def redact(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Take out what a log must not hold."""
    for key, value in event.items():
        if key in SAFE:
            continue
        event[key] = GONE if SECRET.search(key) and value is not None else _clean(value)
    return event


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        for pattern, instead in STRUCK:
            value = pattern.sub(instead, value)
        return value
    if isinstance(value, Mapping):
        return {key: GONE if SECRET.search(str(key)) else _clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set):
        return [_clean(inner) for inner in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return _clean(str(value))


class Failures(logging.Filter):
    """Of Django's own records about requests only what an exception made, without the address it was at."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = "request.failed", ()
        return bool(record.exc_info)


def with_request(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """The id of the request being served."""
    if request_id := context.current().request_id:
        event["request_id"] = request_id
    return event


SHARED: tuple[Processor, ...] = (
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    with_request,
)


def configured(*, pretty: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING; structlog goes through the same formatter."""
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *SHARED, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"one": formatter(pretty=pretty)},
        "filters": {"failures": {"()": Failures}},
        "handlers": {"out": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "one"}},
        "root": {"handlers": ["out"], "level": level},
        "loggers": {
            "django.request": {"filters": ["failures"]},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "django": {"handlers": [], "level": level, "propagate": True},
            "httpx": {"level": "WARNING"},
            "procrastinate": {"level": "WARNING"},
        },
    }


def formatter(*, pretty: bool) -> dict[str, Any]:
    """Every record of either library as one redacted line."""
    console = structlog.dev.ConsoleRenderer(
        colors=sys.stdout.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
    return {
        "()": ProcessorFormatter,
        "processors": [
            ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            redact,
            console if pretty else structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        "foreign_pre_chain": SHARED,
    }
