"""The smaller commands; each has the database at hand, started for it when `pathya run` does not have it up."""

import subprocess
import sys

from pathya.config import settings
from pathya.runner import build as building
from pathya.runner import prepare, state
from pathya.runner.database import available, connect
from pathya.runner.problems import CannotRun
from pathya.runner.signals import Signals
from pathya.runner.steps import Step, run_step, say


def build(*_more: str) -> None:
    building.build(Signals())


def migrate(*_more: str) -> None:
    signals = Signals()
    with available():
        prepare.migrate(signals, always=True)
    say("The tables are up to date.")


def demo(*_more: str) -> None:
    if settings.PRODUCTION:
        raise CannotRun("the demo practice is for development; it has known passwords.")
    signals = Signals()
    with available():
        prepare.migrate(signals)
        with connect() as db:
            run_step(Step("Loading the demo practice", [*prepare.MANAGE, "demo"]), signals)
            state.write(db, "demo", "loaded")


def manage(*arguments: str) -> None:
    """Django's own commands, with their own input and output."""
    with available():
        connect().close()
        code = subprocess.run([*prepare.MANAGE, *arguments], check=False).returncode
    sys.exit(code)


def check(*_more: str) -> None:
    """Fails when the settings, the database or its tables are not fit to serve."""
    with available():
        with connect() as db:
            if state.read(db, "migrations") != state.migrations_fingerprint():
                raise CannotRun("the tables are not up to date: run `pathya migrate`.")
        deploy = ["--deploy", "--fail-level=WARNING"] if settings.PRODUCTION else []
        code = subprocess.run([*prepare.MANAGE, "check", *deploy], check=False).returncode
    if code:
        sys.exit(code)
    say(f"Fit to serve in {settings.ENVIRONMENT}.")
