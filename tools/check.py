"""`make check`: style, format, types, layers, sizes, migrations, translations. All run; any failing fails."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
CHECKS = {
    "style": [BIN / "ruff", "check", "--quiet", "."],
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "types": [BIN / "mypy", "--no-error-summary"],
    "layers": [BIN / "lint-imports"],
    "sizes": [BIN / "python", "tools/sizes.py"],
    "migrations": [BIN / "python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "translations": [BIN / "python", "tools/translations.py", "check"],
}


def main() -> None:
    env = {**os.environ, "PATHYA_ENV": "development", "DATA_DIR": str(ROOT / ".cache" / "check")}
    failed = []
    for name, command in CHECKS.items():
        begun = time.monotonic()
        done = subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False, capture_output=True)
        print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} ({time.monotonic() - begun:.1f} s)", flush=True)
        if done.returncode:
            failed.append(name)
            print((done.stdout + done.stderr).decode(), flush=True)
    if failed:
        sys.exit(f"make check failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
