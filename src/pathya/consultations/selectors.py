"""Reads for a viewer: what is not theirs is not found."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Party, Preparation, Status
from pathya.kit import clock, registry
from pathya.kit.errors import NotFound
from pathya.nutritionists.models import Offer

COMING = "coming"
PAST = "past"


TOLD = ("nutritionist__user", "client", "kind", "policy", "group")
"""What a call is shown with."""


def consultations(
    viewer: User, party: Party | None = None, *, with_groups: bool = False, acting: bool = False
) -> "QuerySet[Consultation]":
    """The viewer's own calls, as either of the two people or as `party` only; `with_groups`: also the rows that hold
    the time of their groups; `acting`: also calls of those they act for, for finding one by its id."""
    as_client = Q(client=viewer)
    if acting and viewer.role == Role.CLIENT:
        as_client |= Q(client__in=care.wards(viewer))
    mine = {Party.CLIENT: as_client, Party.NUTRITIONIST: Q(nutritionist__user=viewer)}
    chosen = mine[party] if party else mine[Party.CLIENT] | mine[Party.NUTRITIONIST]
    rows = Consultation.every if with_groups else Consultation.objects
    return rows.filter(chosen).select_related(*TOLD)


def in_calendar(viewer: User) -> "QuerySet[Consultation]":
    """The viewer's own time: a group is one entry for its nutritionist, not one for each seat."""
    return consultations(viewer, with_groups=True).exclude(nutritionist__user=viewer, seat__isnull=False)


def actionable(viewer: User, *, with_groups: bool = False) -> "QuerySet[Consultation]":
    """Calls the viewer may act on: their own and those of people they act for; all for an admin, who reads no notes
    there."""
    if viewer.role == Role.ADMIN:
        return Consultation.objects.select_related(*TOLD)
    return consultations(viewer, with_groups=with_groups, acting=True)


def seen_as(viewer: User, consultation_id: UUID, party: Party) -> Consultation:
    """One call for a page of its client, or of its host."""
    return consultation(viewer, consultation_id, party) if party is Party.CLIENT else hosted(viewer, consultation_id)


def hosted(viewer: User, consultation_id: UUID) -> Consultation:
    """One call as its host: a nutritionist's own, any for an admin; NotFound for every other."""
    rows = actionable(viewer) if viewer.role == Role.ADMIN else consultations(viewer, Party.NUTRITIONIST)
    found = rows.filter(pk=consultation_id).first()
    if found is None:
        raise NotFound
    return found


def consultation(
    viewer: User, consultation_id: UUID, party: Party | None = None, *, with_groups: bool = False
) -> Consultation:
    """One call of the viewer's or of somebody they act for; NotFound for every other."""
    try:
        return consultations(viewer, party, with_groups=with_groups, acting=True).get(pk=consultation_id)
    except Consultation.DoesNotExist:
        raise NotFound from None


def party_of(consultation: Consultation, viewer: User) -> Party:
    """As whom a viewer who may see the call takes part in it."""
    if consultation.nutritionist.user_id == viewer.pk:
        return Party.NUTRITIONIST
    if consultation.client_id == viewer.pk or viewer.role == Role.CLIENT:
        return Party.CLIENT
    return Party.PRACTICE


def by_client(consultation: Consultation) -> bool:
    """Whether the client, or who acts for them, cancelled it."""
    who = consultation.cancelled_by_id
    if who is None or who in {consultation.client_id, consultation.nutritionist.user_id}:
        return who == consultation.client_id
    return consultation.cancelled_by is not None and consultation.cancelled_by.role == Role.CLIENT


def booker(consultation: Consultation) -> User | None:
    """Who booked it for the client and still acts for them."""
    who = consultation.booked_by_id
    if who is None or who == consultation.nutritionist.user_id or consultation.booked_by is None:
        return None
    acts = consultation.booked_by.role == Role.CLIENT and care.may_act(consultation.booked_by, consultation.client_id)
    return consultation.booked_by if acts else None


def people_of(consultation: Consultation) -> list[User]:
    """Who is told and reminded: of a group's time the nutritionist, of a seat its client, else both; and, last, who
    booked it for the client."""
    client, nutritionist = consultation.client, consultation.nutritionist.user
    if consultation.is_group_time:
        return [nutritionist]
    acting = booker(consultation)
    people = [client] if consultation.group_id else [client, nutritionist]
    return [*people, acting] if acting else people


def preparations(consultation: Consultation) -> list[Preparation]:
    """What the client is asked to do before a call that is still to take place, and has not done."""
    if consultation.status not in {Status.SCHEDULED, Status.IN_PROGRESS}:
        return []
    asked = (ask(consultation=consultation) for ask in registry.contributed("consultations.preparing").values())
    return [one for one in asked if one]


def listing(
    viewer: User,
    *,
    party: Party | None = None,
    when: str = "",
    status: Collection[str] = (),
    client: UUID | None = None,
) -> "QuerySet[Consultation]":
    """Coming calls (open and not over; soonest first), past ones (over or closed; newest first), or all."""
    rows = consultations(viewer, party)
    if client:
        rows = rows.filter(client=client)
    if status:
        rows = rows.filter(status__in=status)
    coming = Q(status__in=Status.OPEN, ends_at__gt=clock.now())
    if when == COMING:
        return rows.filter(coming).order_by("starts_at", "id")
    if when == PAST:
        return rows.exclude(coming).order_by("-starts_at", "-id")
    return rows.order_by("-starts_at", "-id")


def same_call(client: User, nutritionist_id: UUID, starts_at: datetime) -> Consultation | None:
    """The client's own open call at exactly that time: what a second click on “book” finds."""
    rows = consultations(client, Party.CLIENT).filter(
        nutritionist=nutritionist_id, starts_at=starts_at, status__in=Status.OPEN
    )
    return rows.first()


def offers(nutritionist_slug: str) -> list[Offer]:
    """What a listed nutritionist offers, in the practice's order; NotFound when nothing is."""
    found = list(
        Offer.objects.filter(nutritionist__slug=nutritionist_slug, nutritionist__is_listed=True, is_active=True)
        .select_related("nutritionist__user", "kind")
        .order_by("kind__position", "kind__slug")
    )
    if not found:
        raise NotFound
    return found


def held_for(viewer: User) -> "QuerySet[Consultation]":
    """Times a host booked that wait for the client's payment, the first to run out first."""
    rows = (
        actionable(viewer)
        .filter(status=Status.AWAITING_PAYMENT, booked_by__isnull=False, held_until__gt=clock.now())
        .exclude(booked_by__role=Role.CLIENT)
    )
    rows = rows if viewer.role == Role.ADMIN else rows.filter(nutritionist__user=viewer)
    return rows.order_by("held_until", "id")


@dataclass(frozen=True)
class Day:
    """One local day of a nutritionist with its calls."""

    date: date
    calls: list[Consultation]


def days(viewer: User, first: date, count: int, zone: ZoneInfo) -> list[Day]:
    """The nutritionist's own calls on `count` local days from `first`, cancelled ones left out; one statement."""
    start, end = midnight(first, zone), midnight(first + timedelta(days=count), zone)
    calls = list(
        in_calendar(viewer)
        .filter(starts_at__gte=start, starts_at__lt=end)
        .exclude(status=Status.CANCELLED)
        .order_by("starts_at")
    )
    return [
        Day(day, [call for call in calls if call.starts_at.astimezone(zone).date() == day])
        for day in (first + timedelta(days=n) for n in range(count))
    ]


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which `day` begins in `zone`."""
    return datetime.combine(day, time(), zone)
