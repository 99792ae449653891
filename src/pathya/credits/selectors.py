"""What a client has left."""

from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from pathya.accounts.models import User
from pathya.credits.models import Grant
from pathya.kit import clock


def grants(viewer: User) -> "QuerySet[Grant]":
    """The viewer's own, newest first."""
    return Grant.objects.filter(owner=viewer).select_related("kind").order_by("-granted_at")


def left(viewer: User, kind_id: UUID) -> int:
    """Sessions of a kind the viewer can book with now."""
    live = Grant.objects.filter(Q(expires_at=None) | Q(expires_at__gt=clock.now()), owner=viewer, kind_id=kind_id)
    return live.aggregate(left=Sum(F("granted") - F("taken") - F("expired")))["left"] or 0
