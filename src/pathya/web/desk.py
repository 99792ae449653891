"""What a nutritionist has beside the next call: the client's essentials, of what the domains know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.care import services as trail
from pathya.care.rules import What
from pathya.clients import selectors as records
from pathya.clients.rules import next_step
from pathya.consultations.models import Consultation, MoveRequest
from pathya.consultations.requests import latest
from pathya.consultations.rules import Asked, Status
from pathya.consultations.selectors import consultations
from pathya.documents import selectors as files
from pathya.documents.models import Document, DocumentRequest
from pathya.journeys import selectors as days
from pathya.journeys.rules import MEASURES
from pathya.kit import clock
from pathya.ui.charts import sparkline

WEEKS = 4
LINES = ("weight_kg", "energy", "mood", "sleep_hours")
DOCUMENTS = 3
UNFINISHED = timedelta(days=30)
SHOWN = (What.PROFILE, What.HISTORY, What.DAYS, What.DOCUMENTS, What.NOTES)


@dataclass(frozen=True)
class Spark:
    """One measure of the last weeks: its line, the newest value, and how far that is from the first."""

    label: str | Promise
    path: str
    last: str
    change: str
    days: int


@dataclass(frozen=True)
class Essentials:
    """Of one client for one call; `allergies` None: nothing was ever entered about them."""

    why: str
    goals: str
    allergies: list[str]
    medications: list[str]
    has_history: bool
    sparks: Sequence[Spark]
    documents: Sequence[Document]
    requests: Sequence[DocumentRequest]
    wish: MoveRequest | None
    last_call: Consultation | None
    open_step: Any


def essentials(viewer: User, call: Consultation) -> Essentials | None:
    """Of the client of the viewer's own call, kept in the trail as read; None where the viewer does not treat them."""
    if not care.treats(viewer, call.client_id):
        return None
    client = call.client
    trail.note_reads(viewer=viewer, client_id=client.pk, whats=SHOWN)
    profile, history = records.profile(client), records.medical_history(client)
    last = consultations(viewer).filter(client=client, status=Status.COMPLETED, starts_at__lt=call.starts_at)
    wish = latest(call)
    return Essentials(
        why=call.notes,
        goals=profile.goals,
        allergies=[_named(row) for row in history.data["allergies"]],
        medications=[str(row.get("name", "")) for row in history.data["medications"]],
        has_history=history.version > 0,
        sparks=sparks(client),
        documents=list(files.documents(viewer, client)[:DOCUMENTS]),
        requests=list(files.requests(viewer, client)[:DOCUMENTS]),
        wish=wish if wish and wish.state == Asked.OPEN and call.starts_at > clock.now() else None,
        last_call=last.order_by("-starts_at").first(),
        open_step=next_step(profile.onboarding),
    )


def sparks(client: User) -> list[Spark]:
    """The four lines; one statement."""
    today = clock.today(client.time_zone)
    first = today - timedelta(days=7 * WEEKS - 1)
    by_day = {one.day: one for one in days.check_ins(client, first, today).defer("notes", "stamps")}
    asked = [first + timedelta(days=n) for n in range(7 * WEEKS)]
    return [_spark(name, [getattr(by_day.get(day), name, None) for day in asked]) for name in LINES]


def unfinished(viewer: User) -> "QuerySet[Consultation]":
    """Calls of the last weeks that ended and were neither completed nor marked as missed, newest first."""
    now = clock.now()
    rows = consultations(viewer).filter(
        nutritionist__user=viewer, group=None, status__in=[Status.SCHEDULED, Status.IN_PROGRESS], ends_at__lte=now,
        starts_at__gt=now - UNFINISHED,
    )  # fmt: skip
    return rows.order_by("-starts_at")


def _spark(name: str, values: list[Decimal | int | None]) -> Spark:
    measure = MEASURES[name]
    known = [value for value in values if value is not None]
    numbers = [None if value is None else float(value) for value in values]
    last = f"{float(known[-1]):g} {measure.unit}".strip() if known else ""
    change = float(known[-1]) - float(known[0]) if len(known) > 1 else 0.0
    told = f"{change:+.1f}".replace("-", "−") if change else ""
    return Spark(measure.label, sparkline(numbers), last, told, len(known))


def _named(row: dict[str, Any]) -> str:
    name = str(row.get("name", ""))
    return _("%(name)s (severe)") % {"name": name} if row.get("severity") == "severe" else name
