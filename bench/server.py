"""A server of its own for the bench: durable database, the bench's data, granian as in production."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from pathya.kit.postgres import DATABASE, ROLE, Cluster

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PORT = 8990
ADDRESS = f"http://127.0.0.1:{PORT}"
GRANIAN = [
    *(str(BIN / "granian"), "--interface", "wsgi", "--port", str(PORT), "--no-ws", "--log-level", "warning"),
    *("--workers", "2", "--blocking-threads", "4", "bench.wsgi:application"),
]
UNLIMITED = {
    "PATHYA_API_PER_PERSON": "0",
    "PATHYA_API_PER_ADDRESS": "0",
    "PATHYA_PAYMENT_SANDBOX": "1",
}
"""The limits are not what is measured."""


@contextmanager
def served() -> Iterator[dict[str, str]]:
    """Start database and web (2 workers × 4 threads), load the data, answer the environment, stop all."""
    home = Path(tempfile.mkdtemp(prefix="pathya-bench-"))
    home.chmod(0o755)
    cluster = Cluster(home / "postgres", {"shared_buffers": "1GB"})
    home.joinpath("postgres").mkdir()
    cluster.create()
    server = cluster.start()
    web: subprocess.Popen[bytes] | None = None
    url = f"postgresql://{ROLE}@{str(cluster.socket_dir).replace('/', '%2F')}/{DATABASE}"
    env = {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(home / "files"), "PORT": str(PORT), **UNLIMITED}
    env |= {"DJANGO_SETTINGS_MODULE": "pathya.config.settings", "PYTHONPATH": str(ROOT)}
    try:
        with psycopg.connect(f"{url.rsplit('/', 1)[0]}/postgres", autocommit=True) as db:
            db.execute(f"CREATE DATABASE {DATABASE}")
        manage = [sys.executable, str(ROOT / "manage.py")]
        subprocess.run([*manage, "migrate", "--verbosity=0"], env=env, check=True)
        subprocess.run([*manage, "load_foods"], env=env, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([str(BIN / "pathya"), "build"], env=env, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([str(BIN / "pathya"), "demo"], env=env, check=True, stdout=subprocess.DEVNULL)
        with psycopg.connect(url, autocommit=True) as db:
            db.execute((ROOT / "bench" / "data.sql").read_text())
        web = subprocess.Popen(GRANIAN, env=env | {"PATHYA_LOG_LEVEL": "WARNING"}, cwd=ROOT)
        wait_for(f"{ADDRESS}/ready")
        yield env
    finally:
        if web is not None:
            web.terminate()
            web.wait(20)
        cluster.stop(server)
        shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(cluster.socket_dir, ignore_errors=True)


def wait_for(address: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 our own address
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def bench_id(text: str) -> str:
    """The id that data.sql gives to `text`: its MD5 written as a UUID."""
    digest = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:]}"
