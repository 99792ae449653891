"""Messages of the outbox's own tests."""

from collections.abc import Sequence

from pathya.outbox.models import Message
from pathya.outbox.services import Attachment, send_mail


def hello(
    *,
    to: str = "asha@pathya.example",
    name: str = "Asha",
    key: str = "hello",
    language: str = "en",
    attachments: Sequence[Attachment] = (),
) -> Message:
    context = {"name": name}
    return send_mail(
        to=to, template="outbox_test/hello", context=context, language=language, key=key, attachments=attachments
    )
