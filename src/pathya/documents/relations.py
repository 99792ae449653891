"""Who treats and who acts for whom, as `care` tells; until that domain is installed nobody sees another's documents."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any
from uuid import UUID

from pathya.accounts.models import User

_reads: Any = import_module("pathya.care.selectors") if find_spec("pathya.care.selectors") else None
_writes: Any = import_module("pathya.care.services") if find_spec("pathya.care.services") else None


def treats(nutritionist: User, client_id: UUID) -> bool:
    return bool(_reads and _reads.treats(nutritionist, client_id))


def acting_for(viewer: User) -> list[UUID]:
    return list(_reads.acting_for(viewer)) if _reads else []


def may_read(viewer: User, client_id: UUID) -> bool:
    return bool(_reads.may_read(viewer, client_id)) if _reads else viewer.pk == client_id


def note_read(*, viewer: User, client_id: UUID, what: str) -> None:
    if _writes:
        _writes.note_read(viewer=viewer, client_id=client_id, what=what)
