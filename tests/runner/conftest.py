import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pathya.kit.postgres_places import closed_folder, make_place
from tests.cluster import CACHE
from tests.runner.program import Program, bare, fresh


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A temporary folder that the database server's user can reach."""
    place = tmp_path if closed_folder(tmp_path) is None else make_place(CACHE) / f"folder-{tmp_path.name}"
    place.mkdir(exist_ok=True)
    yield place
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def program(folder: Path) -> Iterator[Program]:
    made = fresh(folder)
    yield made
    made.clean_up()


@pytest.fixture
def nothing_yet(folder: Path) -> Iterator[Program]:
    """A program whose data directory is not there yet."""
    made = bare(folder)
    yield made
    made.clean_up()
