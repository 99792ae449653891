"""Group sessions, a series and the waiting list of the demo practice."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from pathya.accounts.models import User
from pathya.consultations import groups, series, waiting
from pathya.consultations.models import Consultation, GroupSession, GroupWait, Series, Wait
from pathya.consultations.rules import Status
from pathya.consultations.slots import free_slots
from pathya.kit import clock
from pathya.nutritionists.models import Nutritionist, Offer

TOPICS = (
    ("Eating well through the wedding season", "What to choose, what to leave, and how to come back the day after.", 8),
    ("Gut health: questions and answers", "Bring your questions; nobody has to speak about themselves.", 12),
)


def make_groups(nutritionist: Nutritionist, clients: Sequence[User]) -> None:
    """Two groups ahead, the first nearly full."""
    offer = Offer.objects.filter(nutritionist=nutritionist, is_active=True).order_by("kind__position").last()
    if offer is None:
        return
    for number, (title, about, seats) in enumerate(TOPICS):
        start = _free(nutritionist, offer, days=3 + 3 * number)
        if start is None:
            continue
        fee = Decimal(0) if number else Decimal(400)
        plan = groups.Plan(
            nutritionist.pk, offer.kind_id, title, about, seats, start, minutes=offer.duration_minutes, fee=fee
        )
        made = groups.open_group(viewer=nutritionist.user, plan=plan)
        for client in clients[: seats - 2 - 4 * number]:
            if not _busy(client, start):
                call = groups.take_seat(client=client, group_id=made.pk, zone=client.time_zone)
                Consultation.objects.filter(pk=call.pk).update(status=Status.SCHEDULED, held_until=None)


def make_series(client: User, nutritionist: Nutritionist) -> None:
    """Four calls, a week apart; where a date is taken, the free time nearest to it."""
    offer = Offer.objects.filter(nutritionist=nutritionist, kind__slug="follow-up", is_active=True).first()
    start = _free(nutritionist, offer, days=2) if offer else None
    if offer is None or start is None:
        return
    who, kind = nutritionist.pk, offer.kind_id
    dates = series.preview(client=client, nutritionist_id=who, kind_id=kind, starts_at=start, count=4, every_weeks=1)
    free = [date.starts_at if date.is_free else date.nearest and date.nearest.start for date in dates]
    starts = [at for at in free if at]
    if len(starts) > 1:
        made = series.book(client=client, nutritionist_id=who, kind_id=kind, starts=starts, zone=client.time_zone)
        made.calls.update(status=Status.SCHEDULED, held_until=None)


def make_waits(nutritionist: Nutritionist, clients: Sequence[User]) -> None:
    """Each would like a time that somebody else has, so that it is offered once that call is cancelled."""
    first = clock.now() + timedelta(days=2)
    taken = Consultation.objects.filter(
        nutritionist=nutritionist, status=Status.SCHEDULED, starts_at__gt=first, group=None
    )
    for client, call in zip(clients, taken.exclude(client__in=clients).order_by("starts_at"), strict=False):
        waiting.wait(
            client=client, nutritionist_id=nutritionist.pk, kind_id=call.kind_id, earliest=call.starts_at,
            latest=call.starts_at,
        )  # fmt: skip


def make_together(people: Mapping[str, User], nutritionists: Sequence[Nutritionist], clients: Sequence[User]) -> None:
    """Meera's groups, Asha's series with her, and who waits for a time of hers."""
    meera = next(one for one in nutritionists if one.user == people["meera"])
    make_series(people["asha"], meera)
    make_groups(meera, [client for client in clients if client != people["asha"]])
    make_waits(meera, [people["devika"], people["asha"]])


def forget_calls(people: "QuerySet[User]") -> None:
    """Every call, series and group of those people."""
    theirs = Q(client__in=people) | Q(nutritionist__user__in=people)
    Wait.objects.filter(theirs).delete()
    GroupWait.objects.filter(Q(client__in=people) | Q(group__nutritionist__user__in=people)).delete()
    Consultation.every.filter(theirs).delete()
    Series.objects.filter(theirs).delete()
    GroupSession.objects.filter(nutritionist__user__in=people).delete()


def _free(nutritionist: Nutritionist, offer: Offer, *, days: int) -> datetime | None:
    """The first free time from so many days ahead on."""
    first = clock.today(nutritionist.time_zone) + timedelta(days=days)
    found = free_slots(
        nutritionist_id=nutritionist.pk,
        kind_id=offer.kind_id,
        first_day=first,
        last_day=first + timedelta(days=7),
        zone=ZoneInfo(nutritionist.time_zone),
        now=clock.now(),
    )
    return next((slot.start for _day, slots in found for slot in slots if slot.available), None)


def _busy(client: User, start: datetime) -> bool:
    rows = Consultation.objects.filter(client=client, status__in=Status.OPEN, ends_at__gt=start)
    return rows.filter(starts_at__lt=start + timedelta(hours=2)).exists()
