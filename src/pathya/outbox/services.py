"""Messages are written in the caller's transaction and leave by a job deferred in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.validators import validate_email
from django.db import transaction

from pathya.integrations.mail import File as Attachment
from pathya.kit import clock
from pathya.kit.errors import Conflict, NotFound
from pathya.outbox import tasks
from pathya.outbox.models import Message, MessageAttachment
from pathya.outbox.rendering import Rendered, one_line, render
from pathya.outbox.rules import Channel, State


@dataclass(frozen=True)
class Consent:
    """Whose consent, to which purpose of `privacy.purposes`; no purpose for what the person has just asked for."""

    person: UUID
    purpose: str


def send_mail(
    *,
    to: str,
    template: str,
    context: Mapping[str, Any],
    language: str,
    key: str,
    attachments: Sequence[Attachment] = (),
    not_after: datetime | None = None,
    consent: Consent | None = None,
) -> Message:
    """Queue one mail; it is sent if, and only if, the caller's transaction commits.

    `template` names `<template>.subject.txt`, `.txt` and `.mjml`. A second call with the same `key` changes nothing
    and returns the first message. Contents must hold no health text: a mail links to it. What has not left by
    `not_after` is dropped, and so is what needs a `consent` that does not hold when it is to leave.
    """
    if known := Message.objects.filter(key=key).first():
        return known
    rendered = render(template, context, language)
    return queue(
        to=to,
        rendered=rendered,
        language=language,
        template=template,
        key=key,
        attachments=attachments,
        not_after=not_after,
        consent=consent,
    )


def queue(
    *,
    to: str,
    rendered: Rendered,
    language: str,
    template: str,
    key: str,
    attachments: Sequence[Attachment] = (),
    not_after: datetime | None = None,
    consent: Consent | None = None,
) -> Message:
    """Keep and queue a mail whose contents are ready, unless there is one with this key."""
    validate_email(to)
    message = Message(
        key=key,
        channel=Channel.MAIL,
        to=to,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        language=language,
        template=template,
        not_after=not_after,
        **_needs(consent),
    )
    with transaction.atomic(savepoint=False):
        Message.objects.bulk_create([message], ignore_conflicts=True)
        kept = Message.objects.get(key=key)
        if kept.id == message.id:
            _attach(message, attachments)
            tasks.deliver.defer(message_id=str(message.id))
    return kept


def send_text(
    *,
    channel: Channel,
    to: str,
    template: str,
    text: str,
    variables: Sequence[str],
    language: str,
    key: str,
    consent: Consent,
    not_after: datetime | None = None,
) -> Message:
    """Queue one SMS or WhatsApp message as `send_mail` does a mail.

    `template` names the approved text, which `text` is with `variables` filled in.
    """
    message = Message(
        key=key,
        channel=channel,
        to=to,
        text=text,
        language=language,
        template=template,
        not_after=not_after,
        **_needs(consent),
    )
    message.variables = [one_line(value) for value in variables]
    with transaction.atomic(savepoint=False):
        Message.objects.bulk_create([message], ignore_conflicts=True)
        kept = Message.objects.get(key=key)
        if kept.id == message.id:
            tasks.deliver_text.defer(message_id=str(message.id))
    return kept


def _needs(consent: Consent | None) -> dict[str, Any]:
    return {"person": consent.person, "purpose": consent.purpose} if consent else {}


def _attach(message: Message, attachments: Sequence[Attachment]) -> None:
    MessageAttachment.objects.bulk_create(
        MessageAttachment(
            message=message,
            name=one_line(file.name),
            content_type=file.content_type,
            content=file.content,
            position=position,
        )
        for position, file in enumerate(attachments)
    )


@transaction.atomic
def retry(*, message_id: UUID) -> Message:
    """Send a failed message again, from the first try. One that is not failed is left as it is."""
    message = Message.objects.select_for_update().filter(id=message_id).first()
    if message is None:
        raise NotFound
    if message.state != State.FAILED:
        return message
    if message.emptied_at:
        raise Conflict
    message.state, message.attempts, message.uncertain = State.QUEUED, 0, 0
    message.not_before, message.last_error = clock.now(), ""
    message.save(update_fields=["state", "attempts", "uncertain", "not_before", "last_error"])
    tasks.deliver.defer(message_id=str(message.id))
    return message


@transaction.atomic
def drop(*, key: str) -> bool:
    """Take back a message that has not left yet; tells whether it was in time."""
    return bool(Message.objects.filter(key=key, state=State.QUEUED).update(state=State.DROPPED))


__all__ = ["Attachment", "Channel", "Consent", "drop", "queue", "retry", "send_mail", "send_text"]
