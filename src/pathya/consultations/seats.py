"""Seats of a group: reads, and which seat is free. Whoever gives one away holds the lock of the group's row."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from pathya.accounts.models import Role, User
from pathya.consultations import errors
from pathya.consultations.models import GROUP_TIME, Consultation, GroupSession, GroupWait
from pathya.consultations.rules import Status, Waiting
from pathya.kit import clock
from pathya.kit.errors import NotFound


@dataclass(frozen=True)
class Group:
    """A group session as a viewer sees it. `time` is the nutritionist's own row; `mine` the viewer's seat."""

    session: GroupSession
    time: Consultation
    taken: int
    mine: Consultation | None
    wait: GroupWait | None
    hosts: bool
    """Whether the viewer may cancel and end it, and sees who has a seat."""

    @property
    def free(self) -> int:
        """Seats nobody has; some may be kept for who waits."""
        return max(self.session.seats - self.taken, 0)

    @property
    def is_coming(self) -> bool:
        return self.time.status == Status.SCHEDULED and self.time.starts_at > clock.now()


def coming(viewer: User) -> list[Group]:
    """Groups ahead, soonest first: all for a client and an admin, their own for a nutritionist."""
    rows = _visible(viewer).filter(status=Status.SCHEDULED, starts_at__gt=clock.now()).order_by("starts_at", "pk")
    return _seen(viewer, list(rows[:100]))


def past(viewer: User) -> list[Group]:
    """What the viewer held, newest first."""
    rows = _visible(viewer).exclude(status=Status.SCHEDULED, starts_at__gt=clock.now()).order_by("-starts_at", "-pk")
    return _seen(viewer, list(rows[:20]))


def group(viewer: User, group_id: UUID) -> Group:
    """One group. Raises NotFound, also for a client without a seat once it has begun or was cancelled."""
    found = _seen(viewer, list(_visible(viewer).filter(group=group_id)))
    if not found or not (found[0].is_coming or found[0].hosts or found[0].mine):
        raise NotFound
    return found[0]


def participants(found: Group) -> "QuerySet[Consultation]":
    """Who has or had a seat; for hosts only."""
    if not found.hosts:
        raise NotFound
    rows = Consultation.objects.filter(group=found.session).exclude(status=Status.CANCELLED)
    return rows.select_related("client", "nutritionist__user", "kind", "policy", "group").order_by("seat")


def free_seat(group_id: UUID, client: User) -> int:
    """The lowest free seat for this client, with the group's row locked from here on. Raises GroupFull.

    Seats are kept for who waits; who was offered one has it until the offer ends.
    """
    session = GroupSession.objects.select_for_update().get(pk=group_id)
    taken = set(Consultation.objects.filter(group=session, status__in=Status.OPEN).values_list("seat", flat=True))
    live = GroupWait.objects.filter(group=session, state__in=Waiting.LIVE)
    offered = live.filter(client=client, state=Waiting.OFFERED, offer_until__gt=clock.now()).exists()
    kept = 0 if offered else live.exclude(client=client).count()
    if len(taken) + kept >= session.seats:
        raise errors.GroupFull
    return next(seat for seat in range(1, session.seats + 1) if seat not in taken)


def _visible(viewer: User) -> "QuerySet[Consultation]":
    rows = Consultation.every.filter(GROUP_TIME).select_related("group", "nutritionist__user", "kind", "client")
    if viewer.role == Role.NUTRITIONIST:
        return rows.filter(nutritionist__user=viewer)
    return rows if viewer.role in {Role.CLIENT, Role.ADMIN} else rows.none()


def _seen(viewer: User, times: list[Consultation]) -> list[Group]:
    """Three statements, however many."""
    ids = [time.group_id for time in times]
    seats = Consultation.objects.filter(group__in=ids)
    held = Q(status__in=Status.OPEN - {Status.AWAITING_PAYMENT}) | Q(held_until__gt=clock.now())
    lasting = Q(status__in=[Status.COMPLETED, Status.NO_SHOW])
    taken = dict(
        seats.filter(Q(status__in=Status.OPEN) & held | lasting).values_list("group").annotate(Count("pk")).order_by()
    )
    own = seats.filter(client=viewer).exclude(status=Status.CANCELLED).select_related("nutritionist__user", "kind")
    mine = {row.group_id: row for row in own}
    waits = {
        row.group_id: row for row in GroupWait.objects.filter(group__in=ids, client=viewer, state__in=Waiting.LIVE)
    }
    hosts = viewer.role in {Role.NUTRITIONIST, Role.ADMIN}
    return [
        Group(session, time, taken.get(session.pk, 0), mine.get(session.pk), waits.get(session.pk), hosts)
        for time in times
        if (session := time.group) is not None
    ]
