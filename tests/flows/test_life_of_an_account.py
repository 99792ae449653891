"""The life of an account by clicking: signed up, filled in, secured, copied, closed; a month later nothing is left."""

import json
import zipfile
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page
from pytest_django import Settings

from pathya.accounts.models import User
from pathya.clients.models import MedicalHistory
from pathya.documents.models import Document
from pathya.kit import clock
from pathya.outbox.models import Message
from pathya.privacy import erasure
from pathya.privacy.models import Deletion
from tests.accounts import steps
from tests.accounts.test_browser_factor import confirm
from tests.browser import PageAt, Site
from tests.documents.test_browser import choose, file_on_disk
from tests.privacy.dump import dump

EMAIL = "dev.joshi@mail.example"
SECURITY = "portal/settings/security/"


def press(page: Page, text: str = "main form button.button") -> None:
    page.locator(text).first.click()


def signs_up(page: Page, site: Site) -> None:
    page.goto(site / "accounts/signup/")
    for name, text in {"first_name": "Dev", "last_name": "Joshiwala", "email": EMAIL, "password": steps.GOOD}.items():
        page.fill(f"#id_{name}", text)
    page.check("#id_accept_terms")
    press(page, "form:has(#id_email) button[type=submit]")
    page.locator("#id_code").wait_for()
    page.fill("#id_code", steps.code(EMAIL))
    press(page, "form:has(#id_code) button[type=submit]")
    page.wait_for_url("**/portal/**")


def begins(page: Page, site: Site) -> None:
    page.goto(site / "portal/start/")
    page.fill("#id_born", "1990-05-01")
    press(page)
    page.wait_for_url("**/start/body/")
    page.fill("#id_height_cm", "170")
    page.fill("#id_weight_kg", "64")
    press(page)
    page.wait_for_url("**/start/food/")
    page.fill("#id_allergies-0-name", "Peanuts")
    press(page)
    page.wait_for_url("**/start/health/")
    page.fill("#id_conditions-0-name", "Hypothyroidism")
    press(page)
    page.wait_for_url("**/start/goals/")
    page.fill("#id_goals", "Sleep through")
    press(page)
    page.wait_for_url("**/portal/record/")


def uploads(page: Page, site: Site) -> None:
    page.goto(site / "portal/documents/add/")
    choose(page, file_on_disk())
    page.locator("[data-send]").click()
    page.wait_for_url("**/portal/documents/")
    site.run_jobs()
    assert Document.objects.get().is_clean


def secures(page: Page, site: Site) -> tuple[str, list[str]]:
    page.goto(site / f"{SECURITY}app/")
    page.fill("#id_password", steps.GOOD)
    press(page, "form:has(#id_password) button[type=submit]")
    page.click(".qr-text summary")
    secret = page.locator("#secret").inner_text().replace(" ", "")
    confirm(page, secret)
    return secret, page.locator("#codes code").all_inner_texts()


def signs_out_and_in(page: Page, site: Site, code: str) -> None:
    page.goto(site / "portal/settings/")
    press(page, "main form[action='/accounts/logout/'] button")
    page.wait_for_url(lambda url: "/portal/" not in url)
    page.goto(site / "portal/privacy/")
    page.fill("#id_email", EMAIL)
    page.fill("#id_password", steps.GOOD)
    press(page, "form:has(#id_email) button[type=submit]")
    page.locator("#id_code").wait_for()
    page.fill("#id_code", code)
    press(page, "form:has(#id_code) button[type=submit]")
    page.wait_for_url("**/portal/privacy/")


def takes_a_copy(page: Page, site: Site) -> None:
    page.click("#export button")
    page.locator("#export progress").wait_for()
    site.run_jobs()
    page.locator("#export a.button").wait_for()
    with page.expect_download() as started:
        page.click("#export a.button")
    with zipfile.ZipFile(started.value.path()) as zipped:
        names = zipped.namelist()
        assert "Hypothyroidism" in zipped.read("data/medical_history.json").decode()
        assert json.loads(zipped.read("fhir/bundle.json"))["resourceType"] == "Bundle"
        assert any(name.endswith(".pdf") and name.startswith("files/") for name in names), names


def closes(page: Page, site: Site) -> None:
    page.goto(site / "portal/privacy/delete/")
    page.fill("#id_password", steps.GOOD)
    page.check("#id_sure")
    press(page, "main form button.button--danger")
    page.wait_for_url("**/notices/erasure-asked/")


def test_from_sign_up_to_erasure(site: Site, page_at: PageAt, settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.ERASURES_DIR = tmp_path / "erasures"
    page = page_at(390)
    signs_up(page, site)
    user = User.objects.get(email=EMAIL)
    begins(page, site)
    uploads(page, site)
    secret, codes = secures(page, site)
    signs_out_and_in(page, site, steps.app_code(secret))
    signs_out_and_in(page, site, codes[3])
    takes_a_copy(page, site)
    objects = Document.objects.get().objects_in_store
    closes(page, site)
    with clock.at(clock.now() + timedelta(days=31)):
        assert erasure.erase_due() == 1
        site.run_jobs()
    fates = {one["name"]: one["fate"] for one in Deletion.objects.get().report}
    wanted = {"account": "anonymised", "medical_history": "removed", "documents": "removed", "trail": "kept"}
    assert wanted.items() <= fates.items()
    assert "Audit trail: kept" in Message.objects.get(to=EMAIL).text
    Message.objects.all().delete()
    left = dump()
    for trace in (EMAIL, "Joshiwala", "Peanuts", "Hypothyroidism", "Thyroid", str(secret)):
        assert trace not in left, trace
    assert not MedicalHistory.objects.exists()
    assert not any((Path(settings.FILES.folder) / name).exists() for name in objects)
    assert not [path for path in (tmp_path / "exports").rglob("*") if path.is_file()]
    page.goto(site / "portal/privacy/")
    page.fill("#id_email", EMAIL)
    page.fill("#id_password", steps.GOOD)
    press(page, "form:has(#id_email) button[type=submit]")
    page.locator("[role=alert]").first.wait_for()
    assert not User.objects.get(pk=user.pk).is_active
