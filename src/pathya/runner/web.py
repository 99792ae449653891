"""The web: granian with worker processes of threads. `python -m pathya.runner.web`"""

import importlib
import os
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings

from pathya.config import settings
from pathya.kit.processes import follow_parent

SLOW_HEADERS = 10_000
"""Milliseconds a client has to send its headers."""


def load(target: str) -> Callable[..., Any]:
    """Load the application in a worker process, which ends with the process that started it."""
    follow_parent(settings.GRACE)
    module, _, name = target.partition(":")
    application: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return application


def main(*_more: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathya.config.settings")
    follow_parent(settings.GRACE + 2)
    Granian(
        "pathya.config.wsgi:application",
        address=settings.BIND,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=settings.WEB_WORKERS,
        blocking_threads=settings.WEB_THREADS,
        websockets=False,
        http1_settings=HTTP1Settings(header_read_timeout=SLOW_HEADERS),
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=settings.GRACE,
        log_dictconfig={"loggers": {"_granian": {"level": "WARNING"}}},
    ).serve(target_loader=load)


if __name__ == "__main__":
    main()
