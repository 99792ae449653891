"""`python -m bench.lighthouse [ADDRESS]`: Lighthouse's phone profile on the public pages of a running server.

Needs Node ≥ 18 (npx fetches the pinned Lighthouse) and Chromium; prints one table row a page, worst of three runs last.
"""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tools.browser import chromium

LIGHTHOUSE = "lighthouse@12.8.2"
PAGES = {"home": "/", "nutritionist": "/nutritionists/meera-iyer/", "sign-in": "/accounts/login/"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
RUNS, TRIES = 3, 3


def main() -> None:
    address = (sys.argv[1:] or ["http://localhost:8000"])[0].rstrip("/")
    print("| page | " + " | ".join(CATEGORIES) + " | LCP ms | CLS | TBT ms | HTML kB | CSS kB | JS kB | fonts kB |")
    print("| --- |" + " ---: |" * (len(CATEGORIES) + 7))
    for name, path in PAGES.items():
        runs = [report(address + path) for _ in range(RUNS)]
        print(f"| {name} | " + " | ".join(cells(runs)) + " |", flush=True)


def report(address: str) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        command = ["npx", "--yes", LIGHTHOUSE, address, "--output=json", f"--output-path={out}", "--quiet"]
        command += [f"--chrome-flags={FLAGS} --user-data-dir={folder}/profile"]
        env = {**os.environ, "CHROME_PATH": chromium()}
        for left in reversed(range(TRIES)):  # now and then it loses the trace and asks to be run again
            done = subprocess.run(command, check=False, env=env, capture_output=True, text=True)
            if done.returncode == 0:
                break
            if not left:
                raise SystemExit(done.stderr)
        found: dict[str, Any] = json.loads(out.read_text())
        for failing in problems(found):
            print(f"<!-- {address}: {failing} -->", file=sys.stderr)
        return found


def cells(runs: list[dict[str, Any]]) -> list[str]:
    """Medians of the runs."""

    def audit(name: str) -> float:
        return statistics.median(run["audits"][name]["numericValue"] for run in runs)

    scores = [statistics.median(run["categories"][name]["score"] for run in runs) * 100 for name in CATEGORIES]
    weights = [sizes(runs[-1], kind) / 1000 for kind in ("Document", "Stylesheet", "Script", "Font")]
    return [
        *(f"{score:.0f}" for score in scores),
        f"{audit('largest-contentful-paint'):.0f}",
        f"{audit('cumulative-layout-shift'):.3f}",
        f"{audit('total-blocking-time'):.0f}",
        *(f"{weight:.1f}" for weight in weights),
    ]


def sizes(run: dict[str, Any], kind: str) -> int:
    """Bytes on the wire of one kind of resource."""
    items = run["audits"]["network-requests"]["details"]["items"]
    return sum(item.get("transferSize", 0) for item in items if item.get("resourceType") == kind)


def problems(run: dict[str, Any]) -> list[str]:
    """What keeps a category from 100."""
    return [
        f"{category}: {reference['id']}"
        for category in CATEGORIES
        for reference in run["categories"][category]["auditRefs"]
        if reference.get("weight") and (run["audits"][reference["id"]]["score"] or 0) < 0.9
        if run["audits"][reference["id"]]["scoreDisplayMode"] not in {"notApplicable", "manual", "informative"}
    ]


if __name__ == "__main__":
    main()
