"""Starts `render` for one file; a crash, a bomb or a sleep of a decoder stays in that process."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from pathya.documents import render

SOURCE = Path(__file__).resolve().parents[2]
PATIENCE = 40


class NotDrawn(Exception):
    """The content can't be decoded within bounds."""


def drawn(task: str, file: BinaryIO, media: str) -> BinaryIO:
    """The result as a temporary file, at its beginning; raises NotDrawn. Tasks: see `render`."""
    file.seek(0)
    result = tempfile.TemporaryFile()  # noqa: SIM115 – the caller closes it
    try:
        done = subprocess.run(
            [sys.executable, "-s", "-P", "-m", render.__name__, task, media],
            stdin=file,
            stdout=result,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(SOURCE), "PATH": "/usr/bin:/bin", "MALLOC_ARENA_MAX": "2"},
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        result.close()
        raise NotDrawn from None
    if done.returncode or not result.seek(0, 2):
        result.close()
        raise NotDrawn
    result.seek(0)
    return result
