"""The practice writes programs in the content system: drafts, previews in both languages, publishing."""

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from pathya.programs.models import Figures, Program
from tests import factories as cast
from tests.consultations.factories import kind
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


def words(name: str, english: str, hindi: str = "") -> dict[str, str]:
    return {f"{name}_en": english, f"{name}_hi": hindi}


def typed(**changes: object) -> dict[str, object]:
    """The whole form as an editor fills it in."""
    lunch = {"meal": "lunch", **words("dishes", "Khichdi, curd", "खिचड़ी, दही")}
    modules = [{"day": "1", **words("title", "Look first", "पहले देखें"), **words("text", "Write three days down")}]
    week = {**words("title", "Week one", "पहला हफ़्ता"), **words("milestone", "Three days"), "modules": listed(modules)}
    story = {**words("text", "I sleep again"), "by": "R., Pune", **words("about", ""), "agreed": "on"}
    asked = {**words("question", "Must I cook?", "क्या पकाना होगा?"), **words("answer", "No.", "नहीं।")}
    filled = {
        "type": "gut_health", "slug": "quiet-gut", "drawing": "methi", "price": "4999.00", "offer_price": "3999.00",
        "days": "14", "is_featured": "on", "position": "3", "lead": "",
        **words("title", "Quiet Gut", "शांत पेट"), **words("summary", "Two quiet weeks", "दो शांत हफ़्ते"),
        **words("about", "What it is", "यह क्या है"), **words("caution", ""),
        **{name: streamfield([("line", words("text", f"A line of {name}", f"{name} की पंक्ति"))])
           for name in ("audience", "outcomes", "features", "included")},
        "schedule": streamfield([("week", week)]),
        "meals": streamfield([("day", {"diet": "vegetarian", "dishes": listed([lunch])})]),
        "stories": streamfield([("story", story)]),
        "questions": streamfield([("question", asked)]),
        "sessions": inline_formset([{"kind": str(kind("first").pk), "count": "2"}]),
        "go_live_at": "", "expire_at": "",
    }  # fmt: skip
    return dict(nested_form_data(filled | changes))


def listed(items: list[dict[str, str]]) -> dict[str, str]:
    """A list of blocks as its form posts it."""
    found = {"count": str(len(items))}
    for place, item in enumerate(items):
        found |= {f"{place}-deleted": "", f"{place}-order": str(place), f"{place}-id": ""}
        found |= {f"{place}-value-{name}": value for name, value in item.items()}
    return found


def test_a_program_is_written_looked_at_and_published_by_its_forms() -> None:
    editor, add = signed_in(esha()), "/cms/snippets/programs/program/add/"
    twice = inline_formset([{"kind": str(kind("first").pk), "count": count} for count in ("1", "2")])
    for wrong in ({"offer_price": "5000.00"}, {"days": "3650"}, {"days": "0"}, {"sessions": twice}, {"slug": ""}):
        refused = editor.post(add, typed(**wrong))
        assert (refused.status_code, "could not be created due to errors" in refused.text) == (200, True), wrong
    assert not Program.objects.exists()
    assert editor.post(add, typed()).status_code == 302
    made = Program.objects.get()
    assert (made.live, Client().get("/programs/quiet-gut/").status_code) == (False, 404)
    edit = f"/cms/snippets/programs/program/edit/{made.pk}/"
    preview = f"/cms/snippets/programs/program/preview/{made.pk}/"
    session = {"id": str(made.sessions.get().pk), "kind": str(kind("first").pk), "count": "3"}
    same = inline_formset([session], initial=1)
    changed = typed(title_en="Quieter Gut", sessions=same)
    assert editor.post(preview, changed).json()["is_valid"]
    for mode, shown in (("en", ["<h1>Quieter Gut</h1>", "Must I cook?"]), ("hi", ["<h1>शांत पेट</h1>", "पहला हफ़्ता"])):
        page = editor.get(f"{preview}?mode={mode}").text
        assert [words_ in page for words_ in shown] == [True] * len(shown), mode
    assert editor.post(edit, typed(**{"action-publish": "action-publish", "sessions": same})).status_code == 302
    made.refresh_from_db()
    told = (made.live, made.diets, made.sessions.get().count, len(made.plan[0]["steps"]))
    assert told == (True, ["vegetarian"], 3, 2)
    for language, shown in (("en", "Must I cook?"), ("hi", "क्या पकाना होगा?")):
        page = Client().get("/programs/quiet-gut/", headers={"accept-language": language}).text
        assert shown in page
        assert "I sleep again" in page
    assert editor.post(edit, typed(title_en="Not yet", sessions=same)).status_code == 302
    assert "Not yet" not in Client().get("/programs/quiet-gut/").text
