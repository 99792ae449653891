"""As root the server's user may be locked out of the clone; nobody's folders are opened for it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pathya.kit import postgres_places
from pathya.kit.postgres import Cluster
from pathya.kit.postgres_places import PostgresFailed, binaries, closed_folder, make_place, place_for

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another user")


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of root's alone; the shelter stands in a folder that all can reach."""
    shelter = Path("/var/tmp") / f"pathya-test-{os.getpid()}"
    monkeypatch.setattr(postgres_places, "SHELTER", shelter)
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    yield folder
    shutil.rmtree(shelter, ignore_errors=True)


@root_only
def test_a_cluster_below_a_closed_folder_stands_in_the_shelter(closed: Path) -> None:
    cluster = Cluster(closed / "data" / "postgres", {"fsync": "off"})
    cluster.create()
    server = cluster.start()
    try:
        assert cluster.answers()
    finally:
        cluster.stop(server)
    assert cluster.data.is_relative_to(postgres_places.SHELTER)
    assert closed.stat().st_mode & 0o777 == 0o700
    assert Cluster(closed / "data" / "postgres").data == cluster.data

    shutil.rmtree(closed / "data")
    fresh = make_place(closed / "data" / "postgres")
    assert not (fresh / "data").exists(), "without its data folder the program starts afresh"


@root_only
def test_programs_below_a_closed_folder_are_copied(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = binaries()
    monkeypatch.setattr(postgres_places, "closed_folder", lambda _: closed)
    copied = binaries()
    assert copied.is_relative_to(postgres_places.SHELTER)
    assert (copied / "postgres").read_bytes() == (seen / "postgres").read_bytes()
    subprocess.run([copied / "initdb", "--version"], check=True, capture_output=True)


@root_only
def test_a_database_that_became_unreachable_is_not_replaced(closed: Path) -> None:
    (closed / "postgres" / "data").mkdir(parents=True)
    with pytest.raises(PostgresFailed, match="can't be reached"):
        make_place(closed / "postgres")


@root_only
def test_an_open_folder_is_used_as_it_is() -> None:
    assert closed_folder(Path("/var/lib")) is None


def test_a_pointer_to_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text(str(tmp_path / "gone"))
    with pytest.raises(PostgresFailed, match="is gone"):
        place_for(tmp_path)
