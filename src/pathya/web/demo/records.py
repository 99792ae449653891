"""What the desk shows of the demo practice: relations, records, logged days, wishes, sessions in hand."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from pathya.accounts.models import User
from pathya.care.models import CareRelation
from pathya.clients import history
from pathya.clients.catalogue import KINDS
from pathya.clients.models import MedicalHistory, Metric, Profile
from pathya.consultations.models import Consultation, MoveRequest, Wait
from pathya.consultations.rules import Status
from pathya.credits import services as sessions
from pathya.credits.models import Grant, Use
from pathya.journeys.models import CheckIn
from pathya.kit import clock
from pathya.nutritionists.models import Nutritionist

DAYS = 60
GOALS = (
    "Less bloating after meals, and to sleep through the night again.",
    "Bring the fasting sugar below 100 without giving up rotis.",
    "Lose 6 kg before the wedding, and keep them off.",
    "Regular cycles, and more energy in the afternoon.",
)
ALLERGIES: tuple[list[dict[str, str]], ...] = (
    [{"name": "Peanut", "reaction": "allergy", "severity": "severe"}, {"name": "Lactose", "reaction": "intolerance"}],
    [],
    [{"name": "Shellfish", "reaction": "allergy", "severity": "moderate"}],
    [],
)
MEDICINES: tuple[list[dict[str, str]], ...] = (
    [{"name": "Thyroxine", "dose": "50 µg in the morning"}],
    [{"name": "Metformin", "dose": "500 mg twice a day"}],
    [],
    [],
)


def make_records(clients: Sequence[User], dice: random.Random) -> None:
    """A relation wherever there was a call; a record for most, logged days for most."""
    pairs = Consultation.objects.exclude(status=Status.CANCELLED).order_by("client", "nutritionist")
    found = pairs.values_list("client", "nutritionist__user").distinct()
    made = [CareRelation(client_id=client, nutritionist_id=user, reason="booking") for client, user in found]
    CareRelation.objects.bulk_create(made, ignore_conflicts=True)
    for number, client in enumerate(clients):
        if number % 5 != 4:
            _record(client, number, dice)
        if number % 6 != 5 and not client.check_ins.exists():
            _days(client, number, dice)


def make_wishes(people: Mapping[str, User]) -> None:
    """Somebody asks to move a call, somebody waits, and Asha has sessions in hand."""
    meera = Nutritionist.objects.get(user=people["meera"])
    ahead = Consultation.objects.filter(nutritionist=meera, status=Status.SCHEDULED, starts_at__gt=clock.now())
    if call := ahead.order_by("starts_at").first():
        wanted = call.starts_at + timedelta(days=2)
        MoveRequest.objects.create(
            consultation=call, client=call.client, wanted_at=wanted, why="My train arrives later than planned."
        )
    offer = meera.offers.order_by("kind__position").last()
    if offer is None:
        return
    now = clock.now()
    Wait.objects.create(
        client=people["usha"], nutritionist=meera, kind=offer.kind, earliest=now, latest=now + timedelta(days=10)
    )
    sessions.grant(
        owner=people["asha"], kind_id=offer.kind_id, count=4, source="Package of four",
        expires_at=now + timedelta(days=120),
    )  # fmt: skip


def forget_wishes(people: "QuerySet[User]") -> None:
    """What would hold the people back."""
    Use.objects.filter(grant__owner__in=people).delete()
    Grant.objects.filter(owner__in=people).delete()
    Wait.objects.filter(client__in=people).delete()


def _record(client: User, number: int, dice: random.Random) -> None:
    profile: dict[str, Any] = {
        "born": date(1994, 1, 5) - timedelta(days=dice.randint(0, 9000)),
        "gender": "female" if number % 3 else "male",
        "height_cm": Decimal(dice.randint(152, 178)),
        "diet": "vegetarian" if number % 2 else "eggetarian",
        "activity": "light",
        "goals": GOALS[number % len(GOALS)],
        "onboarding": ["about", "body", "food", "health", "goals"],
    }
    Profile.objects.get_or_create(user=client, defaults=profile)
    sections = {"allergies": ALLERGIES[number % 4], "medications": MEDICINES[number % 4]}
    kept = {"data": history.complete(sections), "version": 1}
    MedicalHistory.objects.get_or_create(user=client, defaults=kept)
    values: dict[str, Any] = {"hba1c": dice.choice(["5.4", "6.1", "7.2"]), "haemoglobin": dice.choice(["10.8", "13.2"])}
    values["systolic"] = "184" if number == 6 else dice.choice(["116", "128"])
    Metric.objects.bulk_create(
        Metric(
            client=client, kind=kind, value=Decimal(value), entered=Decimal(value), unit=KINDS[kind].units[0].code,
            at=clock.now() - timedelta(days=dice.randint(3, 40)), added_by=client,
        )
        for kind, value in values.items()
    )  # fmt: skip


def _days(client: User, number: int, dice: random.Random) -> None:
    """Logged most days until today, or until some days ago for who fell silent."""
    today, silent = clock.today(client.time_zone), (0, 1, 0, 0, 9, 0, 16, 0)[number % 8]
    weight = dice.uniform(58, 84)
    rows = []
    for back in range(DAYS, silent - 1, -1):
        weight += dice.gauss(-0.03, 0.12)
        if dice.random() < 0.25:
            continue
        rows.append(
            CheckIn(
                person=client,
                day=today - timedelta(days=back),
                weight_kg=Decimal(f"{weight:.1f}") if dice.random() < 0.6 else None,
                energy=dice.randint(4, 9),
                mood=dice.randint(4, 9),
                sleep_hours=Decimal(dice.randint(10, 17)) / 2,
                exercise_minutes=dice.choice([0, 0, 20, 30, 45]),
                water_ml=dice.choice([1250, 1500, 2000, 2250]),
            )
        )
    CheckIn.objects.bulk_create(rows, ignore_conflicts=True)
