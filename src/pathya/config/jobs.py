"""How jobs are worked off: queues in lanes of their own, so that a backlog in one delays no other."""

import asyncio
import signal
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.contrib.django.utils import connector_params


@dataclass(frozen=True)
class Lane:
    """At most `threads` jobs of these queues run at once in one worker process."""

    queues: tuple[str, ...]
    threads: int


LANES = (Lane(("default",), 3), Lane(("mail",), 3))


async def work(*, name: str, grace: float, lanes: tuple[Lane, ...] = LANES) -> None:
    """Run jobs until SIGTERM or SIGINT; running ones then get `grace` seconds. Returns early when a lane breaks down.

    The worker's own connection only fetches and finishes jobs. Tasks keep Django's connector: what they defer belongs
    to their transaction (`app.replace_connector` would take it out).
    """
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(sum(lane.threads for lane in lanes) + 2))
    worker = worker_app()
    async with worker.open_async():
        await _until_stopped(
            [
                worker.run_worker_async(
                    queues=list(lane.queues),
                    name=f"{name}-{lane.queues[0]}",
                    concurrency=lane.threads,
                    shutdown_graceful_timeout=grace,
                    update_heartbeat_interval=settings.WORKER_SILENT / 6,
                    stalled_worker_timeout=settings.WORKER_SILENT,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                )
                for lane in lanes
            ]
        )


def worker_app() -> App:
    worker = DjangoApp(connector=PsycopgConnector(kwargs=connector_params(), min_size=2, max_size=8))
    worker.tasks = app.tasks
    worker.periodic_registry = app.periodic_registry
    return worker


async def _until_stopped(lanes: list[Coroutine[Any, Any, None]]) -> None:
    tasks = [asyncio.create_task(lane) for lane in lanes]

    def stop() -> None:
        for task in tasks:
            task.cancel()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    stop()
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(ended, Exception):
            raise ended
