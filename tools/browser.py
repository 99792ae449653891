"""See that a Chromium is there for the tests; as root on Debian it is installed. Says nothing when there is one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELL = "chromium-headless-shell"
"""The same without a window and without a camera; it needs half of the processor."""
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BUNDLES = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
HELP = "The tests need a browser: install Chromium (Debian, Ubuntu: `sudo apt-get install chromium`) and try again."


def find(*, whole: bool = False) -> str | None:
    """Path of the browser, of a `whole` one when it needs a camera; PATHYA_BROWSER names another one."""
    names = [name for name in NAMES if not (whole and name == SHELL)]
    found = [os.environ.get("PATHYA_BROWSER") or None, *map(shutil.which, names)]
    return next((path for path in [*found, *(str(path) for path in BUNDLES if path.exists())] if path), None)


def chromium() -> str:
    """The browser's path; ends the program when there is none."""
    return find(whole=True) or sys.exit(HELP)


def main() -> None:
    if find(whole=True):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(HELP)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends"]
    for what, command in (
        ("Looking up packages", ["apt-get", "update", "-qq"]),
        ("Installing Chromium", [*install, "chromium"]),
        ("Installing its headless shell", [*install, SHELL]),
    ):
        print(f"{what} …", flush=True)
        failed = subprocess.run(command, env=env, check=False, stdout=subprocess.DEVNULL).returncode != 0
        if failed and command[-1] == "chromium":
            sys.exit(HELP)


if __name__ == "__main__":
    main()
