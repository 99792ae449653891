"""See that a Chromium is there for the tests; as root on Debian it is installed. Says nothing when there is one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BUNDLES = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
HELP = "The tests need a browser: install Chromium (Debian, Ubuntu: `sudo apt-get install chromium`) and try again."


def find() -> str | None:
    """Path of the browser; PATHYA_BROWSER names another one."""
    found = [os.environ.get("PATHYA_BROWSER") or None, *map(shutil.which, NAMES)]
    return next((path for path in [*found, *(str(path) for path in BUNDLES if path.exists())] if path), None)


def chromium() -> str:
    """The browser's path; ends the program when there is none."""
    return find() or sys.exit(HELP)


def main() -> None:
    if find():
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(HELP)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for what, command in (
        ("Looking up packages", ["apt-get", "update", "-qq"]),
        ("Installing Chromium", ["apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium"]),
    ):
        print(f"{what} …", flush=True)
        if subprocess.run(command, env=env, check=False, stdout=subprocess.DEVNULL).returncode and "install" in command:
            sys.exit(HELP)


if __name__ == "__main__":
    main()
