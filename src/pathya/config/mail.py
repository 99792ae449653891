"""How mail leaves: `PATHYA_SMTP_URL`, `PATHYA_MAIL_FROM`, `PATHYA_MAIL` (docs/mail.md)."""

from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import parse_qs, unquote, urlparse

from pathya.config.env import integer, one_of, problem, text
from pathya.integrations.mail.server import Server

URL_HELP = "PATHYA_SMTP_URL is malformed; write smtp://user:password@host:587 or smtps://user:password@host:465."


@dataclass(frozen=True)
class Mail:
    """Without a server mail stays in the outbox. `lease` (seconds) is longer than one try can last."""

    server: Server | None
    lease: float
    body_days: int
    """After so many days the contents of sent messages are emptied; 0 keeps them."""
    row_days: int


def load(*, production: bool, site: str) -> Mail:
    """Production needs a server, or `PATHYA_MAIL=outbox` to say that none is wanted."""
    wanted = one_of("PATHYA_MAIL", "smtp" if production else "auto", ["smtp", "outbox", "auto"])
    url = "" if wanted == "outbox" else text("PATHYA_SMTP_URL", "")
    if wanted == "smtp" and not url:
        problem("PATHYA_SMTP_URL is not set; set it, or PATHYA_MAIL=outbox to keep all mail here.")
    deadline = integer("PATHYA_SMTP_DEADLINE", 30, low=1, high=40)
    sender = text("PATHYA_MAIL_FROM", None if url and production else f"Pathya <no-reply@{urlparse(site).hostname}>")
    if sender and "@" not in parseaddr(sender)[1]:
        problem("PATHYA_MAIL_FROM is malformed; write Practice name <care@example.org>.")
    return Mail(
        server=_server(url, sender, deadline) if url else None,
        lease=deadline * 1.5,
        body_days=integer("PATHYA_MAIL_BODY_DAYS", 7 if production else 0, low=0),
        row_days=integer("PATHYA_MESSAGE_DAYS", 400, low=1),
    )


def _server(url: str, sender: str, deadline: int) -> Server | None:
    """`?security=none` turns STARTTLS off, for a server on the same machine."""
    parts = urlparse(url)
    try:
        port = parts.port or (465 if parts.scheme == "smtps" else 587)
    except ValueError:
        port = 0
    security = parse_qs(parts.query).get("security", ["tls" if parts.scheme == "smtps" else "starttls"])[-1]
    known = parts.scheme in {"smtp", "smtps"} and security in {"tls", "starttls", "none"}
    if not known or not parts.hostname or not port:
        problem(URL_HELP)
        return None
    return Server(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        security=security,
        sender=sender,
        timeout=min(10, deadline),
        deadline=deadline,
    )
