"""Mail over SMTP, one connection per mail, ended by force when it takes too long."""

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from pathya.integrations.mail.message import Mail, Refused, Temporary, Uncertain
from pathya.integrations.mail.mime import bare, mime
from pathya.integrations.mail.server import Server


class SmtpMailer:
    def __init__(self, server: Server) -> None:
        self.server = server

    def send(self, mail: Mail) -> None:
        message = mime(mail, self.server.sender)
        with self._connection() as smtp:
            self._envelope(smtp, mail)
            self._content(smtp, message)

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        server = self.server
        here = bare(server.sender).rpartition("@")[2]
        if server.security == "tls":
            context = ssl.create_default_context()
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(local_hostname=here, timeout=server.timeout, context=context)
        else:
            smtp = smtplib.SMTP(local_hostname=here, timeout=server.timeout)
        watchdog = threading.Timer(server.deadline, _cut, [smtp])
        watchdog.daemon = True
        watchdog.start()
        try:
            self._greet(smtp)
            yield smtp
            _leave(smtp)
        finally:
            watchdog.cancel()
            smtp.close()

    def _greet(self, smtp: smtplib.SMTP) -> None:
        """Anything wrong up to here is the server's or the settings' fault, not this mail's: try again later."""
        server = self.server
        try:
            smtp._host = server.host  # type: ignore[attr-defined]  # noqa: SLF001  # smtplib checks the certificate against it
            code, _ = smtp.connect(server.host, server.port)
            if code != 220:
                raise Temporary(f"greeting {code}")
            smtp.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo()
            if server.user:
                smtp.login(server.user, server.password)
        except smtplib.SMTPResponseException as failed:
            raise Temporary(f"{type(failed).__name__} {failed.smtp_code}") from None
        except (OSError, smtplib.SMTPException, ValueError) as failed:
            raise Temporary(f"connect {type(failed).__name__}") from None

    def _envelope(self, smtp: smtplib.SMTP, mail: Mail) -> None:
        try:
            _accept("MAIL", *smtp.mail(bare(self.server.sender)))
            _accept("RCPT", *smtp.rcpt(bare(mail.to)))
        except (OSError, smtplib.SMTPException) as failed:
            raise Temporary(f"envelope {type(failed).__name__}") from None

    def _content(self, smtp: smtplib.SMTP, message: EmailMessage) -> None:
        try:
            code, said = smtp.data(message.as_bytes())
        except smtplib.SMTPDataError as failed:
            _accept("DATA", failed.smtp_code, b"")
            raise Temporary(f"DATA {failed.smtp_code}") from None
        except (OSError, smtplib.SMTPException) as failed:
            raise Uncertain(f"content {type(failed).__name__}") from None
        _accept("content", code, said)


def _accept(step: str, code: int, _said: bytes) -> None:
    if 500 <= code < 600:
        raise Refused(f"{step} {code}")
    if not 200 <= code < 300:
        raise Temporary(f"{step} {code}")


def _leave(smtp: smtplib.SMTP) -> None:
    """The mail is over; how the server says goodbye does not matter."""
    try:
        smtp.quit()
    except (OSError, smtplib.SMTPException):
        return


def _cut(smtp: smtplib.SMTP) -> None:
    """A server that answers a byte at a time is ended here; the blocked read then fails."""
    held = smtp.sock
    if held is not None:
        try:
            held.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
