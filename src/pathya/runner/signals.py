"""Signals as facts the main loop looks at: somebody asked to stop, somebody is in a hurry, a child ended."""

import contextlib
import os
import select
import signal
import time
from types import FrameType

HURRY_AFTER = 0.5
"""Seconds after which a second request to stop means haste, and is not an echo of the first."""


class Signals:
    """Made once, in the main thread. Also stops when `make`, which started us, is gone."""

    def __init__(self) -> None:
        self.stopping_since: float | None = None
        self.hurried = False
        self._made_by = os.getppid() if "MAKELEVEL" in os.environ else None
        self._reader, writer = os.pipe()
        os.set_blocking(self._reader, False)
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for sig in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(sig) != signal.SIG_IGN or sig != signal.SIGHUP:  # nohup stays in force
                signal.signal(sig, self._stop)

    def _stop(self, _signum: int, _frame: FrameType | None) -> None:
        now = time.monotonic()
        if self.stopping_since is None:
            self.stopping_since = now
        elif now - self.stopping_since > HURRY_AFTER:
            self.hurried = True

    @property
    def stopping(self) -> bool:
        if self.stopping_since is None and self._made_by is not None and os.getppid() != self._made_by:
            self.stopping_since = time.monotonic()
        return self.stopping_since is not None

    def wait(self, seconds: float) -> None:
        """Sleep, but wake for a signal."""
        select.select([self._reader], [], [], max(seconds, 0))
        with contextlib.suppress(BlockingIOError):
            os.read(self._reader, 4096)
