"""Uploading by clicking: with progress, over a broken connection, without scripts; axe on every page passed."""

import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from pathya.documents.models import Document
from pathya.documents.rules import Status
from tests import factories as cast
from tests.browser import PageAt, Site, axe
from tests.consultations.test_browser import sign_in
from tests.documents import files
from tests.documents.factories import clean, treated


def file_on_disk(size: int = 0) -> Path:
    """An honest PDF, padded to more than one part when a size is given."""
    whole = files.pdf()
    path = Path(tempfile.mkdtemp()) / "Thyroid March.pdf"
    path.write_bytes(whole + b"\n%" + b"x" * max(0, size - len(whole)) + b"\n" + whole[-400:])
    return path


def choose(page: Page, path: Path) -> None:
    page.select_option("select[name=kind]", "lab_report")
    page.fill("input[name=title]", "Thyroid, March")
    page.set_input_files("input[name=file]", path)


@pytest.mark.parametrize(("dark", "language", "scripts"), [(False, "en", True), (True, "hi", False)])
def test_upload_see_delete_and_undo(site: Site, page_at: PageAt, dark: bool, language: str, scripts: bool) -> None:
    asha = cast.asha()
    asha.language = language
    asha.save()
    page = page_at(390, dark=dark, language=language, scripts=scripts)
    check = axe if scripts else lambda _: None
    page.goto(site / "portal/documents/")
    sign_in(page, "asha@pathya.example")
    page.wait_for_url("**/portal/documents/")
    check(page)
    page.locator("a[href^='/portal/documents/add/']").first.click()
    page.wait_for_url("**/add/")
    check(page)
    choose(page, file_on_disk(1_300_000 if scripts else 0))
    broken = []

    def break_once(route: Route) -> None:
        if route.request.method == "PUT" and len(broken) < 1 and route.request.headers.get("upload-offset") != "0":
            broken.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/documents/uploads/**", break_once)
    page.locator("[data-send]").click()
    page.wait_for_url("**/portal/documents/")
    assert len(broken) == scripts
    assert Document.objects.get().status == Status.WAITING
    site.run_jobs()
    made = Document.objects.get()
    assert made.status == Status.CLEAN
    page.goto(site / f"portal/documents/{made.pk}/")
    check(page)
    with page.expect_download() as download:
        page.locator("a[download]").click()
    assert download.value.suggested_filename == "Thyroid March.pdf"
    assert download.value.path().read_bytes()[:5] == b"%PDF-"
    page.locator("button.button--danger").click()
    page.wait_for_url("**deleted=**")
    check(page)
    page.locator(".undo button").click()
    page.wait_for_url("**/portal/documents/")
    page.locator(".document").wait_for()
    check(page)


def test_the_practice_side(site: Site, page_at: PageAt) -> None:
    asha, _meera = treated()
    clean(asha, files.picture("PNG"), title="Plate")
    page = page_at(1440)
    page.goto(site / f"practice/clients/{asha.pk}/documents/")
    sign_in(page, "meera@pathya.example")
    page.wait_for_url("**/documents/")
    axe(page)
    page.fill("textarea[name=message]", "The last blood test")
    page.locator("form[action$='/ask/'] button").click()
    page.locator(".card--accent").wait_for()
    axe(page)
