"""Past and coming calls of the demo practice, on the grid of each nutritionist's hours."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pathya.accounts.models import User
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.kit import clock
from pathya.nutritionists.models import Holiday, Nutritionist, Offer, WeeklyHours

PAST, COMING = 42, 14
"""Days before and after today that have calls."""
TREATS = {"asha": ("meera", "ananya"), "bilal": ("kabir", "rohan"), "charlie": ()}
"""Whom the known clients see; Charlie sees nobody, the others anybody."""
NOTES = (
    "",
    "Bloated most evenings, worse after wheat.",
    "Fasting sugar was 118 last month. I walk after dinner now.",
    "थकान रहती है, रिपोर्ट साथ भेजूँगी।",
    "Vegetarian, no onion or garlic at home.",
    "I would like to talk about my sleep and late dinners.",
    "पिछले हफ़्ते से एसिडिटी कम है।",
)


def make_calls(nutritionists: Sequence[Nutritionist], clients: Sequence[User], dice: random.Random) -> None:
    """Some calls of every working day; nobody is in two at once."""
    taken: dict[object, list[tuple[datetime, datetime]]] = {}
    made: list[Consultation] = []
    for nutritionist in nutritionists:
        offers = {offer.kind.slug: offer for offer in nutritionist.offers.select_related("kind")}
        circle = [client for client in clients if _sees(client, nutritionist)]
        met: set[object] = set()
        for start in _grid(nutritionist):
            if dice.random() > _busyness(nutritionist, start):
                continue
            client = dice.choice(circle)
            offer = offers["follow-up" if client.id in met else dice.choice(["discovery", "first-consultation"])]
            call = _call(nutritionist, client, offer, start, dice)
            rooms = ((client.id, call.ends_at), (nutritionist.id, call.busy_until))
            if any(start < end and begin < until for key, until in rooms for begin, end in taken.get(key, [])):
                continue
            for key, until in rooms:
                taken.setdefault(key, []).append((start, until))
            met.add(client.id)
            made.append(call)
    Consultation.objects.bulk_create(made)


def _sees(client: User, nutritionist: Nutritionist) -> bool:
    circle = TREATS.get(client.email.split("@")[0])
    return circle is None or nutritionist.user.first_name.lower() in circle


def _busyness(nutritionist: Nutritionist, start: datetime) -> float:
    """Share of the grid that becomes a call: fuller now than in two weeks, fuller for the first two."""
    base = 0.3 if nutritionist.user.first_name in {"Meera", "Kabir"} else 0.15
    days = (start - clock.now()).days
    return base * (1.6 if days == 0 else 1 - max(days, 0) / (COMING * 1.4))


def _grid(nutritionist: Nutritionist) -> Iterator[datetime]:
    zone = ZoneInfo(nutritionist.time_zone)
    today = clock.today(zone)
    closed = {row.date for row in nutritionist.exceptions.all()} | set(Holiday.objects.values_list("date", flat=True))
    hours = list(WeeklyHours.objects.filter(nutritionist=nutritionist))
    for days in range(-PAST, COMING + 1):
        day = today + timedelta(days=days)
        if day in closed:
            continue
        ranges = [row for row in hours if row.weekday == day.weekday()]
        breaks = [row for row in ranges if row.is_break]
        for row in ranges:
            if row.is_break:
                continue
            for minute in range(row.start_minute, row.end_minute - 60, nutritionist.step_minutes):
                if not any(rest.start_minute - 60 < minute < rest.end_minute for rest in breaks):
                    midnight = datetime.combine(day, time(0), zone)
                    yield (midnight + timedelta(minutes=minute)).astimezone(UTC)


def _call(nutritionist: Nutritionist, client: User, offer: Offer, start: datetime, dice: random.Random) -> Consultation:
    end = start + timedelta(minutes=offer.duration_minutes)
    call = Consultation(
        nutritionist=nutritionist,
        client=client,
        kind=offer.kind,
        starts_at=start,
        ends_at=end,
        busy_until=end + timedelta(minutes=nutritionist.buffer_minutes),
        buffer_minutes=nutritionist.buffer_minutes,
        notes=dice.choice(NOTES),
        fee_amount=offer.fee_amount,
        time_zone=client.time_zone,
        language=client.language,
        created_at=min(start - timedelta(days=dice.randint(1, 12)), clock.now()),
    )
    roll = dice.random()
    if roll < 0.08:
        call.status = Status.CANCELLED
        call.cancelled_by = client
        call.cancelled_at = min(start - timedelta(hours=dice.randint(5, 40)), clock.now())
    elif end < clock.now():
        call.status = Status.NO_SHOW if roll < 0.12 else Status.COMPLETED
    return call
