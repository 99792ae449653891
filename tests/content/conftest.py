import pytest

from pathya.content.models import HomePage


@pytest.fixture
def home(starting_site: None, db: None) -> HomePage:
    """The English home page of the starting site, in modules whose every test finds that."""
    return HomePage.objects.get(locale__language_code="en")
