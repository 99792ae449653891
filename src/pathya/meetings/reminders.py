"""Planning reminders and sending those that are due. Repeating either changes nothing."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from pathya.accounts.models import User
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.consultations.selectors import people_of
from pathya.kit import clock
from pathya.meetings import messages
from pathya.meetings.models import Reminder, ReminderChoice
from pathya.meetings.rules import PURPOSES, Planned, State, planned
from pathya.outbox import services as outbox
from pathya.outbox.rules import Channel
from pathya.privacy import selectors as privacy

BATCH = 100
ON = frozenset({Status.SCHEDULED, Status.IN_PROGRESS})
"""The other person is reminded as well when one has entered early."""
TOLD = (
    "person", "consultation__client", "consultation__nutritionist__user", "consultation__kind", "consultation__group"
)  # fmt: skip
Place = tuple[UUID, str, int, datetime]
Wanted = dict[Place, Planned]


@transaction.atomic
def plan(*, consultation_id: UUID) -> None:
    """Make the waiting reminders of a call what its state, time and people ask for now."""
    call = (
        Consultation.every.select_for_update(of=("self",))
        .select_related("client", "nutritionist__user")
        .get(pk=consultation_id)
    )
    wanted = _wanted(call)
    there = list(Reminder.objects.filter(consultation=call).exclude(state=State.DROPPED))
    for row in there:
        if _place(row) not in wanted:
            _take_back(row)
    missing = wanted.keys() - {_place(row) for row in there}
    Reminder.objects.bulk_create(
        Reminder(
            consultation=call,
            person_id=place[0],
            channel=wanted[place].channel,
            lead_minutes=wanted[place].lead_minutes,
            due_at=wanted[place].due_at,
            good_until=wanted[place].good_until,
        )
        for place in sorted(missing, key=str)
    )


def send_due() -> int:
    """Give everything that is due to the outbox; how many were settled. Two workers at once share the work."""
    settled = 0
    while count := _send_some():
        settled += count
    return settled


@transaction.atomic
def _send_some() -> int:
    """The claim, the message and the mark are one transaction: a worker that dies leaves all three undone."""
    now = clock.now()
    rows = (
        Reminder.objects.filter(state=State.WAITING, due_at__lte=now)
        .select_related(*TOLD)
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("due_at", "id")[:BATCH]
    )
    found = list(rows)
    allowed = channels_of([row.person for row in found])
    for row in found:
        call = row.consultation
        timely = now < row.good_until and row.due_at + timedelta(minutes=row.lead_minutes) == call.starts_at
        goes = timely and call.status in ON and row.channel in allowed[row.person_id]
        if goes:
            messages.remind(row)
        _settle(row, State.SENT if goes else State.DROPPED)
    return len(found)


def channels_of(people: list[User]) -> dict[UUID, frozenset[Channel]]:
    """What each allows and can be reached by."""
    chosen = {row.person_id: row for row in ReminderChoice.objects.filter(person__in=people)}
    consents = privacy.given([person.pk for person in people], PURPOSES.values())
    return {
        person.pk: _channels(person, chosen.get(person.pk), consents.get(person.pk, frozenset())) for person in people
    }


def _channels(person: User, choice: ReminderChoice | None, consents: frozenset[str]) -> frozenset[Channel]:
    """A phone is asked only by who switched its channel on, has proven the number, and consents at this moment."""
    choice = choice or ReminderChoice(person=person)
    wanted = {Channel.MAIL: choice.mail, Channel.SMS: choice.sms, Channel.WHATSAPP: choice.whatsapp}
    held = {channel for channel, purpose in PURPOSES.items() if purpose in consents and person.phone_verified_at}
    return frozenset(
        channel for channel, yes in wanted.items() if yes and person.is_active and channel in held | {Channel.MAIL}
    )


def _wanted(call: Consultation) -> Wanted:
    if call.status not in ON:
        return {}
    people = people_of(call)
    allowed, now = channels_of(people), clock.now()
    wanted: Wanted = {}
    for row in Reminder.objects.filter(consultation=call).exclude(state=State.DROPPED):
        stands = row.due_at + timedelta(minutes=row.lead_minutes) == call.starts_at
        due_and_allowed = row.due_at <= now and row.channel in allowed.get(row.person_id, frozenset())
        if stands and (row.state == State.SENT or due_and_allowed):
            wanted[_place(row)] = Planned(Channel(row.channel), row.lead_minutes, row.due_at, row.good_until)
    for person in people:
        for one in planned(call.starts_at, allowed[person.pk], now):
            wanted.setdefault((person.pk, one.channel.value, one.lead_minutes, one.due_at), one)
    return wanted


def _place(row: Reminder) -> Place:
    return row.person_id, row.channel, row.lead_minutes, row.due_at


def _take_back(row: Reminder) -> None:
    """Also what is written already and has not left yet."""
    if row.state == State.WAITING or outbox.drop(key=row.key):
        _settle(row, State.DROPPED)


def _settle(row: Reminder, state: State) -> None:
    row.state, row.settled_at = state, clock.now()
    row.save(update_fields=["state", "settled_at"])
