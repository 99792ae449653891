"""One try to deliver one message: claim, send outside any transaction, note what became of it.

A claim is a conditional update and is good for `settings.MAIL.lease` seconds, longer than a try can last; a worker
that dies holding one is followed by another after that. Every later note is conditional on the claim still being ours.
"""

from datetime import datetime, timedelta
from random import SystemRandom
from urllib.parse import urlparse
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q

from pathya.integrations.mail import File, Mail, NotSent, Refused, Uncertain, mailer
from pathya.integrations.sms import sms_sender
from pathya.integrations.text import ShortText
from pathya.integrations.whatsapp import whatsapp_sender
from pathya.kit import clock, registry
from pathya.outbox.models import Message
from pathya.outbox.rules import MOST_ATTEMPTS, MOST_UNCERTAIN, OPEN, Channel, Progress, State, pause

_chance = SystemRandom()


def attempt(message_id: UUID) -> datetime | None:
    """Returns when to try again, None when the message has reached its end."""
    message = _claim(message_id)
    if message is None:
        return _when(message_id)
    if message.not_after and message.not_after <= clock.now():
        _note(message, state=State.DROPPED)
        return None
    if not _consented(message):
        _note(message, state=State.DROPPED)
        return None
    try:
        named = _send(message)
    except NotSent as failed:
        return _put_back(message, failed)
    except Exception as failed:  # noqa: BLE001  # a message we can't put into bytes must not stop the others
        return _put_back(message, NotSent(type(failed).__name__))
    _note(message, state=State.SENT, sent_at=clock.now(), last_error="", external_id=named)
    return None


def note_progress(*, channel: Channel, external_id: str, progress: Progress) -> bool:
    """What the service tells of a message, in whatever order it tells: never back to an earlier step.

    Answers whether the message is known (it may be told of before our own note that it was sent).
    """
    mine = Message.objects.filter(channel=channel, external_id=external_id)
    return bool(mine.filter(progress__lt=progress).update(progress=progress)) or mine.exists()


def _send(message: Message) -> str:
    """What the service calls it; empty when it tells nothing later."""
    if message.channel == Channel.MAIL:
        mailer().send(_mail(message))
        return ""
    sender = sms_sender() if message.channel == Channel.SMS else whatsapp_sender()
    return sender.send(ShortText(message.to, message.template, message.language, message.text, message.variables))


def _consented(message: Message) -> bool:
    """Asked when it leaves, not when it was written: a consent may have been taken back since."""
    return not message.purpose or bool(
        registry.call(
            "outbox.may_leave",
            person=message.person,
            purpose=message.purpose,
            channel=message.channel,
            to=message.to,
        )
    )


def _claim(message_id: UUID) -> Message | None:
    now = clock.now()
    free = Q(state=State.QUEUED, not_before__lte=now) | Q(state=State.SENDING, claimed_at__lt=now - _lease())
    claimed = Message.objects.filter(free, id=message_id).update(
        state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    return Message.objects.prefetch_related("attachments").get(id=message_id) if claimed else None


def _when(message_id: UUID) -> datetime | None:
    """Not ours to send now: another worker is at it (or died), or it is not due by this machine's clock."""
    message = Message.objects.filter(id=message_id, state__in=OPEN).only("state", "claimed_at", "not_before").first()
    if message is None:
        return None
    if message.state == State.SENDING and message.claimed_at:
        return message.claimed_at + _lease() + timedelta(seconds=1)
    return message.not_before


def _put_back(message: Message, failed: NotSent) -> datetime | None:
    uncertain = message.uncertain + isinstance(failed, Uncertain)
    ended = isinstance(failed, Refused) or message.attempts >= MOST_ATTEMPTS or uncertain >= MOST_UNCERTAIN
    again_at = clock.now() + pause(message.attempts, _chance)
    _note(
        message,
        state=State.FAILED if ended else State.QUEUED,
        not_before=again_at,
        uncertain=uncertain,
        last_error=failed.reason[:80],
    )
    return None if ended else again_at


def _note(message: Message, **changes: object) -> None:
    Message.objects.filter(id=message.id, state=State.SENDING, attempts=message.attempts).update(**changes)


def _lease() -> timedelta:
    return timedelta(seconds=settings.MAIL.lease)


def _mail(message: Message) -> Mail:
    return Mail(
        message_id=f"{message.id}@{urlparse(settings.BASE_URL).hostname}",
        to=message.to,
        subject=message.subject,
        text=message.text,
        html=message.html,
        language=message.language,
        written_at=message.created_at,
        files=[File(file.name, file.content_type, bytes(file.content)) for file in message.attachments.all()],
    )
