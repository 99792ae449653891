"""Make `.venv` from the lock file; does nothing when it is up to date, and goes on where it was interrupted.

Standard library only: this runs before anything is installed.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = "uv==0.13.9"
MADE = VENV / "made.stamp"


def main() -> None:
    if sys.version_info < (3, 11):
        sys.exit("Pathya needs Python 3.11 or newer; set PYTHON=/path/to/python3.11 and try again.")
    lock = ROOT / ("requirements-dev.lock" if "--dev" in sys.argv else "requirements.lock")
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / f"{lock.stem}.stamp"
    if any(s.exists() and s.read_text() == wanted for s in {stamp, VENV / "requirements-dev.stamp"}):
        return
    if not PYTHON.exists() or not any(VENV.glob("*.stamp")):
        see_venv_module()
        step("Creating the environment", sys.executable, "-m", "venv", "--clear", VENV)
        MADE.touch()
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    step("Fetching the installer", *pip, UV)
    uv = [PYTHON, "-m", "uv", "pip", "install", "--quiet"]
    hashed = ["--require-hashes", "-r", lock]
    if not attempt("Installing the libraries", *uv, "--compile-bytecode", *hashed):
        step("That did not work; installing them with pip, which reads other settings", *pip, *hashed)
    step("Installing Pathya", *pip, "--no-deps", "--no-build-isolation", "-e", ROOT)
    stamp.write_text(wanted)


def see_venv_module() -> None:
    """Debian keeps `venv` and `ensurepip` in a package of their own."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"This Python lacks its venv module: install it (`sudo apt-get install {package}`) and try again.")
    step("Looking up packages", "apt-get", "update", "-qq")
    step(f"Installing {package}", "apt-get", "install", "-qq", "-y", "--no-install-recommends", package)


def step(what: str, *command: object) -> None:
    if not attempt(what, *command):
        sys.exit(f"{what} failed; the lines above say why.")


def attempt(what: str, *command: object) -> bool:
    print(f"{what} …", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode == 0


if __name__ == "__main__":
    main()
