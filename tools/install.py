"""Make `.venv` from the lock file; does nothing when it is up to date. Standard library only."""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = "uv==0.13.9"


def main() -> None:
    if sys.version_info < (3, 11):
        sys.exit("Pathya needs Python 3.11 or newer; set PYTHON=/path/to/python3.11 and try again.")
    lock = ROOT / ("requirements-dev.lock" if "--dev" in sys.argv else "requirements.lock")
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / f"{lock.stem}.stamp"
    if any(s.exists() and s.read_text() == wanted for s in {stamp, VENV / "requirements-dev.stamp"}):
        return
    if not PYTHON.exists():
        step("Creating the environment", sys.executable, "-m", "venv", VENV)
    step("Fetching the installer", PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV)
    uv = [PYTHON, "-m", "uv", "pip"]
    step("Installing the libraries", *uv, "install", "--quiet", "--require-hashes", "--compile-bytecode", "-r", lock)
    step("Installing Pathya", *uv, "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", ROOT)
    stamp.write_text(wanted)


def step(what: str, *command: object) -> None:
    print(f"{what} …", flush=True)
    done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(f"{what} failed; the lines above say why.")


if __name__ == "__main__":
    main()
