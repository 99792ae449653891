"""The web: granian with worker processes of threads. `python -m pathya.runner.web`"""

import gc
import importlib
import multiprocessing
import os
import sys
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from pathya.config import settings
from pathya.kit.processes import follow_parent, runs

APPLICATION = "pathya.config.wsgi:application"
SLOW_HEADERS = 10_000
"""Milliseconds a client has to send its headers."""


def main(*_more: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathya.config.settings")
    if sys.platform == "linux":
        load_before_fork()
    follow_parent(settings.GRACE + 2)
    for counted in settings.METRICS_DIR.glob("*.db"):
        if not runs(int(counted.stem.rpartition("_")[2])):
            counted.unlink(missing_ok=True)  # by processes of an earlier start
    Granian(
        APPLICATION,
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
        log_level=LogLevels.error,
    ).serve(target_loader=load_in_worker)


def load(target: str) -> Callable[..., Any]:
    module, _, name = target.partition(":")
    application: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return application


def load_before_fork() -> None:
    """Load the program once for all workers: they start at once and share its memory."""
    multiprocessing.set_start_method("fork")
    gc.disable()  # nothing loaded here is garbage; saves a sixth of the time
    load(APPLICATION)
    importlib.import_module(settings.ROOT_URLCONF)
    gc.freeze()
    gc.enable()


def load_in_worker(target: str) -> Callable[..., Any]:
    """The application for one worker process, which ends with the process that started it."""
    follow_parent(settings.GRACE)
    return load(target)


if __name__ == "__main__":
    main()
