"""The people and things of the access matrix: Meera treats Asha, Kabir does not; a guardian acts for Asha."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from fido2.cose import CoseKey
from fido2.webauthn import Aaguid, AttestedCredentialData

from pathya.accounts.models import ApiKey, ApiSession, Passkey, User
from pathya.care import services as care
from pathya.care.models import Delegate
from pathya.consultations import groups, series, waiting
from pathya.consultations.models import Consultation
from pathya.documents.about import About
from pathya.documents.services.adding import begin
from pathya.journeys import services as journeys
from pathya.journeys import supplements, trials
from pathya.journeys.eating import Eaten
from pathya.journeys.meals import NewMeal, log_meal
from pathya.journeys.models import Alert
from pathya.kit import clock
from pathya.kit.ids import new_id
from pathya.notes import followups, intake, planning, writing
from pathya.nutrition import own as foods
from pathya.nutrition.content import Item, Meal, MealKind
from pathya.nutrition.making import write
from pathya.nutrition.models import MealPlan
from pathya.nutrition.models.plans import Why
from pathya.nutritionists.models import Nutritionist
from pathya.privacy import services as privacy
from pathya.programs.models import Cohort, Review
from tests import factories
from tests.access.world_money import money
from tests.billing.conftest import paid
from tests.consultations.factories import call, kind, nutritionist
from tests.documents.factories import added
from tests.programs.factories import enrolled, program

PEOPLE = ("anonymous", "asha", "bilal", "charlie", "meera", "kabir", "esha", "adi", "guardian")


PLANS = {"meal-plans": "meal_plan_id", "plans": "note_plan_id", "payments": "billing_plan_id"}


@dataclass
class World:
    """`ids` holds what a row's address names: `{consultation_id}` becomes `ids["consultation_id"]`."""

    people: dict[str, User | None]
    ids: dict[str, Any] = field(default_factory=dict)

    def ids_at(self, path: str) -> dict[str, Any]:
        """As an address of the API names them: `plan_id` is another thing in each of three places."""
        named = PLANS.get(path.strip("/").split("/")[0])
        return {**self.ids, "plan_id": self.ids[named]} if named else self.ids


def make() -> World:
    people: dict[str, User | None] = {
        "anonymous": None,
        "asha": factories.asha(),
        "bilal": factories.bilal(),
        "charlie": factories.charlie(),
        "meera": factories.meera(),
        "kabir": factories.kabir(),
        "esha": factories.esha(),
        "adi": factories.adi(),
        "guardian": factories.person("Gauri", "Verma"),
    }
    meera, kabir = (nutritionist(who, languages=["en"]) for who in (factories.meera(), factories.kabir()))
    payment = paid()
    ashas, course = call(factories.asha(), meera), program(lead=meera)
    return World(
        people,
        {
            "consultation_id": ashas.pk,
            "nutritionist_id": meera.pk,
            "nutritionist_slug": meera.slug,
            "kind_slug": ashas.kind.slug,
            "other_nutritionist_id": kabir.pk,
            "kind_id": ashas.kind_id,
            "day": "2027-01-20",
            "time_off_id": 1,
            "relation_id": care.begin(client=factories.asha(), nutritionist=factories.meera()).pk,
            "delegate_id": _guardian().pk,
            "client_id": factories.asha().pk,
            "journey_id": journeys.start(person=factories.asha(), title="Energy", days=30).pk,
            "export_id": privacy.ask_export(user=factories.asha()).pk,
            "purpose": "sms",
            "session_id": _session(factories.asha()),
            "key_id": ApiKey.objects.create(user=factories.asha(), scopes=[], expires_at=clock.now(), key_hash="x").pk,
            "passkey_id": _passkey(factories.asha()),
            "user_id": factories.bilal().pk,
            "program_id": course.pk,
            "slug": course.slug,
            "enrolment_id": enrolled(factories.asha()).pk,
            "cohort_id": Cohort.objects.create(program=course, starts_on="2027-02-01", seats=5).pk,
            "review_id": Review.objects.create(program=course, client=factories.asha(), rating=4).pk,
            "number": 1,
            "document_id": added(factories.asha()).pk,
            "upload_id": begin(viewer=factories.asha(), client_id=None, size=9, about=About("report.pdf")).pk,
            "payment_id": payment.pk,
            "order_id": payment.order_id,
            "month": "2026-11",
            "section": "hsn",
            **money(payment),
            "meal_plan_id": _plan().pk,
            "request_id": new_id(),
            **_written(ashas),
            "wait_id": _wait(meera),
            "grant_id": new_id(),
            "series_id": _series(meera),
            "group_id": _group(meera),
            "meal_id": _meal(),
            "trial_id": trials.start(person=factories.asha(), suspect="Milk", outcome="bloating").pk,
            "alert_id": Alert.objects.create(person=factories.asha(), kind="mood", detail={"days": 4, "at_most": 3}).pk,
            "comment_id": new_id(),
            "saved_id": new_id(),
            "supplement_id": supplements.add(person=factories.asha(), name="Vitamin D").pk,
            "recipe_id": new_id(),
            "food_id": foods.add_food(owner=factories.asha(), name="Mix", nutrients={"energy": 400}).pk,
        },
    )


def _series(meera: Nutritionist) -> Any:
    """Two calls of Asha's with Meera."""
    starts = [datetime(2027, 1, 15, 4, 30, tzinfo=UTC), datetime(2027, 1, 22, 4, 30, tzinfo=UTC)]
    made = series.book(
        client=factories.asha(), nutritionist_id=meera.pk, kind_id=kind().pk, starts=starts, zone="Asia/Kolkata"
    )
    return made.pk


def _wait(meera: Nutritionist) -> Any:
    """Asha waits for a call with Meera."""
    now = clock.now()
    made = waiting.wait(
        client=factories.asha(),
        nutritionist_id=meera.pk,
        kind_id=kind().pk,
        earliest=now,
        latest=now + timedelta(days=60),
    )
    return made.pk


def _group(meera: Nutritionist) -> Any:
    """Meera's, with a seat taken by Asha."""
    start = datetime(2027, 1, 16, 4, 30, tzinfo=UTC)
    plan = groups.Plan(meera.pk, kind().pk, "Eating out", "", seats=8, starts_at=start)
    made = groups.open_group(viewer=factories.meera(), plan=plan)
    groups.take_seat(client=factories.asha(), group_id=made.pk, zone="Asia/Kolkata")
    return made.pk


def _meal() -> Any:
    """The id of a meal that Asha logged."""
    new = NewMeal("lunch", [Eaten(quick={"energy": 300})], clock.now())
    return log_meal(person=factories.asha(), meal=new).id


def _written(call: Consultation) -> dict[str, Any]:
    """A note, an issued plan, a proposal and questions about Asha's call."""
    given: dict[str, Any] = {"viewer": factories.meera(), "consultation_id": call.pk}
    writing.write(**given, version=0, template="adime", sections={"assessment": "Low fibre"})
    draft = planning.write(**given, version=0, items=[{"kind": "food", "name": "Ragi"}])
    plan = planning.issue(**given, version=draft.version)
    questions = [{"kind": "text", "text_en": "Why?", "text_hi": "", "required": False, "options": []}]
    intake.ask(viewer=factories.adi(), kind_id=call.kind_id, questions=questions, is_required=False)
    return {"note_plan_id": plan.pk, "follow_up_id": followups.propose(**given, wanted_on=date(2027, 1, 20)).pk}


def _session(user: User) -> Any:
    """The id of one more API session of a person."""
    factories.access_token(user)
    return ApiSession.objects.filter(user=user).latest("created_at").pk


def _passkey(user: User) -> Any:
    """The id of a person's passkey."""
    key = CoseKey.parse({1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32})
    public = AttestedCredentialData.create(Aaguid(b"\0" * 16), b"phone", key)
    return Passkey.objects.create(user=user, name="Phone", credential_hash="x", public=bytes(public)).pk


def _guardian() -> Delegate:
    """Gauri has accepted to act for Asha."""
    row = care.invite(client=factories.asha(), email="gauri@pathya.example", tie="guardian", scope="act")
    row.person, row.accepted_at = factories.person("Gauri", "Verma"), clock.now()
    row.consented_at = row.accepted_at
    row.save()
    return row


def _plan() -> MealPlan:
    """Asha's plan of one day, approved by nobody yet: a version with one food."""
    food = foods.add_food(owner=factories.asha(), name="Porridge", nutrients={"energy": 100})
    item = Item(str(food.pk), 1, 150, "katori")
    day = {kind: Meal(items=[item]) for kind in MealKind.values}
    plan = MealPlan.objects.create(
        client=factories.asha(), starts_on=clock.today("Asia/Kolkata"), days=1, seed=1, asked={"wishes": {}, "need": {}}
    )
    write(plan, [day], Why.MADE, by=None)
    return plan
