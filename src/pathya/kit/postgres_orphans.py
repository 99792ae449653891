"""Server processes that a killed run left on a data directory, and the file that names them."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from pathya.kit.postgres_places import PostgresFailed
from pathya.kit.processes import runs

PROC = Path("/proc")


def clear(data: Path, timeout: float = 30) -> bool:
    """Stop what still runs on `data` and drop a stale `postmaster.pid`; whether something ran.

    Only for the holder of the lock on this data: nobody else may start a server on it meanwhile.
    """
    found = bool(residents(data))
    for sig, share in [(signal.SIGINT, 0.6), (signal.SIGQUIT, 0.2), (signal.SIGKILL, 0.2)]:
        if not _wait_gone(data, 0):
            break
        chief = _named(data)
        for pid in residents(data):
            if sig == signal.SIGKILL or pid == chief:
                _send(pid, sig)
        _wait_gone(data, timeout * share)
    if left := residents(data):
        raise PostgresFailed(f"A database server of an earlier run does not end; end process {left[0]} and try again.")
    named = _named(data)
    if named is not None and runs(named):  # somebody else's process by now, or a zombie
        (data / "postmaster.pid").unlink()
    return found


def residents(data: Path) -> list[int]:
    """Processes that work in `data`: the server and all its children stand there."""
    if (PROC / "self").exists():
        return sorted(_standing_in(data.resolve()))
    pid = _named(data)
    if pid is None:
        return []
    done = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return [pid] if str(data) in done.stdout else []


def _standing_in(folder: Path) -> Iterator[int]:
    for process in PROC.iterdir():
        if process.name.isdigit():
            with contextlib.suppress(OSError):
                if (process / "cwd").readlink() == folder:
                    yield int(process.name)


def _wait_gone(data: Path, seconds: float) -> bool:
    """Wait until nothing runs on `data`; whether something still does."""
    deadline = time.monotonic() + seconds
    while (left := bool(residents(data))) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


def _named(data: Path) -> int | None:
    try:
        return int((data / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _send(pid: int, sig: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, sig)
