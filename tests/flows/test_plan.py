"""A meal plan, a desktop and a phone: made by the solver, a meal swapped, one locked, approved with the safety receipt,
seen by the client with its shopping list and PDF."""

from datetime import date
from decimal import Decimal

from playwright.sync_api import Page, expect

from pathya.care import services as care
from pathya.clients.models import Metric, Profile
from pathya.clients.services import update_history
from pathya.kit import clock
from pathya.nutrition import content
from pathya.nutrition.loading import write
from pathya.nutrition.models import MealPlan
from pathya.nutrition.table import everything
from tests import factories as cast
from tests.browser import PageAt, Site, axe
from tests.flows.test_together import signed_in


def known() -> str:
    """Asha, whose record tells all that a plan needs; Meera treats her. The address of her plans."""
    write(row for row in everything() if row.source == "pathya")
    client = cast.asha()
    body = {"born": date(1991, 6, 1), "gender": "female", "height_cm": Decimal(158), "diet": "vegetarian"}
    Profile.objects.update_or_create(user=client, defaults=body)
    Metric.objects.create(client=client, kind="weight", value=55, entered=55, unit="kg", at=clock.now())
    update_history(viewer=client, client=client, sections={"allergies": [{"name": "Peanut", "reaction": "allergy"}]})
    care.begin(client=client, nutritionist=cast.meera())
    return f"practice/clients/{client.pk}/plans/"


def first_meal(page: Page, name: str) -> None:
    page.locator(".plan-meal").first.get_by_role("button", name=name).click()


def test_a_plan_from_the_solver_to_the_clients_phone(site: Site, page_at: PageAt) -> None:
    address = known()
    desktop, phone = page_at(1440), page_at(390)
    signed_in(desktop, site, "meera@pathya.example", address)
    desktop.fill("#id_days", "2")
    desktop.get_by_role("button", name="Make the plan").click()
    expect(desktop.locator("#making")).to_be_visible()
    site.run_jobs()
    expect(desktop.locator(".plan-day")).to_have_count(2)
    plan = MealPlan.objects.get()
    before = content.opened(plan.versions.get(number=1).content)
    first_meal(desktop, "Swap")
    expect(desktop.get_by_text("Version 2")).to_be_visible()
    after = content.opened(plan.versions.get(number=2).content)
    assert after[0]["b"] != before[0]["b"]
    assert after[1] == before[1]
    first_meal(desktop, "Lock")
    expect(desktop.locator(".plan-meal--locked")).to_have_count(1)
    axe(desktop)
    for box in desktop.locator("input[name=looked]").all():
        box.check()
    desktop.get_by_label("Remark for the receipt").fill("Peanut checked.")
    desktop.get_by_role("button", name="Approve this version").click()
    expect(desktop.locator(".chip--good").first).to_have_text("approved")
    plan.refresh_from_db()
    assert plan.receipt["remark"] == "Peanut checked."
    assert {one["rule"] for one in plan.receipt["findings"]} >= {"allergy"}

    signed_in(phone, site, "asha@pathya.example", "portal/plan/")
    shown = phone.locator(".meals")
    expect(shown).to_contain_text("kcal")
    with phone.expect_download() as fetched:
        phone.get_by_role("link", name="As a PDF").click()
    assert phone.request.get(fetched.value.url).body().startswith(b"%PDF")
    phone.get_by_role("link", name="Shopping list").click()
    expect(phone.locator(".shopping li").first).to_contain_text("g")
