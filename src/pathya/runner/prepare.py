"""What a start prepares: tables, built files, and on the first start in development the demo practice."""

import sys

from pathya.config import settings
from pathya.runner import build, state
from pathya.runner.database import connect
from pathya.runner.signals import Signals
from pathya.runner.steps import Step, run_step, say

MANAGE = [sys.executable, "-m", "django"]
KNOWN = "--skip-checks"
"""After `migrate`, which has checked models, addresses and settings: it takes as long as many a step's work."""


def prepare(signals: Signals) -> None:
    build.build(signals)
    migrate(signals)
    reapply_erasures(signals)
    if settings.DEVELOPMENT:
        load_demo_once(signals)


def migrate(signals: Signals, *, always: bool = False) -> None:
    """Apply migrations when ours or a library have changed since this database was migrated last."""
    wanted = state.migrations_fingerprint()
    with connect() as db:
        if not always and state.read(db, "migrations") == wanted:
            return
        with state.alone(db):
            if always or state.read(db, "migrations") != wanted:
                run_step(Step("Preparing the tables", [*MANAGE, "migrate", "--noinput", "--verbosity=0"]), signals)
                run_step(Step("Preparing the pages", [*MANAGE, "ensure_site", KNOWN]), signals)
                run_step(Step("Preparing the foods", [*MANAGE, "load_foods", KNOWN]), signals)
                state.write(db, "migrations", wanted)


def load_demo_once(signals: Signals) -> None:
    """The demo practice, unless it was loaded before or somebody's accounts are there."""
    with connect() as db:
        if state.read(db, "demo"):
            return
        with state.alone(db):
            if state.read(db, "demo"):
                return
            if db.execute("SELECT EXISTS (SELECT FROM accounts_user)").fetchone() == (True,):
                say("This database has accounts already, so the demo practice is not loaded.")
                state.write(db, "demo", "not wanted")
                return
            run_step(Step("Loading the demo practice", [*MANAGE, "demo", "--once", KNOWN]), signals)
            state.write(db, "demo", "loaded")


def reapply_erasures(signals: Signals) -> None:
    """Whom a restored backup has brought back is erased again before anybody is served."""
    journal = settings.ERASURES_DIR / "journal.jsonl"
    if journal.exists() and journal.stat().st_size:
        run_step(Step("Looking after erased accounts", [*MANAGE, "reapply_erasures"]), signals)
