"""Long steps of a start: a program each, with a line when it begins and signs of life while it lasts."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass

from pathya.config.settings import ROOT
from pathya.kit.processes import dies_with_parent
from pathya.runner.problems import CannotRun, Stopped
from pathya.runner.signals import Signals

SIGN_OF_LIFE = 5.0


@dataclass(frozen=True)
class Step:
    label: str
    command: Sequence[str]


def say(line: str) -> None:
    print(line, flush=True)


def run_step(step: Step, signals: Signals) -> None:
    """Raises `CannotRun` with the last line of a step that failed, `Stopped` when asked to stop meanwhile."""
    say(f"{step.label} …")
    with subprocess.Popen(
        list(step.command),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        process_group=0,
        preexec_fn=dies_with_parent(signal.SIGTERM),  # noqa: PLW1509  the supervisor has one thread
    ) as process:
        output = _watch(process, signals)
    if process.returncode:
        lines = [line for line in output.decode(errors="replace").splitlines() if line.strip()]
        raise CannotRun(f"{step.label} failed: {lines[-1] if lines else f'code {process.returncode}'}")


def _watch(process: "subprocess.Popen[bytes]", signals: Signals) -> bytes:
    """The end of what the program printed, when it is done."""
    assert process.stdout is not None  # noqa: S101
    begun = told = time.monotonic()
    os.set_blocking(process.stdout.fileno(), False)
    output = b""
    while process.poll() is None:
        signals.wait(0.2)
        output = (output + (process.stdout.read() or b""))[-20_000:]
        if signals.stopping:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait()
            raise Stopped
        if time.monotonic() - told > SIGN_OF_LIFE:
            told = time.monotonic()
            say(f"  … {told - begun:.0f} s")
    return output + (process.stdout.read() or b"")
