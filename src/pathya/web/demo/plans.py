"""Meal plans of the demo practice: Asha's and Bilal's approved, Devika's waiting for review."""

from datetime import date, timedelta
from decimal import Decimal

from pathya.accounts.models import User
from pathya.care import services as care
from pathya.clients.models import MedicalHistory, Metric, Profile
from pathya.clients.services import update_history
from pathya.kit import clock
from pathya.nutrition import changing, making, planning
from pathya.nutrition.models import Food
from pathya.nutrition.models.plans import PlanState
from pathya.nutrition.services import set_targets
from pathya.nutrition.targets import Choices

BODIES = {
    "asha": (date(1991, 3, 14), "female", Decimal(161), "vegetarian", "light", 63, ["Peanuts"]),
    "bilal": (date(1984, 9, 2), "male", Decimal(173), "non_vegetarian", "moderate", 78, []),
    "devika": (date(1979, 12, 20), "female", Decimal(155), "vegan", "sedentary", 58, ["Lactose"]),
}


def make_plans(people: dict[str, User]) -> None:
    """Nothing where the foods are not loaded (they are before a start)."""
    if not Food.objects.filter(is_recipe=True, owner=None).exists():
        return
    for login, (born, gender, height, diet, activity, weight, allergies) in BODIES.items():
        client, meera = people[login], people["meera"]
        profile, _made = Profile.objects.get_or_create(user=client)
        profile.born, profile.gender, profile.height_cm = profile.born or born, profile.gender or gender, height
        profile.diet, profile.activity = profile.diet or diet, profile.activity or activity
        profile.onboarding = profile.onboarding or ["about", "body", "food", "health", "goals"]
        profile.save()
        if not Metric.objects.filter(client=client, kind="weight").exists():
            Metric.objects.create(client=client, kind="weight", value=weight, entered=weight, unit="kg", at=clock.now())
        if not MedicalHistory.objects.filter(user=client).exists():
            sections = {"allergies": [{"name": name, "reaction": "allergy"} for name in allergies]}
            update_history(viewer=client, client=client, sections=sections)
        care.begin(client=client, nutritionist=meera)
        if login == "bilal":
            by_hand = Choices(goal="lose", energy=1900, least={"protein": 80}, reason="Fasting glucose; more protein.")
            since = clock.today(client.time_zone) - timedelta(days=20)
            set_targets(viewer=meera, client=client, since=since, choices=by_hand)
        _plan(client, meera, approved=login != "devika")


def _plan(client: User, meera: User, *, approved: bool) -> None:
    first = clock.today(client.time_zone) - timedelta(days=1)
    made = planning.ask_for_plan(viewer=meera, client=client, starts_on=first, seed=2026)
    making.make(made.pk)
    made.refresh_from_db()
    if approved and made.state == PlanState.REVIEW:
        told = changing.findings(made)
        if not any(one.level == "stop" for one in told):
            looked = {one.rule for one in told}
            changing.approve(viewer=meera, plan_id=made.pk, version=made.version, looked=looked)
