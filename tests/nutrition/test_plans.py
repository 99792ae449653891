"""From asking to the plate, with the solver, on the real table."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client

from pathya.accounts.models import User
from pathya.care import services as care
from pathya.clients import services as clients
from pathya.clients.errors import ChangedMeanwhile
from pathya.clients.models import Metric, Profile
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.kit.ids import new_id
from pathya.nutrition import changing, content, first_plans, making, papers, plan_selectors, planning, showing
from pathya.nutrition.changing import Portion
from pathya.nutrition.errors import MustChange, NeedsTargets, NotLooked
from pathya.nutrition.models import Food, MealPlan
from pathya.nutrition.models.plans import PlanState
from pathya.nutrition.rules import Source
from pathya.nutrition.services import set_targets
from pathya.nutrition.table import Row
from pathya.nutrition.targets import Choices
from tests.api import ApiClient
from tests.consultations.factories import NOW
from tests.factories import asha, charlie, meera

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def client_of_meera(*allergies: str, **history: object) -> User:
    person = asha()
    Profile.objects.update_or_create(
        user=person,
        defaults={"born": date(1991, 6, 1), "gender": "female", "height_cm": Decimal(158), "diet": "vegetarian"},
    )
    Metric.objects.create(client=person, kind="weight", value=55, entered=55, unit="kg", at=NOW)
    care.begin(client=person, nutritionist=meera())
    sections = {"allergies": [{"name": name} for name in allergies], **history}
    clients.update_history(viewer=person, client=person, sections=sections)
    return person


def made(person: User, days: int = 2, **wanted: object) -> MealPlan:
    plan = planning.ask_for_plan(viewer=meera(), client=person, starts_on=TODAY, days=days, wanted=wanted, seed=5)
    assert plan.state == PlanState.MAKING
    making.make(plan.pk)
    plan.refresh_from_db()
    return plan


def held(plan: MealPlan) -> content.Days:
    row = plan_selectors.version(plan)
    assert row is not None
    return content.opened(row.content)


def test_a_plan_is_made_changed_approved_and_read(foods: dict[str, Row]) -> None:
    with clock.at(NOW):
        person = client_of_meera("peanuts")
        plan = made(person)
        assert (plan.state, plan.version, plan.progress) == (PlanState.REVIEW, 1, 100)
        used = Food.objects.filter(pk__in=content.foods_in(held(plan)))
        assert not any("peanut" in (food.allergens or []) for food in used)
        with pytest.raises(NotFound):
            plan_selectors.plan(person, plan.pk)

        before = held(plan)
        changing.swap(viewer=meera(), plan_id=plan.pk, day=0, meal="l", version=1)
        plan.refresh_from_db()
        after = held(plan)
        assert after[0]["l"] != before[0]["l"]
        assert {**after[0], "l": None} == {**before[0], "l": None}
        assert after[1] == before[1]
        with pytest.raises(ChangedMeanwhile):
            changing.lock(viewer=meera(), plan_id=plan.pk, meals=[(1, "d")], locked=True, version=1)

        changing.lock(viewer=meera(), plan_id=plan.pk, meals=[(1, "d")], locked=True, version=2)
        planning.regenerate(viewer=meera(), plan_id=plan.pk)
        making.make(plan.pk)
        plan.refresh_from_db()
        again = held(plan)
        assert plan.version == 4
        assert again[1]["d"].items == after[1]["d"].items
        assert again[0] != after[0]

        dal = Food.objects.get(source=Source.PATHYA, name="Toor dal")
        portions = [Portion(dal.pk, 1.5, 150, "katori")]
        changing.edit_meal(viewer=meera(), plan_id=plan.pk, day=0, meal="d", portions=portions, version=4)
        plan.refresh_from_db()
        assert held(plan)[0]["d"] == content.Meal(True, [content.Item(str(dal.pk), 1.5, 150, "katori")])

        open_ones = {one.rule for one in changing.findings(plan) if one.level not in ("ok", "stop")}
        if open_ones:
            with pytest.raises(NotLooked):
                changing.approve(viewer=meera(), plan_id=plan.pk, version=5)
        changing.approve(viewer=meera(), plan_id=plan.pk, version=5, looked=open_ones, remark="Good")
        plan.refresh_from_db()
        assert plan.receipt["remark"] == "Good"
        assert {one["rule"] for one in plan.receipt["findings"]} >= {"allergy", "pregnancy", "kidney", "thinner"}
        assert plan_selectors.current(person, TODAY) == plan
        assert plan_selectors.current(person, TODAY + timedelta(days=2)) is None

        changing.swap(viewer=meera(), plan_id=plan.pk, day=1, meal="b", version=5)
        told = plan_selectors.seen(person, plan_selectors.plan(person, plan.pk))
        assert told is not None
        assert told.version.number == 5
        bought = {one.food.name: one.grams for one in showing.shopping(told)}
        assert bought["Pigeon pea, split"] >= 1.5 * 150 * 120 / 600
        for language in ("en", "hi"):
            assert papers.plan_pdf(told, language).startswith(b"%PDF")


def test_a_plan_that_harms_is_not_approved(foods: dict[str, Row]) -> None:
    with clock.at(NOW):
        person = client_of_meera()
        plan = made(person, days=1)
        sections = {
            "allergies": [{"name": "दूध"}, {"name": "Something odd"}],
            "medications": [{"name": "Tab. Acitrom 2 mg"}],
            "conditions": [{"name": "Chronic kidney disease", "status": "current"}],
            "women": {"pregnancy": "5 months pregnant"},
        }
        clients.update_history(viewer=person, client=person, sections=sections)
        milk = Food.objects.get(source=Source.PATHYA, name="Cow milk")
        changing.edit_meal(
            viewer=meera(), plan_id=plan.pk, day=0, meal="s", portions=[Portion(milk.pk, 1, 240, "cup")], version=1
        )
        plan.refresh_from_db()
        said = {(one.rule, one.said) for one in changing.findings(plan)}
        assert said >= {
            ("allergy", "allergy_found"), ("allergy", "allergy_unread"), ("pregnancy", "state_unset"),
            ("kidney", "limits_unset"), ("thinner", "vitamin_k_steady"),
        }  # fmt: skip
        with pytest.raises(MustChange) as told:
            changing.approve(viewer=meera(), plan_id=plan.pk, version=2, looked=["thinner", "kidney"])
        assert set(told.value.extra["rules"]) >= {"allergy", "pregnancy", "kidney"}


def test_what_conflicts_and_what_lacks_is_told(foods: dict[str, Row]) -> None:
    with clock.at(NOW):
        person = client_of_meera()
        plan = made(person, days=1, rupees=3)
        assert plan.state == PlanState.IMPOSSIBLE
        assert "budget" in plan.conflict["groups"]
        told = ApiClient(meera()).get(f"/meal-plans/{plan.pk}").json()["data"]
        assert [one["asked"] for one in told["conflict"] if one["name"] == "budget"] == ["at most ₹3 a day"]
        twins = [planning.ask_for_plan(viewer=meera(), client=person, starts_on=TODAY).pk for _click in range(2)]
        assert twins[0] == twins[1]
        Metric.objects.all().delete()
        with pytest.raises(NeedsTargets):
            planning.ask_for_plan(viewer=meera(), client=person, starts_on=TODAY)
        enrolment = new_id()
        first = planning.make_plan_for_enrolment(enrolment_id=enrolment, client=person, starts_on=TODAY)
        assert first.conflict["missing"] == ["weight"]
        again = planning.make_plan_for_enrolment(enrolment_id=enrolment, client=person, starts_on=TODAY)
        assert again.pk == first.pk
        assert first_plans.begin_ready() == 0
        waiting = Client()
        waiting.force_login(meera())
        assert "made by itself once it is there" in waiting.get("/practice/plans/").text
        choices = Choices(energy=1700, least={"protein": 50}, reason="Weighs at home only")
        set_targets(viewer=meera(), client=person, since=TODAY, choices=choices)
        assert (first_plans.begin_ready(), first_plans.begin_ready()) == (1, 0)
        making.make(first.pk)
        first.refresh_from_db()
        assert first.state == PlanState.REVIEW
        energy = content.sums(content.of_day(held(first)[0]), showing.foods_by_id(first, content.foods_in(held(first))))
        assert abs(energy.amounts["energy"] - 1700) <= 1700 * 0.0701


def test_over_the_api(foods: dict[str, Row]) -> None:
    with clock.at(NOW):
        person = client_of_meera()
        body = {"clientId": str(person.pk), "startsOn": TODAY.isoformat(), "days": 1, "seed": 3}
        api = ApiClient(meera())
        told = api.post("/meal-plans", body).json()["data"]
        assert told["state"] == "making"
        assert ApiClient(charlie()).post("/meal-plans", body).status_code == 404
        assert ApiClient(person).post("/meal-plans", body).status_code == 404
        making.make(UUID(told["id"]))
        plan = api.get(f"/meal-plans/{told['id']}").json()["data"]
        assert [meal["meal"] for meal in plan["content"][0]["meals"]] == ["b", "l", "s", "d"]
        assert plan["content"][0]["sums"]["energy"]["known"] == 100
        address = f"/meal-plans/{told['id']}"
        looked = {one["rule"] for one in api.get(f"{address}/safety").json()["data"]}
        assert ApiClient(person).get(address).status_code == 404
        done = api.post(f"{address}/approve", {"version": 1, "looked": sorted(looked)})
        assert done.json()["data"]["state"] == "approved"
        receipt = done.json()["data"]["receipt"]
        assert (receipt["version"], receipt["approvedBy"]) == (1, meera().get_full_name())
        assert {one["rule"] for one in receipt["looked"]} | set(receipt["quiet"])
        assert ApiClient(person).get(address).json()["data"]["receipt"] is None
        mine = ApiClient(person)
        assert mine.get("/meal-plans").json()["data"][0]["id"] == told["id"]
        assert mine.get(f"{address}/shopping-list").json()["data"][0]["grams"] > 0
        assert mine.get(f"{address}/pdf?language=hi").content.startswith(b"%PDF")
        assert mine.get(f"{address}/safety").status_code == 404
        assert mine.post(f"{address}/swap", {"day": 0, "meal": "b", "version": 1}).status_code == 404
