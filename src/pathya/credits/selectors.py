"""What a client has left."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from pathya.accounts.models import Role, User
from pathya.credits.models import Grant
from pathya.kit import clock
from pathya.kit.errors import Forbidden


def grants(viewer: User) -> "QuerySet[Grant]":
    """The viewer's own, newest first."""
    return Grant.objects.filter(owner=viewer).select_related("kind").order_by("-granted_at")


def all_grants(viewer: User, words: str = "") -> "QuerySet[Grant]":
    """Everybody's, for admins, newest first; `words` are looked for in name and address. Raises Forbidden."""
    if viewer.role != Role.ADMIN:
        raise Forbidden
    rows = Grant.objects.select_related("kind", "owner").order_by("-granted_at", "-id")
    for word in words.split():
        named = Q(owner__first_name__istartswith=word) | Q(owner__last_name__istartswith=word)
        rows = rows.filter(named | Q(owner__email__icontains=word))
    return rows


def left(viewer: User, kind_id: UUID) -> int:
    """Sessions of a kind the viewer can book with now."""
    live = Grant.objects.filter(Q(expires_at=None) | Q(expires_at__gt=clock.now()), owner=viewer, kind_id=kind_id)
    return live.aggregate(left=Sum(F("granted") - F("taken") - F("expired")))["left"] or 0


def taken(references: Collection[UUID]) -> int:
    """Sessions of these grants that are used or reserved."""
    return Grant.objects.filter(reference__in=references).aggregate(taken=Sum("taken"))["taken"] or 0
