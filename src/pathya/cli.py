"""`pathya run | demo | doctor | …`"""

import os
import subprocess
import sys


def main() -> None:
    """Placeholder until the runner stands: database and one web process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathya.config.settings")
    import psycopg

    from pathya.config import settings
    from pathya.kit.postgres import DATABASE, ROLE, Cluster

    cluster = Cluster(settings.DATA_DIR / "postgres")
    cluster.create()
    server = cluster.start()
    with psycopg.connect(host=str(cluster.socket_dir), user=ROLE, dbname="postgres", autocommit=True) as db:
        if not db.execute("select 1 from pg_database where datname=%s", [DATABASE]).fetchone():
            db.execute(f"CREATE DATABASE {DATABASE}")
    try:
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], check=True)
        subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], check=True)
        subprocess.run(
            [
                os.path.dirname(sys.executable) + "/granian",
                "--interface",
                "wsgi",
                "--port",
                str(settings.PORT),
                "--workers",
                "2",
                "--blocking-threads",
                "8",
                "--no-ws",
                "pathya.config.wsgi:application",
            ]
        )
    finally:
        cluster.stop(server)
