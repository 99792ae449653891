"""Django's way of sending mail, for the libraries that use it (Wagtail's notices): into the outbox like all mail."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import get_language

from pathya.kit.ids import new_id
from pathya.outbox.rendering import Rendered, one_line
from pathya.outbox.services import queue


class OutboxBackend(BaseEmailBackend):
    """One message for each recipient; attachments of such mails are not taken over."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for to in message.recipients():
                queue(
                    to=to,
                    rendered=Rendered(one_line(str(message.subject)), str(message.body), _html(message)),
                    language=get_language() or "en",
                    template="django",
                    key=f"django:{new_id()}",
                )
        return len(email_messages)


def _html(message: EmailMessage) -> str:
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")
