"""The worker: runs jobs from the database and defers the recurring ones. `python -m pathya.runner.worker`"""

import asyncio
import os
import signal
import threading

import django

from pathya.config import settings
from pathya.config.jobs import work
from pathya.kit.processes import follow_parent


def end_late() -> None:
    """A job in a thread can't be interrupted; the process ends nevertheless, and the job runs again later."""
    late = threading.Timer(settings.GRACE + 1, lambda: os.kill(os.getpid(), signal.SIGKILL))
    late.daemon = True
    late.start()


def main(*_more: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathya.config.settings")
    follow_parent(settings.GRACE + 2)
    django.setup()
    asyncio.run(work(name=f"worker-{os.getpid()}", on_stop=end_late))


if __name__ == "__main__":
    main()
