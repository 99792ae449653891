"""`pathya run`: database, web and worker as one; stopped in the order web, worker, database."""

import contextlib
import errno
import http.client
import math
import socket
import time
from urllib.parse import urlsplit

from pathya.config import settings
from pathya.kit.postgres import PostgresFailed
from pathya.runner.children import PAUSES, Child
from pathya.runner.database import Embedded, connect, embedded_cluster, make_data_folder
from pathya.runner.lock import DataLock
from pathya.runner.prepare import prepare
from pathya.runner.problems import CannotRun, Stopped
from pathya.runner.signals import Signals
from pathya.runner.steps import say
from pathya.web.demo.cast import DOMAIN, PASSWORD, SHOWN

PORT_WAIT = 20.0
"""Seconds a killed run's last requests may hold the port."""
WEB_FIRST = 15.0
"""Seconds the worker waits at most for the web, which people wait for."""
SLOW_START = 20.0
LOG_EVERY = 60.0
READY = "ready"


def run(*_more: str) -> None:
    Supervisor().run()


class Supervisor:
    def __init__(self) -> None:
        self.signals = Signals()
        self.embedded: Embedded | None = None
        self.web = Child("web", "pathya.runner.web")
        self.worker = Child("worker", "pathya.runner.worker")
        self.announced = False
        self.slow_at = math.inf

    def run(self) -> None:
        """Run until asked to stop; raises `CannotRun` when the start is not possible."""
        lock = DataLock(make_data_folder())
        try:
            with contextlib.suppress(Stopped):
                free_port(settings.BIND, settings.PORT, wait=PORT_WAIT if lock.left_running else 0)
                self.open_database()
                prepare(self.signals)
                self.worker.wait_until = time.monotonic() + WEB_FIRST
                self.slow_at = time.monotonic() + SLOW_START
                self.watch()
            lock.ending()
        finally:
            self.stop()
            lock.release()

    def open_database(self) -> None:
        if not settings.DATABASE_URL:
            self.embedded = Embedded.start(embedded_cluster())
        connect().close()

    def watch(self) -> None:
        next_trim = time.monotonic() + LOG_EVERY
        while not self.signals.stopping:
            self.signals.wait(0.1 if not self.announced else 0.5)
            if self.embedded and self.embedded.ended:
                self.restart_database()
            for child in (self.web, self.worker):
                if told := child.look_after():
                    say(told)
            if not self.announced:
                self.look_whether_ready()
            if self.embedded and time.monotonic() > next_trim:
                self.embedded.cluster.trim_log()
                next_trim = time.monotonic() + LOG_EVERY

    def restart_database(self) -> None:
        assert self.embedded is not None  # noqa: S101
        say("The database ended; it starts again.")
        for pause in PAUSES:
            try:
                self.embedded.restart()
            except PostgresFailed as error:
                say(str(error))
                self.signals.wait(pause)
                if self.signals.stopping:
                    return
            else:
                return
        raise CannotRun("The database does not start again; see the lines above.")

    def look_whether_ready(self) -> None:
        said = readiness()
        if said == READY:
            self.announce()
        elif time.monotonic() > self.slow_at:
            self.slow_at = time.monotonic() + SLOW_START
            say(f"Still not ready: {said or 'the web does not answer'}")

    def announce(self) -> None:
        self.announced = True
        self.worker.wait_until = 0
        say(f"\nPathya is ready at {settings.BASE_URL}")
        if settings.DEVELOPMENT:
            say(f"Sign in as {', '.join(f'{login}@{DOMAIN}' for login in SHOWN)}; password {PASSWORD}")
            say(f"Mail lands at {settings.BASE_URL}/dev/outbox")
        say("Ctrl-C stops it.\n")

    def stop(self) -> None:
        """Web first, so that nobody is served by half; the database last."""
        if self.announced:
            say("\nStopping …")
        for child in (self.web, self.worker):
            child.ask_to_stop()
            deadline = time.monotonic() + settings.GRACE + 3
            while not child.ended and time.monotonic() < deadline and not self.signals.hurried:
                self.signals.wait(0.1)
            child.kill()
        if self.embedded:
            self.embedded.stop(hurried=self.signals.hurried)


def free_port(address: str, port: int, wait: float) -> None:
    """Raise `CannotRun` when the port is taken by another program for longer than `wait` seconds."""
    deadline = time.monotonic() + wait
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    while True:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except PermissionError:
                raise CannotRun(f"Port {port} needs the rights of root; set PORT to 1024 or more.") from None
            except OSError as error:
                if time.monotonic() < deadline:
                    time.sleep(0.2)
                    continue
                if error.errno == errno.EADDRINUSE:
                    raise CannotRun(f"Port {port} is taken by another program; set PORT to a free one.") from None
                raise CannotRun(f"The address {address}:{port} can't be used: {error.strerror}.") from None
        return


def readiness() -> str:
    """`ready`, or in a word what the web lacks, or nothing while it does not answer."""
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.BIND, settings.BIND)  # noqa: S104
    base = urlsplit(settings.BASE_URL)
    connection = http.client.HTTPConnection(address, settings.PORT, timeout=5)
    try:
        connection.request("GET", "/ready", headers={"Host": base.netloc, "X-Forwarded-Proto": base.scheme})
        answer = connection.getresponse()
        text = answer.read(1000).decode(errors="replace")
        return READY if answer.status == 200 else f"{answer.status} {text}".strip()
    except (OSError, http.client.HTTPException):
        return ""
    finally:
        connection.close()
