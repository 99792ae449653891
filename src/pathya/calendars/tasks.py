"""Jobs that read connected calendars; each is safe to repeat."""

from uuid import UUID

from procrastinate.contrib.django import app

from pathya.accounts.models import Role
from pathya.calendars import google
from pathya.calendars.models import Connection


@app.task(name="calendars.read", queue="outside")
def read(connection_id: str) -> None:
    google.read(connection_id=UUID(connection_id))


@app.task(name="calendars.read_all")
def read_all(timestamp: int) -> None:  # noqa: ARG001
    """Busy times matter for those who can be booked."""
    rows = Connection.objects.filter(withdrawn_at=None, person__role=Role.NUTRITIONIST, person__is_active=True)
    for pk in rows.values_list("pk", flat=True):
        read.defer(connection_id=str(pk))
