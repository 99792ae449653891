"""A mail of the tests' own, so that they depend on no other domain's words."""

from copy import deepcopy
from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _own_templates(settings: Settings) -> None:
    engines = deepcopy(settings.TEMPLATES)
    engines[0]["DIRS"] = [Path(__file__).parent / "templates"]
    settings.TEMPLATES = engines
