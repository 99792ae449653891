"""What recurring jobs do for the outbox: nothing queued is forgotten, nothing personal is kept too long."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from procrastinate.contrib.django.models import ProcrastinateJob

from pathya.kit import clock
from pathya.outbox.models import Message, MessageAttachment
from pathya.outbox.rules import ENDED, OPEN, State

DELIVER = "outbox.deliver"
LATE = timedelta(minutes=2)
BATCH = 1000


def without_job() -> Iterable[UUID]:
    """Open messages that are overdue and have no job: one deleted by hand, or lost with its failure."""
    now = clock.now()
    late = Q(state=State.QUEUED, not_before__lt=now - LATE) | Q(
        state=State.SENDING, claimed_at__lt=now - LATE - timedelta(seconds=settings.MAIL.lease)
    )
    jobs = ProcrastinateJob.objects.filter(task_name__startswith=DELIVER, status__in=["todo", "doing"]).annotate(
        about=KeyTextTransform("message_id", "args")
    )
    job = jobs.filter(about=Cast(OuterRef("id"), CharField()))
    return Message.objects.filter(late, ~Exists(job), state__in=OPEN).values_list("id", flat=True)[:BATCH]


@transaction.atomic
def forget() -> None:
    """Empty the contents of messages ended `body_days` ago; delete rows `row_days` old."""
    now = clock.now()
    Message.objects.filter(state__in=ENDED, created_at__lt=now - timedelta(days=settings.MAIL.row_days)).delete()
    if not settings.MAIL.body_days:
        return
    old = Message.objects.filter(
        state__in=ENDED, emptied_at__isnull=True, created_at__lt=now - timedelta(days=settings.MAIL.body_days)
    )
    MessageAttachment.objects.filter(message__in=old).delete()
    old.update(subject="", text="", html="", emptied_at=now)
