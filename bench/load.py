"""Load by wrk: 16 keep-alive connections, requests a second and latencies read from its report."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SECONDS, CONNECTIONS = 6, 16
SCRIPTS = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Load:
    """What one run gave: requests a second, latency in milliseconds, answers that were not 2xx."""

    rate: float
    p50: float
    p99: float
    failed: int


def wrk() -> str:
    """Debian's wrk; one plain line when it is not there."""
    path = shutil.which("wrk")
    if path is None:
        sys.exit("The bench needs wrk: `apt-get install wrk` or `brew install wrk`, then try again.")
    return path


def run(address: str, *, script: str = "", arguments: tuple[str, ...] = (), seconds: int = SECONDS) -> Load:
    command = [wrk(), "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    if script:
        command += ["-s", str(SCRIPTS / script)]
    command += [address, "--", *arguments] if arguments else [address]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", report)
    return Load(
        rate=float(_found(r"Requests/sec:\s+([\d.]+)", report)),
        p50=_milliseconds(_found(r"50%\s+([\d.]+\w+)", report)),
        p99=_milliseconds(_found(r"99%\s+([\d.]+\w+)", report)),
        failed=int(failed.group(1)) if failed else 0,
    )


def _found(pattern: str, report: str) -> str:
    match = re.search(pattern, report)
    if match is None:
        sys.exit(f"wrk reported nothing to read:\n{report}")
    return match.group(1)


def _milliseconds(text: str) -> float:
    number = float(re.sub(r"[a-z]+$", "", text))
    return number * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[re.sub(r"^[\d.]+", "", text)]
