"""What an editor (or somebody with an editor's session) could plant must not run for anybody."""

import json
from typing import Any

import pytest
from django.test import Client
from wagtail.rich_text import expand_db_html

from pathya.content import rules
from pathya.content.blocks import MenuLink
from pathya.content.models import HomePage, Navigation, StandardPage
from tests.content.factories import esha, page_form, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_site")]
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def about(home: HomePage) -> StandardPage:
    return StandardPage.objects.child_of(home).get(slug="about")


def draftail(url: str) -> str:
    """The editor's own format with a link, as a forged request would send it."""
    block = {
        "key": "a",
        "text": f"{SCRIPT} click",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 5, "key": 0}],
    }
    return json.dumps(
        {"blocks": [block], "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}}}}
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "\tjavascript:x"]
)
def test_a_forged_link_in_rich_text_leads_nowhere(client: Client, about: StandardPage, url: str) -> None:
    form = {**page_form(about), "body-0-value": draftail(url), "action-publish": "1"}
    assert signed_in(esha()).post(f"/cms/pages/{about.pk}/edit/", form).status_code == 302
    shown = client.get("/about/").text
    assert "click" in shown
    assert SCRIPT not in shown
    assert "script:" not in shown.lower()
    assert "data:text" not in shown


def test_titles_and_descriptions_are_text(client: Client, about: StandardPage) -> None:
    hostile = {"title": SCRIPT, "seo_title": f'"{SCRIPT}', "search_description": f'">{SCRIPT}', "intro": SCRIPT}
    editor = signed_in(esha())
    editor.post(f"/cms/pages/{about.pk}/edit/", {**page_form(about, **hostile), "action-publish": "1"})
    for answer in (
        client.get("/about/"),
        editor.get(f"/cms/pages/{about.get_parent().pk}/"),
        editor.get(f"/cms/pages/{about.pk}/edit/"),
        editor.get(f"/cms/pages/{about.pk}/history/"),
        editor.get("/cms/pages/search/?q=script"),
    ):
        assert answer.status_code == 200
        assert SCRIPT not in answer.text


def test_what_stands_in_json_for_search_engines_stays_json(client: Client, home: HomePage) -> None:
    client_page = signed_in(esha())
    client_page.post(
        "/cms/settings/practice/practice/1/",
        {"name_en": f"</script>{SCRIPT}", "name_hi": "प"},
    )
    home.refresh_from_db()
    shown = client.get("/").text
    assert SCRIPT not in shown


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " javascript:x",
        "//evil.example/",
        "/\\evil.example",
        "http://x.example",
        "data:x",
        "https://a b",
        "java\nscript:x",
        '/x"onclick="y',
    ],
)
def test_addresses_that_could_run_or_mislead_are_refused(address: str) -> None:
    assert not rules.is_address(address)
    value: Any = MenuLink().to_python({"label_en": "x", "address": address, "page": None})
    assert value.href == ""
    with pytest.raises(Exception, match="Validation error"):
        MenuLink().clean(value)


@pytest.mark.parametrize(
    "address",
    ["/", "/nutritionists/?q=x", "#how", "https://x.example/a?b=c", "mailto:a@b.example", "tel:+91 98100 00000"],
)
def test_plain_addresses_are_taken(address: str) -> None:
    assert rules.is_address(address)


def test_a_hostile_menu_entry_is_left_out(client: Client, home: HomePage) -> None:
    entry = {"label_en": "Bad", "label_hi": "", "address": "javascript:alert(1)", "page": None}
    navigation = Navigation.objects.get()
    navigation.header = [("link", entry)]
    navigation.save()
    assert "javascript:" not in client.get("/").text


def test_no_outside_page_is_embedded() -> None:
    assert "evil" not in expand_db_html('<embed embedtype="media" url="https://evil.example/x"/>')
