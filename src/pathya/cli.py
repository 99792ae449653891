"""The program's commands. Whatever prevents one from running is told in one plain line."""

import importlib
import os
import sys

from pathya.config.env import BadEnvironment
from pathya.kit.postgres_places import PostgresFailed
from pathya.runner.problems import CannotRun, Stopped

COMMANDS = {
    "run": ("supervisor:run", "database, web and worker together"),
    "web": ("web:main", "the web alone"),
    "worker": ("worker:main", "the worker alone"),
    "build": ("commands:build", "make fonts, translations and static files"),
    "migrate": ("commands:migrate", "bring the tables up to date"),
    "demo": ("commands:demo", "load the demo practice anew (development)"),
    "check": ("commands:check", "settings, database, tables and security"),
    "doctor": ("doctor:main", "what of the settings is fit for real people"),
    "manage": ("commands:manage", "any of Django's commands: pathya manage shell"),
    "keys": ("keys:main", "secrets: pathya keys secret | encryption | rotate | status"),
    "privacy": ("keys:privacy", "after a restore: pathya privacy reapply"),
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathya.config.settings")
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in COMMANDS:
        print("\n".join(["usage: pathya COMMAND", *(f"  {key:8} {help_}" for key, (_, help_) in COMMANDS.items())]))
        sys.exit(0 if name in {"", "help", "-h", "--help"} else 2)
    module, _, function = COMMANDS[name][0].partition(":")
    try:
        getattr(importlib.import_module(f"pathya.runner.{module}"), function)(*sys.argv[2:])
    except (CannotRun, BadEnvironment, PostgresFailed) as problem:
        sys.exit(f"pathya: {problem}")
    except Stopped:
        sys.exit(130)
    except OSError as error:
        sys.exit(f"pathya: {error.strerror or error}{f' ({error.filename})' if error.filename else ''}")


if __name__ == "__main__":
    main()
