"""One run per data directory: a lock that the kernel drops with the process that holds it."""

import fcntl
import os
import time
from pathlib import Path

from pathya.runner.problems import CannotRun

ENDING_WAIT = 30.0


class DataLock:
    """Held as long as this object lives. The file tells whether the run before ended well."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "run.lock"
        self._file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        self._take()
        self.left_running = self._read() != ""
        """Whether the run before was killed, so that processes of it may still be ending."""
        self._write("running")

    @staticmethod
    def is_held(folder: Path) -> bool:
        """Whether a run goes on with this data now."""
        if not (folder / "run.lock").exists():
            return False
        file = os.open(folder / "run.lock", os.O_RDWR)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(file)
        return False

    def ending(self) -> None:
        """Tell a run that starts meanwhile that waiting is worth it."""
        self._write("ending")

    def release(self) -> None:
        self._write("")
        os.close(self._file)

    def _take(self) -> None:
        begun = time.monotonic()
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                limit = ENDING_WAIT if self._read() == "ending" else 1.0
                if time.monotonic() - begun > limit:
                    raise CannotRun(
                        f"Pathya runs already with the data in {self.path.parent}; "
                        "stop that one first, or set DATA_DIR to another folder."
                    ) from None
                time.sleep(0.1)
            else:
                return

    def _read(self) -> str:
        return os.pread(self._file, 100, 0).decode()

    def _write(self, text: str) -> None:
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, text.encode(), 0)
