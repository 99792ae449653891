"""The welcome series: planned when an enrolment begins, moved by a pause, dropped when it is cancelled, sent once."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation

from pathya.kit import clock
from pathya.outbox import services as outbox
from pathya.outbox.rendering import one_line
from pathya.programs import rules
from pathya.programs.models import Enrolment, Welcome
from pathya.programs.rules import STALE, WELCOME_DAYS, Message, Status

BATCH = 100
TEMPLATES = {0: "day0", 1: "day1", 3: "day3", 7: "day7"}


def plan(row: Enrolment) -> None:
    """Those of the days the program has; once each. The first one does not wait for a morning that has passed."""
    now, zone = clock.now(), row.client.time_zone
    Welcome.objects.filter(enrolment=row).delete()
    Welcome.objects.bulk_create(
        Welcome(enrolment=row, offset=offset, due_at=max(rules.due_at(row.start_on, offset, zone), now))
        for offset in WELCOME_DAYS
        if offset < row.days
    )


def move(row: Enrolment, days: int) -> None:
    """By the days of a pause."""
    waiting = Welcome.objects.filter(enrolment=row, state=Message.WAITING)
    waiting.update(due_at=F("due_at") + timedelta(days=days))


def drop(row: Enrolment) -> None:
    """Also what is written already and has not left yet."""
    for one in Welcome.objects.filter(enrolment=row).exclude(state=Message.DROPPED):
        if one.state == Message.WAITING or outbox.drop(key=one.key):
            _settle(one, Message.DROPPED)


def send_due() -> int:
    """Give what is due to the outbox; how many were settled. Two workers at once share the work."""
    settled = 0
    while count := _send_some():
        settled += count
    return settled


@transaction.atomic
def _send_some() -> int:
    """The claim, the message and the mark are one transaction; a paused enrolment's messages wait."""
    now = clock.now()
    found = list(
        Welcome.objects.filter(state=Message.WAITING, due_at__lte=now)
        .exclude(enrolment__status=Status.PAUSED)
        .select_related("enrolment__client")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("due_at", "id")[:BATCH]
    )
    for one in found:
        row = one.enrolment
        goes = row.status == Status.ACTIVE and row.mails and row.client.is_active and one.due_at > now - STALE
        if goes:
            _mail(one)
        _settle(one, Message.SENT if goes else Message.DROPPED)
    return len(found)


def _mail(one: Welcome) -> None:
    """No word of health: the program's name stays behind the link."""
    row = one.enrolment
    with translation.override(row.client.language):
        context = {
            "name": one_line(row.client.first_name),
            "days": row.days,
            "done": row.done_count,
            "steps": row.step_count,
            "url": settings.BASE_URL + reverse("my_program", args=[row.pk]),
        }
    outbox.send_mail(
        to=row.client.email,
        template=f"programs/mail/{TEMPLATES[one.offset]}",
        context=context,
        language=row.client.language,
        key=one.key,
        not_after=one.due_at + STALE,
    )


def _settle(one: Welcome, state: Message) -> None:
    one.state, one.settled_at = state, clock.now()
    one.save(update_fields=["state", "settled_at"])
