"""Nutritionists who can be booked, and calls of the cast."""

from datetime import UTC, datetime, timedelta
from typing import Any

from procrastinate.contrib.django.models import ProcrastinateJob

from pathya.accounts.models import User
from pathya.consultations import services, tasks
from pathya.consultations.models import Consultation
from pathya.consultations.rules import HOLD, Status
from pathya.kit import clock
from pathya.nutritionists.models import ConsultationKind, Nutritionist, Offer, WeeklyHours

NOW = datetime(2027, 1, 11, 3, 0, tzinfo=UTC)
"""A Monday, 8:30 am in Kolkata; tests of pages stand here."""
TEN = datetime(2027, 1, 12, 4, 30, tzinfo=UTC)
"""Tuesday, 10 am in Kolkata."""


def kind(slug: str = "discovery", name_hi: str = "परिचय कॉल") -> ConsultationKind:
    return ConsultationKind.objects.get_or_create(
        slug=slug,
        defaults={"name_en": f"{slug.capitalize()} call", "name_hi": name_hi, "position": slug != "discovery"},
    )[0]


def nutritionist(user: User, **changes: Any) -> Nutritionist:
    """Open 9:00–17:00 local on all days; a free discovery call of 20 minutes, a first one of 60 with a fee."""
    fields: dict[str, Any] = {
        "slug": user.email.partition("@")[0],
        "headline_en": "Gut health",
        "about_en": "About",
        "practising_since": 2015,
        "buffer_minutes": 10,
        **changes,
    }
    made, new = Nutritionist.objects.get_or_create(user=user, defaults=fields)
    if new:
        Offer.objects.create(nutritionist=made, kind=kind(), duration_minutes=20)
        Offer.objects.create(nutritionist=made, kind=kind("first"), duration_minutes=60, fee_amount=1200)
        WeeklyHours.objects.bulk_create(
            WeeklyHours(nutritionist=made, weekday=day, start_minute=9 * 60, end_minute=17 * 60) for day in range(7)
        )
    return made


def book(client: User, who: Nutritionist, starts_at: datetime = TEN, **changes: Any) -> Consultation:
    """Through the service, as everybody."""
    return services.book(
        **{
            "client": client,
            "nutritionist_id": who.pk,
            "kind_id": kind().pk,
            "starts_at": starts_at,
            "zone": client.time_zone,
            **changes,
        }
    )


def call(client: User, who: Nutritionist, starts_at: datetime = TEN, **changes: Any) -> Consultation:
    """A row as it may stand in the database, whatever the rules."""
    if changes.get("status") == Status.AWAITING_PAYMENT:
        changes.setdefault("held_until", clock.now() + HOLD)
    length = timedelta(minutes=changes.pop("minutes", 20))
    return Consultation.objects.create(
        **{
            "client": client,
            "nutritionist": who,
            "kind": kind(),
            "starts_at": starts_at,
            "ends_at": starts_at + length,
            "busy_until": starts_at + length + timedelta(minutes=who.buffer_minutes),
            "buffer_minutes": who.buffer_minutes,
            "time_zone": client.time_zone,
            "language": client.language,
            **changes,
        }
    )


def tell_all() -> int:
    """Do the waiting `consultations.tell` jobs, as the worker would."""
    jobs = list(ProcrastinateJob.objects.filter(task_name=tasks.tell.name, status="todo").order_by("id"))
    for job in jobs:
        tasks.tell(**job.args)
    return len(jobs)
