"""The web and the worker: programs of their own process groups, started again when they die."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

from pathya.kit.processes import dies_with_parent

PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds before the first, second, … new start; a child that lived for a minute begins anew."""
HEALTHY = 60.0


@dataclass
class Child:
    name: str
    module: str
    wait_until: float = 0.0
    """Not started before this moment of the monotonic clock."""
    process: "subprocess.Popen[bytes] | None" = None
    starts: int = 0
    started_at: float = 0.0

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", self.module],
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=dies_with_parent(signal.SIGTERM),  # noqa: PLW1509  the supervisor has one thread
        )
        self.started_at = time.monotonic()

    def look_after(self) -> str | None:
        """Start the child when it is due, also after it died; what to tell the person, when something happened."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.wait_until:
                self.start()
            return None
        code = self.process.poll()
        if code is None:
            return None
        self._end_group()
        self.process = None
        self.starts = 0 if now - self.started_at > HEALTHY else self.starts + 1
        pause = PAUSES[min(self.starts, len(PAUSES) - 1)]
        self.wait_until = now + pause
        why = f"signal {-code}" if code < 0 else f"code {code}"
        return f"The {self.name} ended ({why}); it starts again in {pause:g} s."

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    @property
    def ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def kill(self) -> None:
        """End the child and all it started, at once."""
        self._end_group()
        if self.process:
            self.process.wait()

    def _end_group(self) -> None:
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
