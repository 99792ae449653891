"""The site of a first start, made where none is."""

import pytest
from wagtail.models import Page, Site

from pathya.content.models import HomePage, Navigation, StandardPage
from pathya.content.services import ensure_site

pytestmark = pytest.mark.django_db


def test_makes_every_page_in_both_languages() -> None:
    assert ensure_site() is True
    for language in ("en", "hi"):
        assert HomePage.objects.live().filter(locale__language_code=language).count() == 1
        slugs = StandardPage.objects.live().filter(locale__language_code=language).values_list("slug", flat=True)
        assert set(slugs) == {"about", "contact", "privacy", "terms"}
    site = Site.objects.get(is_default_site=True)
    assert isinstance(site.root_page.specific, HomePage)
    assert not Page.objects.filter(title__startswith="Welcome to your new").exists()
    assert len(Navigation.objects.get().header) == 4


def test_makes_the_root_where_a_truncated_database_has_none() -> None:
    Site.objects.all().delete()
    Page.objects.all().delete()
    assert ensure_site() is True
    assert ensure_site() is False
