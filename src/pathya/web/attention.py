"""A nutritionist's clients with what asks for a look, for all in a fixed number of statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min, Q, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.care.models import CareRelation, RecordRead
from pathya.care.rules import What
from pathya.clients.catalogue import KINDS
from pathya.clients.models import Metric, Profile
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.documents.models import Document
from pathya.documents.rules import Status as DocumentStatus
from pathya.journeys.models import CheckIn
from pathya.kit import clock
from pathya.notes.models import Note

MOST = 1000
SILENCES = (7, 14, 30)
FRESH_METRICS = timedelta(days=90)
CRITICAL: Mapping[str, tuple[int | None, int | None]] = {
    "systolic": (None, 180),
    "diastolic": (None, 120),
    "glucose_fasting": (54, None),
    "glucose_after": (54, None),
}
"""Below the first or from the second on, somebody has to act today: hypertensive crisis (ACC/AHA 2017), level 2
hypoglycaemia (ADA 2024)."""


class Reason(TextChoices):
    """Why somebody asks for a look, the most pressing first."""

    CRITICAL = "critical", gettext_lazy("Critical value")
    UNFINISHED = "unfinished", gettext_lazy("Call not completed")
    NOTE = "note", gettext_lazy("Unsigned note")
    METRIC = "metric", gettext_lazy("Outside the usual range")
    DOCUMENT = "document", gettext_lazy("Unread document")
    SILENT = "silent", gettext_lazy("Silent")
    NO_CALL = "no_call", gettext_lazy("No next call")


ORDER = {reason: place for place, reason in enumerate(Reason)}


@dataclass(frozen=True)
class Flag:
    reason: Reason
    text: str | Promise


@dataclass
class Case:
    """One client as the list shows them."""

    client: User
    last_active: date | None = None
    next_call: datetime | None = None
    last_call: datetime | None = None
    flags: list[Flag] = field(default_factory=list)

    @property
    def weight(self) -> int:
        return min((ORDER[flag.reason] for flag in self.flags), default=len(ORDER))


def cases(viewer: User, *, words: str = "", reason: str = "", silent_days: int = SILENCES[0]) -> list[Case]:
    """Whom the viewer treats, those who ask for a look first; nobody for who treats nobody. Nine statements."""
    rows = care.clients_of(viewer)
    for word in words.split():
        rows = rows.filter(Q(first_name__istartswith=word) | Q(last_name__istartswith=word))
    found = {client.pk: Case(client) for client in rows[:MOST]}
    if found:
        now = clock.now()
        _calls(viewer, found, now)
        _activity(viewer, found, now, silent_days)
        _metrics(found, now)
        _documents(viewer, found)
        _notes(viewer, found)
    for case in found.values():
        case.flags.sort(key=lambda flag: ORDER[flag.reason])
    chosen = [case for case in found.values() if not reason or any(flag.reason == reason for flag in case.flags)]
    return sorted(chosen, key=lambda case: case.weight)


def _calls(viewer: User, found: dict[UUID, Case], now: datetime) -> None:
    """The next and the last call with the viewer, and calls that ended without being completed."""
    ahead = Q(status__in=Status.OPEN, ends_at__gt=now)
    left = Q(status__in=[Status.SCHEDULED, Status.IN_PROGRESS], ends_at__lte=now)
    rows = Consultation.objects.filter(nutritionist__user=viewer, client__in=found).order_by().values("client")
    rows = rows.annotate(
        next=Min("starts_at", filter=ahead),
        last=Max("starts_at", filter=Q(status=Status.COMPLETED)),
        left=Count("id", filter=left),
    )
    told: dict[UUID, dict[str, Any]] = {row["client"]: dict(row) for row in rows}
    for key, case in found.items():
        row = told.get(key, {})
        case.next_call, case.last_call = row.get("next"), row.get("last")
        if row.get("left"):
            text = ngettext("%(n)d call was not completed", "%(n)d calls were not completed", row["left"])
            case.flags.append(Flag(Reason.UNFINISHED, text % {"n": row["left"]}))
        if case.next_call is None:
            case.flags.append(Flag(Reason.NO_CALL, _("No next call")))


def _activity(viewer: User, found: dict[UUID, Case], now: datetime, silent_days: int) -> None:
    """Silent: nothing logged and no call for so many days, nor new to the viewer since."""
    logged = dict(CheckIn.objects.filter(person__in=found).values_list("person").annotate(Max("day")).order_by())
    began = dict(CareRelation.objects.filter(nutritionist=viewer, ended_at=None).values_list("client", "began_at"))
    for key, case in found.items():
        zone = ZoneInfo(case.client.time_zone)
        known = [moment.astimezone(zone).date() for moment in (case.last_call, began.get(key)) if moment]
        case.last_active = logged.get(key)
        last = max([*known, *([case.last_active] if case.last_active else [])], default=None)
        days = (now.astimezone(zone).date() - last).days if last else 0
        if days >= silent_days:
            text = ngettext("Silent for %(n)d day", "Silent for %(n)d days", days) % {"n": days}
            case.flags.append(Flag(Reason.SILENT, text))


def _metrics(found: dict[UUID, Case], now: datetime) -> None:
    """The newest value of each kind of the last months, by the person's own bands."""
    rows = Metric.objects.filter(client__in=found, at__gt=now - FRESH_METRICS)
    newest = rows.order_by("client", "kind", "-at", "-id").distinct("client", "kind")
    profiles = {row.pk: row for row in Profile.objects.filter(user__in=found).only("user_id", "gender", "born")}
    outside: dict[UUID, list[str]] = {}
    for key, slug, value in newest.values_list("client", "kind", "value"):
        kind = KINDS[slug]
        profile = profiles.get(key)
        band = kind.band(profile.banded if profile else "")
        if is_critical(slug, value):
            told = _("Critical: %(what)s") % {"what": kind.name}
            found[key].flags.append(Flag(Reason.CRITICAL, told))
        elif band and not ((band.low is None or value >= band.low) and (band.high is None or value < band.high)):
            outside.setdefault(key, []).append(str(kind.name))
    for key, names in outside.items():
        told = _("Outside the usual range: %(what)s") % {"what": ", ".join(names)}
        found[key].flags.append(Flag(Reason.METRIC, told))


def is_critical(slug: str, value: Decimal) -> bool:
    low, high = CRITICAL.get(slug, (None, None))
    return (low is not None and value < low) or (high is not None and value >= high)


def _documents(viewer: User, found: dict[UUID, Case]) -> None:
    """Sent by the client's side since the viewer last opened their documents."""
    seen = dict(
        RecordRead.objects.filter(reader=viewer, client__in=found, what=What.DOCUMENTS)
        .order_by()
        .values_list("client")
        .annotate(Max("read_at"))
    )
    rows = Document.objects.filter(client__in=found, deleted_at=None, archived_at=None, status=DocumentStatus.CLEAN)
    fresh: dict[UUID, int] = {}
    for key, made in rows.exclude(added_by=viewer).order_by().values_list("client", "created_at"):
        if key not in seen or made > seen[key]:
            fresh[key] = fresh.get(key, 0) + 1
    for key, count in fresh.items():
        text = ngettext("%(n)d unread document", "%(n)d unread documents", count) % {"n": count}
        found[key].flags.append(Flag(Reason.DOCUMENT, text))


def _notes(viewer: User, found: dict[UUID, Case]) -> None:
    """Notes of the viewer's about completed calls that are not signed yet."""
    rows = Note.objects.filter(author=viewer, client__in=found, signed_at=None)
    rows = rows.filter(consultation__status=Status.COMPLETED).order_by()
    for key, count in rows.values_list("client").annotate(Count("id")):
        text = ngettext("%(n)d unsigned note", "%(n)d unsigned notes", count) % {"n": count}
        found[key].flags.append(Flag(Reason.NOTE, text))


def counts(found: Iterable[Case]) -> list[tuple[Reason, int]]:
    """How many have each reason."""
    all_flags = [{flag.reason for flag in case.flags} for case in found]
    return [(reason, sum(reason in flags for flags in all_flags)) for reason in Reason]
