"""Real worker processes on the test's database, in front of a peer."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.db import connection


class Pair:
    """Two workers that take a server for slow after 2 s, and another worker for dead after 1 s of silence."""

    def __init__(self, smtp_url: str) -> None:
        self.smtp_url = smtp_url
        self.both: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start those that do not run."""
        self.both = [process for process in self.both if process.poll() is None]
        at = connection.settings_dict
        env = {
            **os.environ,
            "DATABASE_URL": f"postgresql://{at['USER']}@{quote(at['HOST'], safe='')}/{at['NAME']}",
            "PATHYA_SMTP_URL": self.smtp_url,
            "PATHYA_SMTP_DEADLINE": "2",
            "PATHYA_WORKER_SILENT": "1",
            "PATHYA_GRACE": "1",
            "PATHYA_JOB_THREADS": "3",
        }
        while len(self.both) < 2:
            self.both.append(subprocess.Popen([sys.executable, "-m", "pathya.runner.worker"], env=env))

    @contextmanager
    def only(self, one: "subprocess.Popen[bytes]") -> Iterator[None]:
        """The others stand still, until the block ends."""
        others = [process for process in self.both if process is not one]
        for process in others:
            process.send_signal(signal.SIGSTOP)
        yield
        for process in others:
            process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        for process in self.both:
            process.kill()
        for process in self.both:
            process.wait()


def until(true: Callable[[], object], *, within: float = 60) -> float:
    """Wait for something; the seconds it took."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < within, "waited in vain"
        time.sleep(0.05)
    return time.monotonic() - begun
