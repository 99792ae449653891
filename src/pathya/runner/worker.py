"""The worker: runs jobs from the database and defers the recurring ones. `python -m pathya.runner.worker`"""

import asyncio
import os
import signal
import threading

import django
from procrastinate.contrib.django import app

from pathya.config import settings
from pathya.kit.processes import follow_parent

HEARTBEAT = 5.0
STALLED = 30.0
"""A worker silent for this long is dead, and its jobs may be taken by another."""


async def run() -> None:
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        async with app.open_async():
            await app.run_worker_async(
                name=f"worker-{os.getpid()}",
                concurrency=settings.JOB_THREADS,
                fetch_job_polling_interval=5.0,
                shutdown_graceful_timeout=float(settings.GRACE),
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=STALLED,
                install_signal_handlers=True,
            )


def end_late() -> None:
    """A job in a thread can't be interrupted; the process ends nevertheless, and the job runs again later."""
    threading.Timer(settings.GRACE + 1, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()


def main(*_more: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathya.config.settings")
    follow_parent(settings.GRACE + 2)
    django.setup()
    asyncio.run(run())


if __name__ == "__main__":
    main()
