"""Real worker processes on the test's database, in front of a peer."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.db import connection

PROGRAM = """
import asyncio, django
django.setup()
from pathya.config.jobs import work
asyncio.run(work(name="test", grace=1))
"""


@contextmanager
def worker(smtp_url: str, **settings: str) -> "Iterator[subprocess.Popen[bytes]]":
    """A worker that takes a peer for slow after 2 s, and another worker for dead after 1 s of silence."""
    at = connection.settings_dict
    env = {
        **os.environ,
        "DATABASE_URL": f"postgresql://{at['USER']}@{quote(at['HOST'], safe='')}/{at['NAME']}",
        "DJANGO_SETTINGS_MODULE": "pathya.config.settings",
        "PATHYA_SMTP_URL": smtp_url,
        "PATHYA_SMTP_DEADLINE": "2",
        "PATHYA_WORKER_SILENT": "1",
        **settings,
    }
    process = subprocess.Popen([sys.executable, "-c", PROGRAM], env=env)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(8)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def until(true: Callable[[], object], *, within: float = 15) -> float:
    """Wait for something; the seconds it took."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < within, "waited in vain"
        time.sleep(0.05)
    return time.monotonic() - begun
