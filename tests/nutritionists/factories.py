"""Profiles, offers and hours of the cast."""

from datetime import date, datetime, timedelta
from typing import Any

from pathya.accounts.models import User
from pathya.nutritionists.models import (
    ConsultationKind,
    DayException,
    ExceptionHours,
    Nutritionist,
    Offer,
    Specialisation,
    TimeOff,
    WeeklyHours,
)  # fmt: skip
from tests import factories

DISCOVERY, FIRST, FOLLOW_UP = "discovery", "first", "follow-up"
KINDS = {
    DISCOVERY: ("Discovery call", 20, 0),
    FIRST: ("First consultation", 60, 1500),
    FOLLOW_UP: ("Follow-up", 30, 800),
}
OFFICE = (9 * 60, 17 * 60)


def kind(slug: str = DISCOVERY) -> ConsultationKind:
    position = list(KINDS).index(slug)
    return ConsultationKind.objects.get_or_create(
        slug=slug, defaults={"name_en": KINDS[slug][0], "position": position}
    )[0]


def nutritionist(user: User, *, offers: tuple[str, ...] = tuple(KINDS), **fields: Any) -> Nutritionist:
    """A listed nutritionist without hours."""
    fields = {
        "slug": user.email.partition("@")[0],
        "headline_en": "Food that fits",
        "about_en": "Gut health first.",
        "qualifications": ["MSc Clinical Nutrition"],
        "languages": ["en", "hi"],
        "practising_since": 2014,
        **fields,
    }
    made = Nutritionist.objects.create(user=user, **fields)
    for slug in offers:
        offer(made, slug)
    return made


def offer(nutritionist: Nutritionist, slug: str) -> Offer:
    _, minutes, fee = KINDS[slug]
    return Offer.objects.create(nutritionist=nutritionist, kind=kind(slug), duration_minutes=minutes, fee_amount=fee)


def meera(**fields: Any) -> Nutritionist:
    """In Kolkata, open 9–17 on weekdays with lunch from 13:00 to 13:45."""
    made = nutritionist(factories.meera(), **fields)
    for weekday in range(5):
        hours(made, weekday, OFFICE)
        hours(made, weekday, (13 * 60, 13 * 60 + 45), is_break=True)
    return made


def kabir(**fields: Any) -> Nutritionist:
    """Without hours until a test gives some."""
    return nutritionist(factories.kabir(), **fields)


def hours(nutritionist: Nutritionist, weekday: int, minutes: tuple[int, int], *, is_break: bool = False) -> WeeklyHours:
    start, end = minutes
    return WeeklyHours.objects.create(
        nutritionist=nutritionist, weekday=weekday, start_minute=start, end_minute=end, is_break=is_break
    )


def exception(nutritionist: Nutritionist, day: date, *minutes: tuple[int, int]) -> DayException:
    made = DayException.objects.create(nutritionist=nutritionist, date=day)
    for start, end in minutes:
        ExceptionHours.objects.create(exception=made, start_minute=start, end_minute=end)
    return made


def time_off(nutritionist: Nutritionist, starts_at: datetime, length: timedelta) -> TimeOff:
    return TimeOff.objects.create(nutritionist=nutritionist, starts_at=starts_at, ends_at=starts_at + length)


def specialisation(slug: str) -> Specialisation:
    return Specialisation.objects.get_or_create(slug=slug, defaults={"name_en": slug.replace("-", " ").capitalize()})[0]
