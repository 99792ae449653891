"""Programs on the database of tests that really commit."""

from collections.abc import Iterator

import pytest

from tests.consultations.processes import Program, Web


@pytest.fixture
def web(committed: str) -> Iterator[Web]:
    program = Web()
    yield program
    program.kill()


@pytest.fixture
def worker(committed: str) -> Iterator[Program]:
    program = Program("pathya.runner.worker")
    yield program
    program.kill()
