"""Files made from sources, and made anew when one changes: fonts, translations, static files, bytecode.

A step is one program of the clone; add yours to `STEPS`.
"""

import compileall
import fcntl
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from pathya.config.settings import BUILD_DIR, ROOT, SOURCE
from pathya.runner.signals import Signals
from pathya.runner.state import libraries
from pathya.runner.steps import Step, run_step

STEPS = [
    Step("Cutting the fonts to size", [sys.executable, "tools/fonts.py"]),
    Step("Compiling the translations", [sys.executable, "tools/translations.py", "compile"]),
    Step(
        "Gathering the static files",
        [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity=0"],
    ),
]
SOURCES = ("*/static/**/*", "*/locale/**/*.po")
STAMP = BUILD_DIR / "stamp"


def build(signals: Signals) -> None:
    """Run the steps unless nothing has changed since they ran last; one build at a time, the others wait."""
    if _is_fresh():
        return
    BUILD_DIR.mkdir(exist_ok=True)
    with (BUILD_DIR / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_fresh():
            for step in STEPS:
                run_step(step, signals)
            compileall.compile_dir(SOURCE, quiet=2)
            STAMP.write_text(fingerprint())


def _is_fresh() -> bool:
    return STAMP.exists() and STAMP.read_text() == fingerprint()


def fingerprint() -> str:
    """Names, sizes and times of the sources, and the libraries installed."""
    digest = hashlib.sha256(libraries().encode())
    for path in sorted(_sources()):
        status = path.stat()
        digest.update(f"{path.relative_to(ROOT)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    yield from (ROOT / "tools").glob("*.py")
    for pattern in SOURCES:
        yield from (path for path in SOURCE.glob(pattern) if path.is_file())
