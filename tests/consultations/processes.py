"""A real web server and real workers on the test's database, to be killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import quote

import httpx
from django.db import connection


class Program:
    """One process of the program, with the processes it starts, in a group of its own."""

    def __init__(self, module: str, **env: str) -> None:
        at = connection.settings_dict
        url = f"postgresql://{at['USER']}@{quote(at['HOST'], safe='')}/{at['NAME']}"
        self.command = [sys.executable, "-m", module]
        self.env = {**os.environ, "DATABASE_URL": url, "PATHYA_GRACE": "1", "PATHYA_WORKER_SILENT": "1", **env}
        self.process = self._started()

    def _started(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(self.command, env=self.env, start_new_session=True)

    def kill(self) -> None:
        """All of it, at once, without a word."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def start_again(self) -> None:
        self.process = self._started()


class Web(Program):
    def __init__(self) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        self.http = httpx.Client(base_url=self.url, timeout=5)
        super().__init__("pathya.runner.web", PORT=str(self.port), PATHYA_WEB_WORKERS="2")

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def wait(self) -> None:
        until(self._answers, within=60)

    def _answers(self) -> bool:
        try:
            return self.http.get("/health").status_code < 500
        except httpx.TransportError:
            return False


def until(true: Callable[[], object], *, within: float = 60) -> None:
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < within, "waited in vain"
        time.sleep(0.1)
