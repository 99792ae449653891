"""Consultations that come with a program: granted as credits, counted, taken back."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid5

from pathya.credits import services
from pathya.credits.selectors import taken
from pathya.programs.models import Enrolment
from pathya.programs.rules import CREDITS_AFTER


def reference(enrolment_id: UUID, kind_id: str) -> UUID:
    """The name of a grant: the same for the same enrolment and kind."""
    return uuid5(enrolment_id, kind_id)


def references(row: Enrolment) -> list[UUID]:
    return [reference(row.pk, kind_id) for kind_id, _count in row.sessions]


def grant(row: Enrolment) -> None:
    """Once each; they last until a while after the end, with every pause there may be."""
    last = row.ends_on + timedelta(days=row.terms.pause_days) + CREDITS_AFTER
    for kind_id, count in row.sessions:
        services.grant(
            owner=row.client,
            kind_id=UUID(kind_id),
            count=count,
            source=row.program.title_en,
            expires_at=datetime.combine(last, time(0), UTC),
            reference=reference(row.pk, kind_id),
        )


def used(row: Enrolment) -> int:
    """How many were used or are booked."""
    return taken(references(row))


def take_back(row: Enrolment) -> None:
    """What is left of them; calls that are booked stay."""
    for one in references(row):
        services.revoke(reference=one)
