"""Somebody who acts for a client: own foods, recipes and the plan of that client, by pages and API."""

import pytest
from django.test import Client

from pathya.accounts.models import User
from pathya.care import services as care
from pathya.care.models import RecordRead
from pathya.kit import clock
from pathya.nutrition import changing
from pathya.nutrition.models import Food, MealPlan
from pathya.operations.models import AuditEvent
from tests.api import ApiClient
from tests.factories import asha, bilal, charlie, meera
from tests.nutrition.test_plan_pages import plan  # noqa: F401 – the fixture

pytestmark = pytest.mark.django_db


def browser(person: User, scope: str = "") -> Client:
    if scope:
        row = care.invite(client=asha(), email=person.email, tie="family", scope=scope)
        row.person, row.accepted_at = person, clock.now()
        row.save()
    client = Client()
    client.force_login(person)
    return client


def test_who_may_act_keeps_foods_and_recipes_and_who_may_read_reads() -> None:
    of = f"?for={asha().pk}"
    acts, reads, stranger = browser(bilal(), "act"), browser(charlie(), "read"), browser(meera())
    assert acts.post(f"/portal/foods/new/{of}", {"name": "Ragi mix", "of_energy": "350"}).status_code == 302
    food = Food.objects.get(owner=asha())
    assert AuditEvent.objects.get(event="nutrition.food.added").actor_id == bilal().pk
    found = acts.get(f"/portal/foods/recipes/find/{of}&q=ragi").text
    assert str(food.pk) in found
    both = {"name": "Porridge", "servings": "2", "way": "boiled", "food": str(food.pk), "amount_0": "100"}
    assert acts.post(f"/portal/foods/recipes/new/{of}", {**both, "save": "1"}).status_code == 302
    page = reads.get(f"/portal/foods/{of}").text
    assert "Porridge" in page
    assert "recipes/new" not in page
    assert RecordRead.objects.filter(client=asha(), reader=charlie(), what="days").exists()
    assert reads.get(f"/portal/foods/{food.pk}/{of}").status_code == 200
    for address in (f"/portal/foods/new/{of}", f"/portal/foods/{food.pk}/{of}", f"/portal/foods/{food.pk}/remove/{of}"):
        assert reads.post(address, {"name": "x"}).status_code == 403
        assert stranger.post(address, {"name": "x"}).status_code == 404
    assert "Ragi mix" not in reads.get("/portal/foods/").text


def test_the_api_takes_the_client() -> None:
    browser(bilal(), "act"), browser(charlie(), "read")
    theirs = {"clientId": str(asha().pk)}
    acts, reads = ApiClient(bilal()), ApiClient(charlie())
    body = {"name": "Sattu", "nutrients": {"energy": 400}, **theirs}
    food = acts.post("/foods", body).json()["data"]["id"]
    assert Food.objects.get(pk=food).owner_id == asha().pk
    parts = {"name": "Drink", "servings": 1, "parts": [{"foodId": food, "grams": 30}], **theirs}
    assert acts.post("/recipes", parts).status_code == 201
    assert len(reads.get(f"/foods/own?clientId={asha().pk}").json()["data"]) == 2
    assert reads.get(f"/foods/{food}?clientId={asha().pk}").status_code == 200
    assert (reads.post("/foods", body).status_code, reads.get(f"/foods/{food}").status_code) == (403, 404)
    assert acts.put(f"/foods/{food}", {**body, "name": "Sattu, fine"}).status_code == 200
    assert ApiClient(meera()).post("/foods", body).status_code == 404


def test_the_approved_plan_is_read(plan: MealPlan) -> None:  # noqa: F811
    reads, of = browser(charlie(), "read"), f"?for={asha().pk}"
    assert "No plan yet" in reads.get(f"/portal/plan/{of}").text
    looked = {one.rule for one in changing.findings(plan)}
    changing.approve(viewer=meera(), plan_id=plan.pk, version=1, looked=looked)
    page = reads.get(f"/portal/plan/{of}").text
    assert "Toor dal" in page
    assert f"&amp;for={asha().pk}" in page
    assert "Pigeon pea, split" in reads.get(f"/portal/plan/shopping/{of}").text
    assert reads.get(f"/portal/plan/pdf/{of}").content.startswith(b"%PDF")
    assert browser(bilal()).get(f"/portal/plan/{of}").status_code == 404
