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


def test_a_second_start_changes_nothing(home: HomePage) -> None:
    home.title = "Ours"
    home.save_revision().publish()
    StandardPage.objects.filter(slug="about").first().delete()  # type: ignore[union-attr]
    before = list(Page.objects.order_by("id").values_list("id", "title"))
    assert ensure_site() is False
    assert list(Page.objects.order_by("id").values_list("id", "title")) == before


def test_makes_the_root_where_a_truncated_database_has_none() -> None:
    Site.objects.all().delete()
    Page.objects.all().delete()
    assert ensure_site() is True
    assert ensure_site() is False


def test_a_translation_keeps_the_address_of_its_page(home: HomePage) -> None:
    english = StandardPage.objects.get(slug="about", locale__language_code="en")
    english.slug = "who-we-are"
    english.save_revision().publish()
    hindi = StandardPage.objects.get(translation_key=english.translation_key, locale__language_code="hi")
    assert hindi.slug == "who-we-are"
    assert hindi.url_path.endswith("/who-we-are/")
    hindi.slug = "else"
    hindi.save_revision().publish()
    hindi.refresh_from_db()
    assert hindi.slug == "who-we-are"
