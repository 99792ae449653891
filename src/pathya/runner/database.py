"""The database a command works with: the embedded one, started for it when need be, or that of DATABASE_URL."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from pathya.config import settings
from pathya.kit.folders import make_private
from pathya.kit.postgres import DATABASE, ROLE, Cluster
from pathya.runner.lock import DataLock
from pathya.runner.problems import CannotRun
from pathya.runner.state import Connection
from pathya.runner.steps import say

OLDEST = 160000
ROOM = 200_000_000


@dataclass
class Embedded:
    """The server of this data directory, run by this process."""

    cluster: Cluster
    server: "subprocess.Popen[bytes]"

    @classmethod
    def start(cls, cluster: Cluster) -> "Embedded":
        new = not cluster.data.exists()
        if new:
            say("Making the database …")
        elif cluster.clear_remains():
            say("Stopped the database server that an earlier run left behind.")
        cluster.create()
        embedded = cls(cluster, cluster.start())
        with psycopg.connect(host=str(cluster.socket_dir), user=ROLE, dbname="postgres", autocommit=True) as db:
            if not db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                db.execute(f"CREATE DATABASE {DATABASE}")
        return embedded

    @property
    def ended(self) -> bool:
        return self.server.poll() is not None

    def restart(self) -> None:
        """Start the server again after it died; what it had acknowledged is there."""
        self.cluster.clear_remains()
        self.server = self.cluster.start()

    def stop(self, *, hurried: bool = False) -> None:
        self.cluster.stop(self.server, timeout=3 if hurried else 30)


def embedded_cluster() -> Cluster:
    return Cluster(settings.DATA_DIR / "postgres")


def make_data_folder() -> Path:
    """DATA_DIR with room in it; raises `CannotRun` when it can't be used."""
    folder = settings.DATA_DIR
    try:
        make_private(folder)
        probe = folder / ".probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CannotRun(f"The data folder {folder} can't be written ({error.strerror}); set DATA_DIR.") from None
    free = shutil.disk_usage(folder).free
    if free < ROOM:
        raise CannotRun(f"The disk of {folder} is full: {free // 10**6} MB free, {ROOM // 10**6} MB needed.")
    return folder


@contextmanager
def available() -> Iterator[None]:
    """The database for one command: starts the embedded server unless `pathya run` has it up."""
    if settings.DATABASE_URL or DataLock.is_held(make_data_folder()):
        yield
        return
    lock = DataLock(settings.DATA_DIR)
    try:
        embedded = Embedded.start(embedded_cluster())
        try:
            yield
        finally:
            embedded.stop()
    finally:
        lock.release()


def connect() -> Connection:
    """A connection outside of Django; raises `CannotRun` when the database can't be reached or is too old."""
    place: dict[str, Any] = settings.DATABASES["default"]
    where = f"{place['HOST'] or 'localhost'}{':' + place['PORT'] if place['PORT'] else ''}"
    known = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER", "password": "PASSWORD"}
    options = {key: value for key, value in place["OPTIONS"].items() if key != "prepare_threshold"}
    try:
        db = psycopg.connect(
            **{ours: place[django] for ours, django in known.items() if place[django]}, **options, autocommit=True
        )
    except psycopg.Error as error:
        reason = (str(error).strip().splitlines() or ["no answer"])[-1].strip()
        raise CannotRun(f"The database {place['NAME']} at {where} can't be reached: {reason}") from None
    if db.info.server_version < OLDEST:
        version = db.info.server_version // 10000
        db.close()
        raise CannotRun(f"The database at {where} is PostgreSQL {version}; Pathya needs 16 or newer.")
    return db
