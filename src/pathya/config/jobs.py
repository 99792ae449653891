"""How jobs are worked off: queues in lanes of their own, so that a backlog in one delays no other."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.contrib.django.utils import connector_params

LANES = (("default",), ("mail",), ("outside",), ("files",))
"""Queues that share threads: at most `JOB_THREADS` jobs of a lane run at once in one worker process.

Jobs of `outside` wait for services of others, which may hang.
"""


async def work(*, name: str, on_stop: Callable[[], None] = lambda: None) -> None:
    """Run jobs until SIGTERM or SIGINT; running ones then get `GRACE` seconds. Raises when a lane breaks down.

    The worker's own connection only fetches and finishes jobs. Tasks keep Django's connector: what they defer belongs
    to their transaction (`app.replace_connector` would take it out).
    """
    threads = settings.JOB_THREADS
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(threads * len(LANES) + 2))
    worker = worker_app()
    async with worker.open_async():
        await _until_stopped(
            [
                worker.run_worker_async(
                    queues=list(lane),
                    name=f"{name}-{lane[0]}",
                    concurrency=threads,
                    shutdown_graceful_timeout=settings.GRACE,
                    update_heartbeat_interval=settings.WORKER_SILENT / 6,
                    stalled_worker_timeout=settings.WORKER_SILENT,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                )
                for lane in LANES
            ],
            on_stop,
        )


def worker_app() -> App:
    worker = DjangoApp(connector=PsycopgConnector(kwargs=connector_params(), min_size=2, max_size=8))
    worker.tasks = app.tasks
    worker.periodic_registry = app.periodic_registry
    return worker


async def _until_stopped(lanes: list[Coroutine[Any, Any, None]], on_stop: Callable[[], None]) -> None:
    tasks = [asyncio.create_task(lane) for lane in lanes]

    def stop() -> None:
        on_stop()
        for task in tasks:
            task.cancel()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(ended, Exception):
            raise ended
