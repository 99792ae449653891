"""`pathya run` as a program of its own, on a copy of the migrated cluster and a free port."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from pathya.kit.postgres import DATABASE, ROLE, Cluster
from pathya.runner import state
from tests.cluster import template

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300.0
"""Seconds a busy machine may take for anything."""


@dataclass
class Program:
    """Everything that runs for one data directory. `lines()` is what the person who started it has read."""

    data: Path
    env: dict[str, str] = field(default_factory=dict)
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = None
    read: int = 0
    """Bytes of output that belong to earlier starts."""

    def start(self, **env: str) -> "Program":
        self.port = self.port or free_port()
        self.env = {
            **{key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "MAKELEVEL"}},
            "DATA_DIR": str(self.data),
            "PORT": str(self.port),
            "PATHYA_GRACE": "5",
            **env,
        }
        self.read = self.output.stat().st_size if self.output.exists() else 0
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pathya.cli", "run"], cwd=ROOT, env=self.env, stdout=output, stderr=output
            )
        return self

    @property
    def output(self) -> Path:
        return self.data.with_suffix(".out")

    def lines(self) -> str:
        return self.output.read_bytes()[self.read :].decode()

    @property
    def cluster(self) -> Cluster:
        return Cluster(self.data / "postgres")

    def connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(host=str(self.cluster.socket_dir), user=ROLE, dbname=DATABASE, autocommit=True)

    def get(self, path: str, **headers: str) -> int:
        """The status, 0 when nothing answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers=headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def until_ready(self) -> "Program":
        until(lambda: "Pathya is ready" in self.lines() or self.ended, "ready")
        assert not self.ended, self.lines()
        return self

    def refusal(self) -> str:
        """What it says when it does not start; asserts that it is one plain line, and that nothing is left running."""
        assert self.process is not None
        assert self.process.wait(PATIENCE) == 1
        assert self.lines().count("\n") == 1, self.lines()
        assert self.lines().startswith("pathya: ")
        return self.lines().removeprefix("pathya: ").strip()

    @property
    def ended(self) -> bool:
        assert self.process is not None
        return self.process.poll() is not None

    def end(self, sig: signal.Signals = signal.SIGINT) -> int:
        """Ask it to stop; its exit code."""
        assert self.process is not None
        self.process.send_signal(sig)
        return self.process.wait(PATIENCE)

    def kill(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)

    def pids(self, word: str = "") -> list[int]:
        """Processes of this data directory, server and web and worker, zombies not counted."""
        return [int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit() and self._is_ours(one, word)]

    def _is_ours(self, process: Path, word: str) -> bool:
        try:
            environment = (process / "environ").read_bytes().split(b"\0")
            mine = f"DATA_DIR={self.data}".encode() in environment
            mine = mine or (process / "cwd").readlink() == self.cluster.data
            return mine and word.encode() in (process / "cmdline").read_bytes().replace(b"\0", b" ")
        except OSError:
            return False

    def clean_up(self) -> None:
        for pid in self.pids():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if self.process:
            self.process.wait()
        shutil.rmtree(self.cluster.socket_dir, ignore_errors=True)


def bare(folder: Path) -> Program:
    """A data directory that is not there yet."""
    return Program(folder / "data")


def fresh(folder: Path) -> Program:
    """A data directory with a migrated database that needs no preparing."""
    data = folder / "data"
    data.mkdir(parents=True)
    program = Program(data)
    program.cluster.home.mkdir()
    subprocess.run(["cp", "-a", str(template() / "data"), str(program.cluster.home / "data")], check=True)
    server = program.cluster.start()
    with program.connect() as db:
        state.write(db, "migrations", state.migrations_fingerprint())
        state.write(db, "demo", "not wanted")
    program.cluster.stop(server)
    return program


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(true: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"waited in vain for: {what}"
        time.sleep(0.05)
