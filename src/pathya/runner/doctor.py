"""`pathya doctor`: what of the settings is fit for real people. Asks no outside service."""

import re
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from types import ModuleType
from urllib.parse import urlsplit

from pathya.config import settings
from pathya.kit import clock
from pathya.runner.steps import say

OK, WARN, FAIL = "ok", "warn", "fail"
OLD_ZONES = 400
"""Days after which the tables of time zones may miss a change of law."""
LITTLE_ROOM = 2_000_000_000
Line = tuple[str, str]


def main(*_more: str) -> None:
    """One line each; the code is 1 when one fails."""
    lines = list(findings(settings))
    for level, text in lines:
        say(f"{level:4}  {text}")
    sys.exit(any(level == FAIL for level, _ in lines))


def findings(of: ModuleType) -> Iterator[Line]:
    """In development what would fail in production is a warning."""
    worst = FAIL if of.PRODUCTION else WARN
    yield from _secrets(of, worst)
    yield from _address(of, worst)
    yield from _messages(of, worst)
    yield from _video(of, worst)
    yield _zones(version("tzdata"), clock.now().date())
    yield _room(of)


def _secrets(of: ModuleType, worst: str) -> Iterator[Line]:
    if len(of.SECRET_KEY) >= 50 and len(set(of.SECRET_KEY)) > 10:
        yield OK, "SECRET_KEY is long enough."
    else:
        yield worst, "SECRET_KEY is short or simple: make one with `pathya keys secret`."
    keys = len(of.ENCRYPTION_KEYS)
    yield OK, f"{keys} key{'' if keys == 1 else 's'} for what is encrypted. Keep a copy apart from the backups."
    if of.PRODUCTION and not of.METRICS_TOKEN:
        yield WARN, "PATHYA_METRICS_TOKEN is not set: /metrics asks for no token."


def _address(of: ModuleType, worst: str) -> Iterator[Line]:
    parts = urlsplit(of.BASE_URL)
    if parts.scheme == "https":
        yield OK, f"People come to {of.BASE_URL}."
    else:
        yield worst, f"PATHYA_BASE_URL is {of.BASE_URL}: sessions and camera need https outside of this machine."
    if "*" in of.ALLOWED_HOSTS:
        yield worst, "Any host name is answered to: set PATHYA_HOSTS."


def _messages(of: ModuleType, worst: str) -> Iterator[Line]:
    server = of.MAIL.server
    if server is None:
        yield worst, "No mail leaves: set PATHYA_SMTP_URL. Sign-up needs mail."
    elif server.security == "none":
        yield WARN, f"Mail goes to {server.host} without encryption."
    else:
        yield OK, f"Mail leaves by {server.host}."
    for name, service in (("SMS", of.SMS), ("WhatsApp messages", of.WHATSAPP)):
        yield (OK, f"{name} leave.") if service else (WARN, f"{name} stay in the outbox: no account is set.")


def _video(of: ModuleType, worst: str) -> Iterator[Line]:
    if of.JITSI.is_public:
        yield (
            worst,
            (
                "Video falls to the public Jitsi server, which is unfit for production: no promise of privacy, and"
                " whoever has a link gets in. Set PATHYA_JITSI_URL, or Jitsi as a service."
            ),
        )
    elif not of.JITSI.secret and not of.JITSI.private_key:
        yield WARN, f"{of.JITSI.url} gets no signed tokens: rooms are guarded by their names alone."
    else:
        yield OK, f"Video by {of.JITSI.url} with signed tokens."
    if of.ZOOM:
        yield OK, "Zoom holds the calls; Jitsi stands in when it fails."
    if of.ZOOM and not of.ZOOM.webhook_secret:
        yield WARN, "Zoom's webhook has no secret: recordings are not linked."


def _zones(tables: str, today: date) -> Line:
    """The version of tzdata begins with its year and number: `2026.1`, or `2026a` upstream."""
    found = re.match(r"(\d{4})\.(\d+)", tables)
    made = date(int(found[1]), 1, 1) if found else date.min
    age = (today - made).days
    if age > OLD_ZONES:
        return WARN, f"The tables of time zones are of {tables}: update tzdata, laws on clocks change."
    return OK, f"Tables of time zones: {tables}."


def _room(of: ModuleType) -> Line:
    free = shutil.disk_usage(of.DATA_DIR).free
    text = f"{free // 1_000_000_000} GB free for {of.DATA_DIR}."
    return (OK, text) if free > LITTLE_ROOM else (WARN, f"Little room: {text}")
