"""Looking after clients: alerts opened, closed and settled; who needs a look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.care.models import CareRelation
from pathya.clients import selectors as clients
from pathya.journeys import selectors, worries
from pathya.journeys.models import Alert
from pathya.journeys.rules import Event
from pathya.journeys.worries import Lived, Reason
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.operations import audit
from pathya.outbox.services import send_mail

LOOK_BACK = timedelta(days=60)
FRESH = timedelta(days=30)
"""Older measurements are no news."""
QUIET = timedelta(days=7)
"""A settled alert does not open again within these."""


def lived(client: User) -> Lived:
    """Four statements."""
    today = clock.today(client.time_zone)
    days = list(selectors.check_ins(client, today - LOOK_BACK, today).only("day", "weight_kg", "mood"))
    newest = clients.latest(client, clients.profile(client).banded)
    return Lived(
        weights={one.day: float(one.weight_kg) for one in days if one.weight_kg is not None},
        moods={one.day: one.mood for one in days if one.mood is not None},
        logged=[one.day for one in days],
        symptoms=selectors.symptom_days(client, today - timedelta(days=7), today),
        outside={
            one.kind.slug: (float(one.metric.value), _beyond(one))
            for one in newest
            if one.inside is False and one.metric.at > clock.now() - FRESH
        },
    )


@transaction.atomic
def look(*, client: User) -> list[Alert]:
    """Open what is new, close what is no longer so; the new ones. Safe to repeat."""
    found = {(one.kind.value, one.subject): one for one in _reasons(client)}
    rows = Alert.objects.select_for_update().filter(person=client)
    held = {(one.kind, one.subject) for one in rows.filter(closed_at=None)}
    for one in rows.filter(closed_at=None):
        if (one.kind, one.subject) not in found:
            one.closed_at = clock.now()
            one.save(update_fields=["closed_at"])
    settled = rows.exclude(settled_by=None).filter(closed_at__gt=clock.now() - QUIET)
    quiet = set(settled.values_list("kind", "subject"))
    made = [
        Alert(person=client, kind=one.kind, subject=one.subject, detail=one.detail)
        for key, one in found.items()
        if key not in held | quiet
    ]
    Alert.objects.bulk_create(made, ignore_conflicts=True)
    for alert in made:
        audit.record(Event.ALERTED, actor=None, subject=alert, detail={"kind": alert.kind})
    return made


@transaction.atomic
def tell(*, client: User) -> None:
    """One mail a day to each nutritionist of a client with new alerts; it says nothing of anybody's health."""
    relations = CareRelation.objects.filter(client=client, ended_at=None).select_related("nutritionist")
    for one in relations:
        who = one.nutritionist
        send_mail(
            to=who.email,
            template="journeys/mail/alerts",
            context={"name": who.first_name, "url": settings.BASE_URL + reverse("practice_attention")},
            language=who.language,
            key=f"journeys-alerts:{who.pk}:{clock.today(who.time_zone).isoformat()}",
        )


def watch(people: Iterable[User]) -> int:
    """Look at each, a transaction a person; how many alerts were opened."""
    count = 0
    for client in people:
        if made := look(client=client):
            tell(client=client)
            count += len(made)
    return count


def watched() -> "Iterable[User]":
    """Clients whom somebody treats."""
    held = CareRelation.objects.filter(ended_at=None).values("client")
    return User.objects.filter(pk__in=held, is_active=True).order_by("pk").iterator(chunk_size=200)


@transaction.atomic
def settle(*, viewer: User, alert_id: UUID) -> Alert:
    """A nutritionist of the client has seen to it; a closed one is returned as it is."""
    row = Alert.objects.select_for_update().filter(pk=alert_id).first()
    if row is None or not care.treats(viewer, row.person_id):
        raise NotFound
    if row.closed_at is None:
        row.closed_at, row.settled_by = clock.now(), viewer
        row.save(update_fields=["closed_at", "settled_by"])
        audit.record(Event.SETTLED, actor=viewer, subject=row, detail={"kind": row.kind})
    return row


@dataclass(frozen=True)
class Attention:
    """A client who needs a look, with the reasons, newest first."""

    client: User
    alerts: list[Alert]


def needs_attention(viewer: User) -> list[Attention]:
    """The clients of a nutritionist with open alerts; one statement. Nobody for others."""
    if viewer.role != Role.NUTRITIONIST:
        return []
    rows = Alert.objects.filter(person__in=care.clients_of(viewer), closed_at=None).select_related("person")
    found: dict[UUID, Attention] = {}
    for one in rows:
        found.setdefault(one.person_id, Attention(one.person, [])).alerts.append(one)
    return list(found.values())


def open_alerts(client: User) -> list[Alert]:
    return list(Alert.objects.filter(person=client, closed_at=None))


def _reasons(client: User) -> list[Reason]:
    return worries.reasons(lived(client), clock.today(client.time_zone), settings.ALERTS)


def _beyond(one: clients.Latest) -> float:
    """Per cent of the limit that a value lies beyond it."""
    value, band = one.metric.value, one.band
    limit = band.low if band.low is not None and value < band.low else band.high
    return float(abs(value - limit) / limit * 100) if limit else 0.0
