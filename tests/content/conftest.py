import pytest

from pathya.content.models import HomePage
from pathya.content.services import ensure_site


@pytest.fixture
def home(db: None) -> HomePage:
    """The starting site; its English home page."""
    ensure_site()
    return HomePage.objects.get(locale__language_code="en")
