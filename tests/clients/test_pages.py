import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import DjangoAssertNumQueries

from pathya.care import services as care
from pathya.clients import services
from pathya.clients.models import MedicalHistory, Metric, Profile
from pathya.clients.rules import Step
from tests.browser import PageAt, Site, axe
from tests.clients.test_metrics import pdf
from tests.factories import PASSWORD, asha, charlie, kabir, meera


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def rows(section: str, *given: dict[str, str]) -> dict[str, str]:
    sent = {f"{section}-TOTAL_FORMS": str(len(given)), f"{section}-INITIAL_FORMS": "0"}
    return sent | {f"{section}-{n}-{name}": text for n, row in enumerate(given) for name, text in row.items()}


@pytest.mark.django_db
def test_a_section_changed_elsewhere_is_told_and_what_was_typed_stays() -> None:
    client = signed_in(asha())
    sent = {"version": "0", **rows("medications", {"name": "Metformin", "dose": "500 mg"})}
    assert client.post("/portal/record/history/medications/", sent).status_code == 302
    late = client.post("/portal/record/history/medications/", {**sent, "medications-0-name": "Thyroxine"})
    assert late.status_code == 422
    assert "Thyroxine" in late.content.decode()
    assert MedicalHistory.objects.get().data["medications"][0]["name"] == "Metformin"


@pytest.mark.django_db
def test_a_nutritionist_finds_clients_and_opens_their_record(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    care.begin(client=asha(), nutritionist=meera())
    services.update_history(viewer=asha(), client=asha(), sections={"conditions": [{"name": "PCOS"}]})
    client = signed_in(meera())
    assert "Asha Verma" in client.get("/practice/clients/?q=ver").content.decode()
    assert "Asha Verma" not in client.get("/practice/clients/?q=zo").content.decode()
    client.get(f"/practice/clients/{asha().pk}/")
    with django_assert_num_queries(13):
        page = client.get(f"/practice/clients/{asha().pk}/").content.decode()
    assert "PCOS" in page
    assert "/portal/care/relations/" in page
    assert signed_in(kabir()).get(f"/practice/clients/{asha().pk}/").status_code == 404
    assert signed_in(charlie()).get("/practice/clients/").status_code == 404
    assert "Meera Iyer" in signed_in(asha()).get("/portal/care/").content.decode()


@pytest.mark.django_db
def test_many_lines_are_shown_before_they_are_entered() -> None:
    client = signed_in(asha())
    text = "weight,64.2,kg,2026-01-02\nhba1c,5.9,%,2026-01-02"
    assert "5.9" in client.post("/portal/metrics/lines/", {"text": text}).content.decode()
    assert not Metric.objects.exists()
    wrong = client.post("/portal/metrics/lines/", {"text": text + "\nshoe,1,,2026-01-02", "enter": "1"})
    assert wrong.status_code == 422
    assert "shoe,1" in wrong.content.decode()
    assert not Metric.objects.exists()
    client.post("/portal/metrics/lines/", {"text": text, "enter": "1"})
    assert Metric.objects.count() == 2


@pytest.mark.django_db
def test_a_report_goes_through_the_pages() -> None:
    client = signed_in(asha())
    file = SimpleUploadedFile("report.pdf", pdf(), "application/pdf")
    sent = client.post("/portal/metrics/report/", {"file": file, "taken_on": "2026-03-01"})
    address = sent.headers["Location"]
    assert "Fasting Blood Sugar" in client.get(address).content.decode()
    assert signed_in(charlie()).get(address).status_code == 404
    client.post(address, {"take-hba1c": "on", "value-hba1c": "6.1"})
    assert Metric.objects.get().kind == "hba1c"
    bad = client.post(
        "/portal/metrics/report/", {"file": SimpleUploadedFile("x.pdf", b"hello"), "taken_on": "2026-03-01"}
    )
    assert bad.status_code == 422


def look(page: Page, name: str) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.wait_for_timeout(150)
        axe(page)
        page.screenshot(path=f".cache/{name}-{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


@pytest.mark.parametrize(("width", "language"), [(390, "en"), (1440, "hi")])
def test_a_new_client_starts_and_the_nutritionist_reads(site: Site, page_at: PageAt, width: int, language: str) -> None:
    person, nutritionist = asha(), meera()
    person.language = nutritionist.language = language
    person.save()
    nutritionist.save()
    care.begin(client=person, nutritionist=nutritionist)
    page = page_at(width, language=language)
    page.goto(site / "portal/start/")
    sign_in(page, person.email)
    page.wait_for_url("**/portal/start/about/")
    page.fill("#id_born", "1990-05-01")
    page.select_option("#id_gender", "female")
    look(page, f"onboarding-{width}")
    page.click("main form.form button.button")
    page.wait_for_url("**/portal/start/body/")
    page.fill("#id_height_cm", "160")
    page.fill("#id_weight_kg", "64")
    page.click("main form.form button.button")
    page.wait_for_url("**/portal/start/food/")
    page.fill("#id_allergies-0-name", "Peanuts")
    look(page, f"food-{width}")
    page.goto(site / "portal/start/")
    page.wait_for_url("**/portal/start/food/")
    page.select_option("#id_diet", "vegetarian")
    page.fill("#id_allergies-0-name", "Peanuts")
    page.click("main form.form button.button")
    page.wait_for_url("**/portal/start/health/")
    page.click("main form.form button.button")
    page.wait_for_url("**/portal/start/goals/")
    page.fill("#id_goals", "Sleep through")
    page.click("main form.form button.button")
    page.wait_for_url("**/portal/record/")
    assert Profile.objects.get(user=person).goals == "Sleep through"
    for path in ("portal/record/", "portal/metrics/", "portal/metrics/weight/", "portal/metrics/lines/",
                 "portal/metrics/report/", "portal/more/", "portal/care/"):  # fmt: skip
        page.goto(site / path)
        look(page, f"{path.replace('/', '-')}{width}")
    other = page_at(width, language=language)
    other.goto(site / f"practice/clients/{person.pk}/")
    sign_in(other, nutritionist.email)
    other.wait_for_url("**/practice/clients/**")
    assert "Peanuts" in other.inner_text("main")
    look(other, f"practice-client-{width}")
    page.goto(site / "portal/care/")
    expect(page.locator("section[aria-labelledby=reads]")).to_contain_text("Meera Iyer")


def sign_in(page: Page, email: str) -> None:
    page.fill("#id_email", email)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")


@pytest.mark.django_db
def test_today_leads_to_the_next_open_step_until_all_are_done() -> None:
    client = signed_in(asha())
    assert 'href="/portal/start/"' in client.get("/portal/").content.decode()
    for step in Step:
        services.update_profile(viewer=asha(), client=asha(), changes={}, step=step)
    assert 'href="/portal/start/"' not in client.get("/portal/").content.decode()
