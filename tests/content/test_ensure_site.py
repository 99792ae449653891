import pytest
from wagtail.models import Page

from pathya.content.models import HomePage, StandardPage
from pathya.content.services import ensure_site

pytestmark = pytest.mark.django_db


def test_a_second_start_changes_nothing(home: HomePage) -> None:
    home.title = "Ours"
    home.save_revision().publish()
    StandardPage.objects.filter(slug="about").first().delete()  # type: ignore[union-attr]
    before = list(Page.objects.order_by("id").values_list("id", "title"))
    assert ensure_site() is False
    assert list(Page.objects.order_by("id").values_list("id", "title")) == before


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
