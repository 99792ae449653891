"""What a killed run left on a data directory is found and stopped."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pathya.kit import postgres_orphans
from pathya.kit.postgres import Cluster
from pathya.kit.postgres_places import make_place
from tests.cluster import CACHE, template


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    home = make_place(CACHE) / f"orphans-{os.getpid()}-{tmp_path.name}"
    home.mkdir()
    subprocess.run(["cp", "-a", str(template() / "data"), str(home / "data")], check=True)
    yield Cluster(home, {"fsync": "off"})
    subprocess.run(["rm", "-rf", str(home)], check=True)


def test_stops_a_server_that_nobody_watches(cluster: Cluster) -> None:
    server = cluster.start()
    assert server.pid in postgres_orphans.residents(cluster.data)
    assert postgres_orphans.clear(cluster.data)
    assert server.wait(5) == 0
    assert postgres_orphans.residents(cluster.data) == []
    assert not postgres_orphans.clear(cluster.data)


def test_a_stale_file_naming_somebody_else_is_dropped(cluster: Cluster) -> None:
    (cluster.data / "postmaster.pid").write_text(f"{os.getppid()}\n{cluster.data}\n0\n5432\n/tmp\n\n")
    assert not postgres_orphans.clear(cluster.data)
    assert not (cluster.data / "postmaster.pid").exists()


def test_a_stale_file_naming_a_zombie_is_dropped(cluster: Cluster) -> None:
    zombie = subprocess.Popen(["true"])
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
    (cluster.data / "postmaster.pid").write_text(f"{zombie.pid}\n{cluster.data}\n0\n5432\n/tmp\n\n")
    cluster.socket_dir.mkdir(mode=0o700)
    (cluster.socket_dir / ".s.PGSQL.5432.lock").write_text(f"{zombie.pid}\n{cluster.data}\n0\n5432\n/tmp\n\n")
    server = None
    try:
        assert not cluster.clear_remains()
        server = cluster.start()
    finally:
        zombie.wait()
        if server:
            cluster.stop(server)


def test_a_stranger_s_folder_in_place_of_the_socket_is_not_touched(cluster: Cluster, tmp_path: Path) -> None:
    cluster.socket_dir.symlink_to(tmp_path)
    try:
        with pytest.raises(Exception, match="belongs to somebody else"):
            cluster.start()
    finally:
        cluster.socket_dir.unlink()
