"""What was typed into the medical history and not saved survives a closed tab, sealed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import expect

from pathya.clients import drafts, services
from pathya.clients.models import HistoryDraft, MedicalHistory, Profile
from pathya.kit import clock
from tests.browser import PageAt, Site
from tests.clients.test_pages import rows, signed_in
from tests.factories import PASSWORD, asha, charlie

SECTION = "/portal/record/history/conditions/"


def shown(client: Client) -> bool:
    return "Marker-4711" in client.get(SECTION).content.decode()


@pytest.mark.django_db
def test_a_draft_is_shown_until_it_is_saved_or_dropped() -> None:
    client = signed_in(asha())
    typed = rows("conditions", {"name": "Marker-4711", "since": "20"}, {})
    assert client.post(f"{SECTION}draft/", typed).status_code == 200
    assert not MedicalHistory.objects.exists()
    assert shown(client)
    assert not shown(signed_in(charlie()))
    services.update_history(viewer=asha(), client=asha(), sections={"surgeries": [{"name": "Appendix"}]})
    assert shown(client)  # another section is another matter
    assert client.post(f"{SECTION}draft/", {"drop": "1"}).status_code == 302
    assert not shown(client)
    client.post(f"{SECTION}draft/", typed)
    version = MedicalHistory.objects.get().version
    assert client.post(SECTION, {"version": str(version), **typed}).status_code == 302
    assert not HistoryDraft.objects.exists()
    client.post(f"{SECTION}draft/", rows("conditions", {"name": "Marker-4711", "since": "20"}))
    assert not HistoryDraft.objects.exists()  # nothing differs from what is saved


@pytest.mark.django_db
def test_it_is_sealed_and_ends_with_the_section_or_after_a_month() -> None:
    client = signed_in(asha())
    client.post(f"{SECTION}draft/", rows("conditions", {"name": "Marker-4711"}))
    with connection.cursor() as cursor:
        cursor.execute("SELECT d::text FROM clients_historydraft d")
        assert "Marker" not in str(cursor.fetchall())
    with clock.at(clock.now() + timedelta(days=30)):
        assert not shown(client)
        assert drafts.forget_old() == 1
    client.post(f"{SECTION}draft/", rows("conditions", {"name": "Marker-4711"}))
    services.update_history(viewer=asha(), client=asha(), sections={"conditions": [{"name": "PCOS"}]})
    assert not shown(client)  # what it was typed over is no longer what is saved


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [{}, {"conditions-TOTAL_FORMS": "-1"}, {"conditions-TOTAL_FORMS": "999999"}, {"conditions-TOTAL_FORMS": "x"}],
)
def test_odd_forms_keep_nothing(data: dict[str, str]) -> None:
    assert signed_in(asha()).post(f"{SECTION}draft/", data).status_code == 200
    assert not HistoryDraft.objects.exists()


def test_a_tab_closed_while_typing_loses_nothing(site: Site, page_at: PageAt) -> None:
    asha()
    page = page_at(390)
    page.goto(site / f"accounts/login/?next={SECTION}")
    page.fill("#id_email", "asha@pathya.example")
    page.fill("#id_password", PASSWORD)
    page.click("form:has(#id_email) button[type=submit]")
    page.wait_for_url(f"**{SECTION}")
    page.locator("[name='conditions-0-name']").press_sequentially("PCOS since")
    page.locator("form [role=status]", has_text="draft").wait_for()
    again = page.context.new_page()
    page.close()
    again.goto(site / SECTION)
    expect(again.locator("[name='conditions-0-name']")).to_have_value("PCOS since")
    again.click("button[name=drop]")
    expect(again.locator("[name='conditions-0-name']")).to_have_value("")


def test_a_half_typed_step_of_the_beginning_comes_back() -> None:
    """Also what is not right yet; saved, dropped or saved elsewhere it is gone."""
    client, here = signed_in(charlie()), "/portal/start/body/"
    assert client.post(f"{here}draft/", {"height_cm": "16", "weight_kg": "sixty"}).status_code == 200
    page = client.get(here).content.decode()
    assert 'value="sixty"' in page
    assert "not saved yet" in page
    assert Profile.objects.filter(user=charlie(), height_cm__isnull=False).count() == 0
    client.post(f"{here}draft/", {"drop": "1"})
    assert 'value="sixty"' not in client.get(here).content.decode()
    client.post(f"{here}draft/", {"height_cm": "16", "weight_kg": ""})
    assert client.post(here, {"height_cm": "160", "weight_kg": "64"}).status_code == 302
    assert not HistoryDraft.objects.exists()
    food = "/portal/start/food/"
    client.post(f"{food}draft/", {"diet": "vegan", **rows("allergies", {"name": "Pean"})})
    page = client.get(food).content.decode()
    assert 'value="Pean"' in page
    assert '<option value="vegan" selected>' in page
    assert client.post("/portal/start/nowhere/draft/").status_code == 404
