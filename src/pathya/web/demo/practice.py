"""Rows of the practice: kinds, specialisations, holidays, nutritionists with their hours."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import holidays

from pathya.accounts.models import User
from pathya.kit import clock
from pathya.nutritionists.models import (
    ConsultationKind,
    DayException,
    ExceptionHours,
    Holiday,
    Nutritionist,
    Offer,
    Specialisation,
    TimeOff,
    WeeklyHours,
)
from pathya.practice.models import Practice
from pathya.web.demo.cast import DOMAIN, KINDS, SPECIALISATIONS, Profile
from pathya.web.demo.hours import parsed

MINUTES = {"discovery": 20, "first-consultation": 60, "follow-up": 30}
"""Length of each kind, as spec §4 has it."""


def make_details() -> None:
    """Contact and grievance officer, unless somebody has filled them in."""
    details = Practice.objects.first() or Practice()
    if details.email:
        return
    details.tagline_en, details.tagline_hi = (
        "Food that is right for the path you are on",
        "खाना, जो आपकी राह के लिए सही हो",
    )
    details.email = f"namaste@{DOMAIN}"
    details.address_en, details.address_hi = "Bengaluru, Karnataka", "बेंगलुरु, कर्नाटक"
    details.hours_en, details.hours_hi = "Monday to Saturday, 8 am to 8 pm", "सोमवार से शनिवार, सुबह 8 से रात 8 बजे तक"
    details.grievance_name, details.grievance_email = "Adi Mehta", f"grievance@{DOMAIN}"
    details.save()


def make_catalogue() -> None:
    for position, (slug, english, hindi) in enumerate(SPECIALISATIONS):
        Specialisation.objects.update_or_create(
            slug=slug, defaults={"name_en": english, "name_hi": hindi, "position": position}
        )
    for position, (slug, name, summary) in enumerate(KINDS):
        texts = {"name_en": name[0], "name_hi": name[1], "summary_en": summary[0], "summary_hi": summary[1]}
        ConsultationKind.objects.update_or_create(slug=slug, defaults={**texts, "position": position})


def make_holidays(year: int) -> None:
    """India's public holidays of this year and the next (package holidays; dates by the moon are estimates)."""
    english = holidays.country_holidays("IN", years=[year, year + 1], language="en_IN")
    hindi = holidays.country_holidays("IN", years=[year, year + 1], language="hi")
    for day in english:
        names = {"name_en": english.get(day, ""), "name_hi": hindi.get(day, "")}
        Holiday.objects.get_or_create(date=day, defaults=names)


def make_nutritionist(profile: Profile, user: User) -> Nutritionist:
    nutritionist = Nutritionist.objects.create(
        user=user,
        slug=f"{profile.person.first_name}-{profile.person.last_name}".lower(),
        name_hi=profile.name_hi,
        headline_en=profile.headline[0],
        headline_hi=profile.headline[1],
        about_en=profile.about[0],
        about_hi=profile.about[1],
        qualifications=list(profile.qualifications),
        registration_number=profile.registration_number,
        languages=list(profile.languages),
        practising_since=profile.since,
        emblem=profile.emblem,
        time_zone=profile.person.time_zone,
        buffer_minutes=profile.buffer,
        **profile.rules,
    )
    nutritionist.specialisations.set(Specialisation.objects.filter(slug__in=profile.specialisations))
    make_offers(nutritionist, profile)
    make_hours(nutritionist, profile)
    make_exceptions(nutritionist)
    return nutritionist


def make_offers(nutritionist: Nutritionist, profile: Profile) -> None:
    fees = {"discovery": 0, "first-consultation": profile.fees[0], "follow-up": profile.fees[1]}
    for kind in ConsultationKind.objects.filter(slug__in=fees):
        Offer.objects.create(
            nutritionist=nutritionist,
            kind=kind,
            duration_minutes=MINUTES[kind.slug],
            fee_amount=Decimal(fees[kind.slug]),
        )


def make_hours(nutritionist: Nutritionist, profile: Profile) -> None:
    WeeklyHours.objects.bulk_create(
        WeeklyHours(nutritionist=nutritionist, weekday=weekday, start_minute=start, end_minute=end, is_break=is_break)
        for shorthand, is_break in ((profile.week, False), (profile.breaks, True))
        for weekday, start, end in parsed(shorthand)
    )


def make_exceptions(nutritionist: Nutritionist) -> None:
    """A short day, a closed day and some time off in the coming weeks, different for each."""
    zone = ZoneInfo(nutritionist.time_zone)
    today = clock.today(zone)
    shift = len(nutritionist.slug) % 5
    short = DayException.objects.create(nutritionist=nutritionist, date=today + timedelta(days=9 + shift))
    ExceptionHours.objects.create(exception=short, start_minute=10 * 60, end_minute=13 * 60)
    DayException.objects.create(nutritionist=nutritionist, date=today + timedelta(days=16 + shift), reason="Conference")
    begin = datetime.combine(today + timedelta(days=23 + shift), time(0), zone)
    TimeOff.objects.create(nutritionist=nutritionist, starts_at=begin, ends_at=begin + timedelta(days=3))
