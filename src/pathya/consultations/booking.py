"""The one statement that books: it decides by the rules of the slots and inserts, or does neither.

Two bookings of one time can only meet in the exclusion constraints of `Consultation`; the later one inserts nothing.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple, NoReturn, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

from pathya.accounts.models import Role, User
from pathya.clients.minors import NEEDS_GUARDIAN
from pathya.consultations import errors, rules, tasks
from pathya.consultations.models import Consultation
from pathya.consultations.queries import BOOKABLE, HOLDS
from pathya.consultations.rules import Event, Status
from pathya.consultations.slots import nearest_free
from pathya.kit import clock, locks, sql
from pathya.kit.errors import NotFound
from pathya.kit.ids import new_id
from pathya.nutritionists.models import ConsultationKind, Nutritionist
from pathya.operations import audit

M = TypeVar("M", bound=Model)

DECIDED = (
    "starts_at", "ends_at", "busy_until", "buffer_minutes", "fee_amount", "fee_currency", "created_at", "status",
    "held_until", "policy_id", "free_after_id",
)  # fmt: skip
UNTOUCHED = {
    "sequence": 0, "moves": 0, "cancelled_at": None, "cancelled_by_id": None, "cancellation_reason": "",
    "move_reason": "", "joined_at": None, "completed_at": None, "summary": "", "settlement": None, "by_credit": False,
    "booked_by_id": None, "booking_reason": "", "moved_by_host": False, "moved_from": None,
    "series_id": None, "group_id": None, "seat": None,
}  # fmt: skip
"""How a new call begins."""
FARTHEST = timedelta(days=400)
"""Past the longest horizon a nutritionist may have."""

VERIFIED = "EXISTS (SELECT FROM account_emailaddress e WHERE e.user_id = %(client)s AND e.verified)"

POLICY = """(SELECT y.id FROM consultations_policy y
     WHERE y.valid_from <= %(now)s AND (y.kind_id = %(kind)s OR y.kind_id IS NULL)
     ORDER BY y.kind_id IS NULL, y.valid_from DESC LIMIT 1)"""
"""The terms in force."""

FEE = """LATERAL (SELECT p.paid, CASE WHEN p.paid IS NULL THEN b.fee_amount ELSE 0 END FROM (SELECT CASE
     WHEN b.fee_amount > 0 THEN consultations_free_after(%(client)s, b.id, %(kind)s, b.starts_at) END) p (paid)
     ) f (paid, fee)"""
"""What the slot `b` costs this client: nothing when the terms of a paid call say so (migration 0007)."""

INSERT = f"""
WITH {BOOKABLE},
made AS (
    INSERT INTO consultations_consultation (
        id, nutritionist_id, client_id, kind_id, starts_at, ends_at, busy_until, buffer_minutes, status, notes,
        fee_amount, fee_currency, time_zone, language, sequence, created_at, cancellation_reason, held_until, policy_id,
        moves, move_reason, summary, by_credit, free_after_id
    )
    SELECT %(id)s, b.id, %(client)s, %(kind)s, b.starts_at, b.ends_at, b.busy_until, b.buffer_minutes,
           CASE WHEN f.fee = 0 THEN '{Status.SCHEDULED}' ELSE '{Status.AWAITING_PAYMENT}' END, %(notes)s,
           f.fee, b.fee_currency, %(zone)s, %(language)s, 0, %(now)s, '',
           CASE WHEN f.fee = 0 THEN NULL ELSE %(now)s::timestamptz + %(hold)s END, {POLICY}, 0, '', '', false, f.paid
    FROM bookable b, {FEE}, set_config('lock_timeout', %(patience)s, true)
    WHERE {VERIFIED} AND NOT {NEEDS_GUARDIAN}
    ON CONFLICT DO NOTHING
    RETURNING *
),
recorded AS ({audit.INSERT} FROM made)
SELECT m.starts_at, m.ends_at, m.busy_until, m.buffer_minutes, m.fee_amount, m.fee_currency, m.created_at,
       m.status, m.held_until, m.policy_id, m.free_after_id, k.slug, k.name_en, k.name_hi, n.slug, n.name_hi,
       n.user_id, p.first_name, p.last_name, CASE WHEN m.status = '{Status.SCHEDULED}' THEN {tasks.TELL_BOOKED} END
FROM made m
JOIN nutritionists_consultationkind k ON k.id = m.kind_id
JOIN nutritionists_nutritionist n ON n.id = m.nutritionist_id
JOIN accounts_user p ON p.id = n.user_id
"""  # noqa: S608 – built of constants
"""One row when the call was inserted: what the database decided, and the names that tell about it.

The event of the audit trail and the job that tells both people are written with it, or none of the three.
"""
WHY = f"""
WITH {BOOKABLE},
asked AS (
    SELECT n.id, n.notice_minutes, n.horizon_days, n.time_zone,
           tstzrange(%(starts_at)s, %(starts_at)s + l.length) AS span,
           tstzrange(%(starts_at)s, %(starts_at)s + l.length + make_interval(mins => n.buffer_minutes)) AS held
    FROM nutritionists_nutritionist n
    JOIN nutritionists_offer o ON o.nutritionist_id = n.id AND o.kind_id = %(kind)s AND o.is_active
    CROSS JOIN make_interval(mins => coalesce(%(minutes)s::int, o.duration_minutes)) AS l (length)
    WHERE n.id = %(nutritionist)s AND n.is_listed
)
SELECT {VERIFIED}, {NEEDS_GUARDIAN},
       %(starts_at)s < %(now)s + make_interval(mins => a.notice_minutes),
       (%(starts_at)s AT TIME ZONE a.time_zone)::date
           > (%(now)s AT TIME ZONE a.time_zone)::date + a.horizon_days + %(ahead)s::int,
       EXISTS (SELECT FROM bookable),
       EXISTS (SELECT FROM consultations_consultation c WHERE c.client_id = %(client)s AND {HOLDS}
               AND tstzrange(c.starts_at, c.ends_at) && a.span),
       EXISTS (SELECT FROM consultations_consultation c WHERE c.nutritionist_id = a.id AND c.seat IS NULL AND {HOLDS}
               AND tstzrange(c.starts_at, c.busy_until) && a.held)
FROM asked a
"""  # noqa: S608 – built of constants
"""Which of the facts stand: address proven, a guardian missing, too soon, too far, offered, client busy, taken."""


@dataclass(frozen=True)
class Wish:
    """What a client asks for."""

    client: User
    nutritionist_id: UUID
    kind_id: UUID
    starts_at: datetime
    notes: str
    zone: str
    moved: UUID | None = None
    """The call that is moved there, which does not stand in its own way."""
    minutes: int | None = None
    """Its agreed length."""
    actor: User | None = None
    """Who books for the client; themselves, when left out."""
    ahead: int = 0
    """How many days past the horizon a later call of a series may lie."""


class Made(NamedTuple):
    """What `INSERT` answers."""

    starts_at: datetime
    ends_at: datetime
    busy_until: datetime
    buffer_minutes: int
    fee_amount: Decimal
    fee_currency: str
    created_at: datetime
    status: str
    held_until: datetime | None
    policy_id: UUID | None
    free_after_id: UUID | None
    kind: str
    kind_en: str
    kind_hi: str
    nutritionist: str
    nutritionist_hi: str
    user_id: UUID
    first_name: str
    last_name: str
    jobs: list[int] | None


def insert(wish: Wish) -> Consultation | None:
    """The new call with its event and its job, or None when the rules or a rival stand against it.

    Its nutritionist and kind carry their names only; other fields of theirs are fetched when asked for.
    """
    draft = Consultation(id=new_id(), notes=wish.notes)
    own = {
        "id": draft.pk,
        "notes": Consultation.notes.field.pre_save(draft, add=True),
        "zone": wish.zone,
        "language": wish.client.language,
        "patience": locks.PATIENCE,
        "hold": rules.HOLD,
    }
    booked = audit.values(Event.BOOKED, actor=wish.actor or wish.client, subject=draft)
    rows = sql.rows(INSERT, asked(wish) | own | booked)
    return _call(draft.pk, wish, Made(*rows[0])) if rows else None


def _call(pk: UUID, wish: Wish, row: Made) -> Consultation:
    call = _known(
        Consultation,
        id=pk,
        client_id=wish.client.pk,
        nutritionist_id=wish.nutritionist_id,
        kind_id=wish.kind_id,
        notes=wish.notes,
        time_zone=wish.zone,
        language=wish.client.language,
        **UNTOUCHED,
        **{name: getattr(row, name) for name in DECIDED},
    )
    call.client = wish.client
    call.kind = _known(ConsultationKind, id=wish.kind_id, slug=row.kind, name_en=row.kind_en, name_hi=row.kind_hi)
    call.nutritionist = _known(
        Nutritionist, id=wish.nutritionist_id, slug=row.nutritionist, name_hi=row.nutritionist_hi, user_id=row.user_id
    )
    call.nutritionist.user = _known(User, id=row.user_id, first_name=row.first_name, last_name=row.last_name)
    return call


def _known(model: type[M], **values: Any) -> M:
    """A row of which these columns are known; Django takes them in the order of the fields."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db(DEFAULT_DB_ALIAS, names, [values[name] for name in names])


def explain(wish: Wish) -> None:
    """Raise the fact that stands against the wish; return quietly when nothing does (any more)."""
    rows = sql.rows(WHY, asked(wish))
    if not rows:
        raise NotFound
    verified, minor, soon, far, offered, busy, is_taken = rows[0]
    for stands, fact in (
        (not verified, errors.EmailNotVerified),
        (minor, errors.GuardianNeeded),
        (soon, errors.SlotTooSoon),
        (far, errors.SlotTooFar),
        (not offered, errors.SlotNotOffered),
        (busy, errors.ClientBusy),
    ):
        if stands:
            raise fact
    if is_taken:
        raise taken(wish)


def fit(client: User) -> None:
    """Raise what keeps this person from booking anything: NotAClient, EmailNotVerified, GuardianNeeded."""
    if client.role != Role.CLIENT:
        raise errors.NotAClient
    asked = {"client": client.pk, "now": clock.now()}
    ((verified, minor),) = sql.rows(f"SELECT {VERIFIED}, {NEEDS_GUARDIAN}", asked)
    if not verified:
        raise errors.EmailNotVerified
    if minor:
        raise errors.GuardianNeeded


def taken(wish: Wish) -> errors.SlotTaken:
    """The fact, with the nearest free starts of the same nutritionist and kind."""
    nearest = nearest_free(
        nutritionist_id=wish.nutritionist_id, kind_id=wish.kind_id, wanted=wish.starts_at, now=clock.now(), count=6
    )
    return errors.SlotTaken(
        extra={"nearest": [{"time": utc(slot.start), "endsAt": utc(slot.end), "available": True} for slot in nearest]}
    )


def explain_overlap(wish: Wish, *, by_client: bool) -> NoReturn:
    """Raise whose other call stands there."""
    clash = Consultation.objects.filter(
        client=wish.client, status__in=Status.OPEN, starts_at__lt=wish.starts_at + timedelta(minutes=wish.minutes or 0)
    ).filter(ends_at__gt=wish.starts_at)
    if any(call.pk != wish.moved for call in clash):
        raise errors.ClientBusy if by_client else errors.TheirClientBusy
    raise taken(wish)


def utc(instant: datetime) -> str:
    """As the API writes it: `2027-01-12T04:30:00Z`."""
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def within_reach(starts_at: datetime) -> None:
    """Raise the fact for what no calendar can hold, before the database is asked."""
    now = clock.now()
    if starts_at <= now:
        raise errors.SlotPast
    if starts_at > now + FARTHEST:
        raise errors.SlotTooFar


def asked(wish: Wish) -> dict[str, object]:
    """What the statements are told of a wish."""
    return {
        "client": wish.client.pk,
        "nutritionist": wish.nutritionist_id,
        "kind": wish.kind_id,
        "starts_at": wish.starts_at,
        "now": clock.now(),
        "minutes": wish.minutes,
        "moved": wish.moved,
        "ahead": wish.ahead,
    }
