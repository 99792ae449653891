"""The practice writes programs in the content system: drafts, previews in both languages, publishing."""

import pytest
from django.test import Client

from pathya.programs.models import Figures, Program
from tests import factories as cast
from tests.content.factories import esha, signed_in
from tests.programs.factories import program

pytestmark = pytest.mark.django_db


def title() -> str:
    return Client().get("/programs/calm-gut/").text


def test_a_draft_is_not_public_until_published_and_counts_stay() -> None:
    made = program()
    Figures.objects.filter(program=made).update(enrolled=7, stars_5=2)
    made.title_en = "Calmer Gut"
    revision = made.save_revision()
    assert "Calmer Gut" not in title()
    Figures.objects.filter(program=made).update(enrolled=8)
    revision.publish()
    assert "Calmer Gut" in title()
    figures = Figures.objects.get(program=made)
    assert (figures.enrolled, figures.stars_5) == (8, 2)
    fresh = Program.objects.get(pk=made.pk)
    assert (fresh.diets, fresh.sessions.count()) == (["vegetarian"], 1)
    fresh.unpublish()
    assert Client().get("/programs/calm-gut/").status_code == 404


@pytest.mark.parametrize(("mode", "shown"), [("en", "A quiet gut"), ("hi", "शांत पेट")])
def test_a_preview_shows_the_draft_in_the_language_asked_for(mode: str, shown: str) -> None:
    made = program()
    made.title_en = "A quiet gut"
    answer = made.make_preview_request(preview_mode=mode)
    assert f'<html lang="{mode}"' in answer.text
    assert f"<h1>{shown}</h1>" in answer.text


def test_editors_may_and_others_may_not() -> None:
    made = program()
    editor = signed_in(esha())
    assert "Calm Gut" in editor.get("/cms/snippets/programs/program/").text
    assert editor.get(f"/cms/snippets/programs/program/edit/{made.pk}/").status_code == 200
    assert editor.get("/cms/snippets/programs/program/add/").status_code == 200
    for other in (cast.asha(), cast.meera()):
        assert signed_in(other).get("/cms/snippets/programs/program/").status_code in {302, 403, 404}


def test_what_can_not_be() -> None:
    made = program()
    made.offer_price = made.price
    with pytest.raises(Exception, match="below the price"):
        made.full_clean()
    made.offer_price, made.days = None, 7
    with pytest.raises(Exception, match="more weeks"):
        made.full_clean()
