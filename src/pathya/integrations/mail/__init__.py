"""Mail: SMTP when `PATHYA_SMTP_URL` is set, else the local outbox."""

from django.conf import settings

from pathya.integrations.mail.message import File, Mail, Mailer, NotSent, Refused, Temporary, Uncertain
from pathya.integrations.mail.outbox import OutboxMailer
from pathya.integrations.mail.server import Server
from pathya.integrations.mail.smtp import SmtpMailer


def mailer() -> Mailer:
    """The way mail leaves this installation."""
    server = settings.MAIL.server
    return SmtpMailer(server) if server else OutboxMailer()


__all__ = ["File", "Mail", "Mailer", "NotSent", "Refused", "Server", "Temporary", "Uncertain", "mailer"]
