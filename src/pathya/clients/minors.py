"""Young people: who needs a guardian's consent before anything is booked."""

from pathya.accounts.models import User
from pathya.kit import clock, sql

NEEDS_GUARDIAN = "clients_needs_guardian(%(client)s, %(now)s)"
"""The same as an expression of a statement (migration 0002)."""


def needs_guardian(client: User) -> bool:
    """Below 18 by the birthday in the profile, and no parent or guardian has agreed."""
    ((answer,),) = sql.rows(f"SELECT {NEEDS_GUARDIAN}", {"client": client.pk, "now": clock.now()})
    return bool(answer)
