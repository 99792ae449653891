from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from pathya.content.models import HomePage, StandardPage
from pathya.content.tasks import publish_due
from pathya.kit import clock
from tests.content.factories import esha, page_form, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_site")]


@pytest.fixture
def about(home: HomePage) -> StandardPage:
    return StandardPage.objects.child_of(home).get(slug="about")


def hindi(page: StandardPage) -> StandardPage:
    return StandardPage.objects.get(translation_key=page.translation_key, locale__language_code="hi")


def test_a_draft_is_not_public_until_published(client: Client, about: StandardPage) -> None:
    editor = signed_in(esha())
    editor.post(f"/cms/pages/{about.pk}/edit/", page_form(about, title="Quite new"))
    assert "Quite new" not in client.get("/about/").text
    editor.post(f"/cms/pages/{about.pk}/edit/", {**page_form(about, title="Quite new"), "action-publish": "1"})
    assert "Quite new" in client.get("/about/").text


def test_languages_are_published_apart(client: Client, about: StandardPage) -> None:
    editor, translated = signed_in(esha()), hindi(about)
    form = page_form(translated, title="एकदम नया", text="<p>नमस्ते</p>")
    editor.post(f"/cms/pages/{translated.pk}/edit/", {**form, "action-publish": "1"})
    assert "एकदम नया" in client.get("/about/", headers={"accept-language": "hi"}).text
    assert "<h1>About</h1>" in client.get("/about/").text
    editor.post(f"/cms/pages/{translated.pk}/unpublish/")
    shown = client.get("/about/", headers={"accept-language": "hi"}).text
    assert "<h1>About</h1>" in shown
    assert 'lang="en"' in shown


def test_preview_shows_the_draft_as_the_site_would(client: Client, about: StandardPage) -> None:
    editor = signed_in(esha())
    address = f"/cms/pages/{about.pk}/edit/preview/"
    assert editor.post(address, page_form(about, title="Still thinking")).json()["is_valid"]
    shown = editor.get(address + "?mode=").text
    assert "<h1>Still thinking</h1>" in shown
    assert "foot__inner" in shown
    assert client.get(address).status_code == 302


def test_preview_of_a_hindi_page_is_hindi_for_an_english_editor(about: StandardPage) -> None:
    editor, translated = signed_in(esha()), hindi(about)
    address = f"/cms/pages/{translated.pk}/edit/preview/"
    editor.post(address, page_form(translated))
    assert '<html lang="hi"' in editor.get(address + "?mode=").text


def test_scheduled_text_goes_live_at_its_time(
    client: Client, about: StandardPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timezone.localtime(clock.now() + timedelta(hours=1))
    form = page_form(about, title="Tomorrow's title", go_live_at=later.strftime("%Y-%m-%d %H:%M"))
    signed_in(esha()).post(f"/cms/pages/{about.pk}/edit/", {**form, "action-publish": "1"})
    publish_due(timestamp=0)
    assert "Tomorrow" not in client.get("/about/").text
    monkeypatch.setattr(timezone, "now", lambda: clock.now() + timedelta(hours=2))
    publish_due(timestamp=0)
    assert "Tomorrow&#x27;s title" in client.get("/about/").text


def test_earlier_versions_are_kept_and_come_back(client: Client, about: StandardPage) -> None:
    editor = signed_in(esha())
    first = about.latest_revision
    assert first is not None
    editor.post(f"/cms/pages/{about.pk}/edit/", {**page_form(about, title="Mistake"), "action-publish": "1"})
    assert "Mistake" in client.get("/about/").text
    first.publish()
    assert "Mistake" not in client.get("/about/").text


def test_a_deleted_page_is_gone_in_both_languages(client: Client, about: StandardPage) -> None:
    signed_in(esha()).post(f"/cms/pages/{about.pk}/delete/")
    assert client.get("/about/").status_code == 404
    assert client.get("/about/", headers={"accept-language": "hi"}).status_code == 404


def test_an_old_address_leads_to_the_new_one(
    client: Client, about: StandardPage, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    about.slug = "who-we-are"
    with django_capture_on_commit_callbacks(execute=True):
        about.save_revision().publish()
    answer = client.get("/about/")
    assert answer.status_code == 301
    assert answer["Location"] == "/who-we-are/"
