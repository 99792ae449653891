import pytest

from pathya.nutrition.loading import write
from pathya.nutrition.table import Row, everything

TABLE = {row.name: row for row in everything()}


@pytest.fixture
def foods(db: None) -> dict[str, Row]:
    """Every dish and ingredient of ours; the thousands of USDA rows are loaded by one test alone."""
    write(row for row in TABLE.values() if row.source == "pathya")
    return TABLE
