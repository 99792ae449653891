"""Whose record is meant: one's own, or that of somebody one acts for."""

from collections.abc import Iterable
from uuid import UUID

from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.care import services as trail
from pathya.care.rules import What
from pathya.kit.errors import Forbidden, NotFound


def meant(viewer: User, client_id: UUID | None) -> User:
    """For whom something is booked or asked: the viewer, or the client they name and act for.

    Raises NotFound for a stranger, Forbidden for who may only read.
    """
    return client_for(viewer, client_id, writes=True) if client_id else viewer


def client_for(
    viewer: User, client_id: UUID | None = None, *, writes: bool = False, reads: Iterable[What] = ()
) -> User:
    """The client, the viewer when nobody is named; what is read of others is noted.

    Raises NotFound for a stranger's record and for who is not a client, Forbidden to write for who may only read.
    """
    if viewer.role != Role.CLIENT:
        raise NotFound
    client = viewer if client_id is None else care.client(viewer, client_id)
    if writes and not care.may_act(viewer, client.pk):
        raise Forbidden
    for what in reads:
        trail.note_read(viewer=viewer, client_id=client.pk, what=what)
    return client
