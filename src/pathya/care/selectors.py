"""Who may see whose record."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from pathya.accounts import tokens
from pathya.accounts.models import Role, User
from pathya.care.models import CareRelation, Delegate, RecordRead
from pathya.care.rules import Scope, Tie
from pathya.kit.errors import NotFound


def treats(viewer: User, client_id: UUID) -> bool:
    """Whether a nutritionist has an open relation with a client."""
    return (
        viewer.role == Role.NUTRITIONIST
        and CareRelation.objects.filter(nutritionist=viewer, client=client_id, ended_at=None).exists()
    )


def open_relation(viewer: User, client_id: UUID) -> UUID | None:
    """The nutritionist's open relation with a client."""
    rows = CareRelation.objects.filter(nutritionist=viewer, client=client_id, ended_at=None)
    return rows.values_list("pk", flat=True).first()


def clients_of(viewer: User) -> "QuerySet[User]":
    """The people whom a nutritionist treats now, by name; nobody for others."""
    if viewer.role != Role.NUTRITIONIST:
        return User.objects.none()
    return User.objects.filter(
        pk__in=CareRelation.objects.filter(nutritionist=viewer, ended_at=None).values("client"), is_active=True
    ).order_by("first_name", "last_name", "id")


def acting_for(viewer: User, scope: Scope | None = None) -> list[UUID]:
    """The clients for whom a viewer may act (or, without a scope, whose record they may at least read)."""
    rows = Delegate.objects.filter(person=viewer, accepted_at__isnull=False, revoked_at=None)
    return list((rows.filter(scope=scope) if scope else rows).values_list("client", flat=True))


def wards(viewer: User) -> "QuerySet[Delegate, UUID]":
    """As `acting_for` with the scope to act, for a condition of another statement."""
    rows = Delegate.objects.filter(person=viewer, scope=Scope.ACT, accepted_at__isnull=False, revoked_at=None)
    return rows.values_list("client", flat=True)


def people(viewer: User, scope: Scope | None = None) -> list[User]:
    """The clients for whom a viewer may act, by name; one statement when there are none."""
    ids = acting_for(viewer, scope)
    return list(User.objects.filter(pk__in=ids, is_active=True).order_by("first_name", "pk")) if ids else []


def may_read(viewer: User, client_id: UUID) -> bool:
    """The client, who treats them, and who may act for them."""
    return viewer.pk == client_id or treats(viewer, client_id) or client_id in acting_for(viewer)


def may_act(viewer: User, client_id: UUID) -> bool:
    """The client, and who may act for them; never the nutritionist."""
    return viewer.pk == client_id or client_id in acting_for(viewer, Scope.ACT)


def client(viewer: User, client_id: UUID) -> User:
    """The person whose record the viewer may read; NotFound for everybody else."""
    found = User.objects.filter(pk=client_id, is_active=True).first()
    if found is None or not may_read(viewer, client_id):
        raise NotFound
    return found


def relations(viewer: User) -> "QuerySet[CareRelation]":
    """The viewer's own relations, on either side; open ones first, then newest."""
    rows = CareRelation.objects.filter(Q(client=viewer) | Q(nutritionist=viewer))
    return rows.select_related("client", "nutritionist").order_by("ended_at", "-began_at").distinct()


def delegates(viewer: User) -> "QuerySet[Delegate]":
    """Whom the viewer gave access, and whose record the viewer was given; open ones."""
    rows = Delegate.objects.filter(Q(client=viewer) | Q(person=viewer), revoked_at=None)
    return rows.select_related("client", "person")


def has_guardian(client: User) -> bool:
    """Whether a parent or guardian agreed, and still does, that this client's record is kept."""
    return Delegate.objects.filter(
        client=client, tie=Tie.GUARDIAN, consented_at__isnull=False, revoked_at=None
    ).exists()


def invitation(token: str) -> Delegate | None:
    """What a link invites to, while it is open or taken."""
    return Delegate.objects.filter(token_hash=tokens.digest(token), revoked_at=None).first()


def reads(viewer: User) -> "QuerySet[RecordRead]":
    """Who read what of the viewer's record, newest first."""
    return RecordRead.objects.filter(client=viewer).select_related("reader")


def visible(viewer: User, clients: Collection[UUID]) -> set[UUID]:
    """Those of `clients` whose record the viewer may read, in two statements."""
    held = set(acting_for(viewer)) | {viewer.pk}
    held |= set(clients_of(viewer).filter(pk__in=clients).values_list("pk", flat=True))
    return held & set(clients)
