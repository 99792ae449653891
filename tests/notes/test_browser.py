"""One story: questions answered on a phone, the note written while talking, signed and completed, the plan read."""

import os
from datetime import timedelta

from playwright.sync_api import Page, Route, expect

from pathya.care import services as care
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.kit import clock
from pathya.notes import intake
from pathya.notes.models import Note, Plan
from tests.browser import PageAt, Site, axe
from tests.consultations.factories import call, kind, nutritionist
from tests.consultations.test_browser import sign_in
from tests.factories import adi, asha, meera
from tests.notes.factories import QUESTIONS

SHOTS = os.environ.get("SHOTS")


def signed_in(page: Page, site: Site, email: str, path: str) -> Page:
    page.goto(site / f"accounts/login/?next=/{path}", timeout=60_000)
    sign_in(page, email)
    page.wait_for_url(f"**/{path}")
    return page


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def test_the_story_of_a_note_and_a_plan(site: Site, page_at: PageAt) -> None:
    intake.ask(viewer=adi(), kind_id=kind().pk, questions=QUESTIONS, is_required=True)
    on: Consultation = call(asha(), nutritionist(meera()), clock.now() - timedelta(minutes=2), status=Status.SCHEDULED)
    care.begin(client=asha(), nutritionist=meera())
    phone = signed_in(page_at(390), site, asha().email, f"portal/consultations/{on.pk}/")
    phone.get_by_role("link", name="Answer the questions").click()
    phone.get_by_label("What bothers you most?").fill("Bloating in the evening")
    expect(phone.locator("#save-state")).to_contain_text("Saved")
    shot(phone, "questions-390")
    axe(phone)
    phone.get_by_role("button", name="Done").click()
    phone.wait_for_url(site / f"portal/consultations/{on.pk}/")

    desk = signed_in(page_at(1440), site, meera().email, f"practice/calls/{on.pk}/note/")
    expect(desk.get_by_text("Bloating in the evening")).to_be_visible()
    desk.get_by_label("Assessment").fill("Low fibre.")
    expect(desk.locator("#save-state")).to_contain_text("Saved")
    other, held = desk.context.new_page(), list[Route]()
    other.route("**/notes/autosave*.js", lambda route: held.append(route))  # noqa: PLW0108
    other.goto(site / f"practice/calls/{on.pk}/note/", wait_until="commit")
    other.get_by_label("Monitoring").fill("Weight")
    read = other.locator("[name=version]").input_value()
    held[0].continue_()  # the script comes after the first words
    expect(other.locator("[name=version]")).not_to_have_value(read)
    other.close()
    desk.get_by_label("Assessment").fill("Low fibre, late dinners.")
    expect(desk.locator("#save-state")).to_contain_text("changed elsewhere")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_label("Assessment")).to_have_value("Low fibre, late dinners.")
    expect(desk.get_by_role("heading", name="Saved elsewhere")).to_be_visible()
    shot(desk, "conflict-1440")
    axe(desk)
    desk.get_by_label("Monitoring").fill("Weight")
    desk.get_by_role("button", name="Complete the call").click()
    expect(desk.get_by_text("The call is completed.")).to_be_visible()
    desk.get_by_role("button", name="Sign the note").click()
    expect(desk.get_by_text("Signed by Meera Iyer")).to_be_visible()
    shot(desk, "signed-1440")
    note = Note.objects.get()
    assert note.is_signed
    assert note.content["sections"] == {"assessment": "Low fibre, late dinners.", "monitoring": "Weight"}

    desk.get_by_role("link", name="Write a plan").click()
    desk.locator("[name=items-0-name]").fill("Ragi porridge")
    expect(desk.locator("#save-state")).to_contain_text("Saved")
    desk.reload()
    expect(desk.locator("[name=items-0-name]")).to_have_value("Ragi porridge")
    desk.get_by_label("Advice").fill("Eat by eight.")
    expect(desk.locator("[name=version]")).to_have_value("2")
    shot(desk, "plan-1440")
    axe(desk)
    desk.get_by_role("button", name="Issue to the client").click()
    expect(desk.get_by_role("heading", name="Diet and supplement plan")).to_be_visible()
    plan = Plan.objects.get()
    phone.goto(site / "portal/plans/")
    phone.get_by_role("link", name=plan.number, exact=True).click()
    expect(phone.get_by_text("Ragi porridge")).to_be_visible()
    shot(phone, "plan-read-390")
    axe(phone)
    phone.get_by_role("link", name="Verify this document").click()
    expect(phone.get_by_text("Yes, it was issued here")).to_be_visible()
    shot(phone, "verify-390")
    axe(phone)
