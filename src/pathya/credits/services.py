"""Sessions given, reserved for a call, used, given back, run out. Whoever takes one locks the grant's row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.credits.models import Grant, Use
from pathya.credits.rules import Event, State
from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid, NotFound
from pathya.nutritionists.models import ConsultationKind
from pathya.operations import audit


@transaction.atomic
def grant(
    *,
    owner: User,
    kind_id: UUID,
    count: int,
    source: str,
    expires_at: datetime | None = None,
    reference: UUID | None = None,
    actor: User | None = None,
) -> Grant:
    """Give sessions; a second grant with the same `reference` (an order's line) returns the first."""
    fields: dict[str, Any] = {
        "owner": owner,
        "kind_id": kind_id,
        "granted": count,
        "source": source,
        "expires_at": expires_at,
    }
    if reference is None:
        given, new = Grant.objects.create(**fields), True
    else:
        given, new = Grant.objects.get_or_create(reference=reference, defaults=fields)
    if new:
        audit.record(Event.GRANTED, actor=actor, subject=given, detail={"count": count, "source": source})
    return given


@transaction.atomic
def give(
    *, actor: User, owner_id: UUID, kind_id: UUID, count: int, source: str, expires_at: datetime | None = None
) -> Grant:
    """An admin gives a client sessions. Raises Forbidden, NotFound, Invalid."""
    _admin(actor)
    owner = User.objects.filter(pk=owner_id, role=Role.CLIENT, is_active=True).first()
    if owner is None or not ConsultationKind.objects.filter(pk=kind_id).exists():
        raise NotFound
    if expires_at is not None and expires_at <= clock.now():
        raise Invalid(fields={"expires_at": [_("Choose a day ahead.")]})
    given = grant(owner=owner, kind_id=kind_id, count=count, source=source.strip(), expires_at=expires_at, actor=actor)
    return Grant.objects.select_related("kind").get(pk=given.pk)


@transaction.atomic
def take_back(*, actor: User, grant_id: UUID) -> Grant:
    """An admin takes back what is left of a grant; what is reserved or used stays. Raises Forbidden, NotFound."""
    _admin(actor)
    found = Grant.objects.select_for_update(of=("self",)).select_related("kind").filter(pk=grant_id).first()
    if found is None:
        raise NotFound
    if left := found.left:
        found.expired += left
        found.save(update_fields=["expired"])
        audit.record(Event.REVOKED, actor=actor, subject=found, detail={"count": left})
    return found


def _admin(actor: User) -> None:
    if actor.role != Role.ADMIN:
        raise Forbidden


@transaction.atomic
def revoke(*, reference: UUID, actor: User | None = None) -> int:
    """Take back what is left of a grant (its order was refunded); how many sessions."""
    found = Grant.objects.select_for_update().filter(reference=reference).first()
    if found is None or not found.left:
        return 0
    left = found.left
    found.expired += left
    found.save(update_fields=["expired"])
    audit.record(Event.REVOKED, actor=actor, subject=found, detail={"count": left})
    return left


@transaction.atomic
def reserve(*, owner: User, kind_id: UUID, reference: UUID) -> Use | None:
    """Take a session for a call, from the grant that ends first; None when there is none. Safe to repeat."""
    if there := Use.objects.filter(reference=reference).exclude(state=State.GIVEN_BACK).first():
        return there
    found = (
        Grant.objects.select_for_update()
        .filter(Q(expires_at=None) | Q(expires_at__gt=clock.now()), owner=owner, kind_id=kind_id)
        .filter(granted__gt=F("taken") + F("expired"))
        .order_by(F("expires_at").asc(nulls_last=True), "granted_at", "pk")
    )
    for each in found:
        if each.left:
            each.taken += 1
            each.save(update_fields=["taken"])
            return Use.objects.create(grant=each, reference=reference)
    return None


def use(reference: UUID) -> None:
    """The call took place (or was given up too late): its session is used. Nothing reserved: nothing happens."""
    Use.objects.filter(reference=reference, state=State.RESERVED).update(state=State.USED, settled_at=clock.now())


@transaction.atomic
def give_back(reference: UUID, *, even_used: bool = False) -> None:
    """The call does not take place: its session may be used again, unless the grant has run out since.

    `even_used`: also one that was used already (a fee that is waived after all).
    """
    states = [State.RESERVED, State.USED] if even_used else [State.RESERVED]
    found = Use.objects.select_for_update(of=("self",)).filter(reference=reference, state__in=states).first()
    if found is None:
        return
    found.state, found.settled_at = State.GIVEN_BACK, clock.now()
    found.save(update_fields=["state", "settled_at"])
    Grant.objects.filter(pk=found.grant_id).update(taken=F("taken") - 1)


@transaction.atomic
def expire() -> int:
    """Close grants that ran out; how many."""
    ended = Grant.objects.select_for_update(skip_locked=True).filter(
        expires_at__lte=clock.now(), granted__gt=F("taken") + F("expired")
    )
    count = 0
    for each in ended:
        left, each.expired = each.left, each.expired + each.left
        each.save(update_fields=["expired"])
        audit.record(Event.EXPIRED, actor=None, subject=each, detail={"count": left})
        count += 1
    return count
