"""Which browsers and clients a person has used: a new one is told by mail."""

import hashlib
import ipaddress
from functools import cache

import maxminddb
import ua_parser
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from pathya.accounts import emails, tokens
from pathya.accounts.events import Event
from pathya.accounts.models import KnownDevice, User
from pathya.accounts.services import alarms
from pathya.kit import clock
from pathya.operations import audit, context

COOKIE = "device"
"""A browser's random name, kept for a year; it proves nothing and opens nothing."""
COOKIE_LIFE = 365 * 24 * 60 * 60


def new_name() -> str:
    return tokens.new("")


def meet(*, user: User, device: str, agent: str) -> None:
    """Somebody has signed in from `device`, inside the caller's transaction; mails about any but the first one."""
    digest = hashlib.sha256(f"{user.pk}|{device}".encode("utf-8", "surrogatepass")).hexdigest()
    if KnownDevice.objects.filter(user=user, device_hash=digest).update(seen_at=clock.now()):
        return
    first = not KnownDevice.objects.filter(user=user).exists()
    KnownDevice.objects.bulk_create([KnownDevice(user=user, device_hash=digest)], ignore_conflicts=True)
    if first:
        return
    audit.record(Event.NEW_DEVICE, actor=user, subject=user)
    with override(user.language):
        emails.send_new_device(user, alarms.token_for(user), described(agent))


def described(agent: str) -> str:
    """`Chrome on Android`, in the language that is active."""
    found = ua_parser.parse(agent)
    browser = found.user_agent.family if found.user_agent else ""
    system = found.os.family if found.os else ""
    if not browser and not system:
        return (
            _("A program (%(name)s)") % {"name": agent.split("/", maxsplit=1)[0][:30]} if agent else _("Unknown device")
        )
    if not browser or not system:
        return browser or system
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}


def network() -> str:
    """The wider network of the caller, so that a phone that moves is not new each hour."""
    try:
        address = ipaddress.ip_address(context.current().address or "")
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{address}/{16 if address.version == 4 else 32}", strict=False))


def place(address: str | None, language: str) -> str:
    """Town and country of an address, when a database of places is configured; else an empty text."""
    reader = _places()
    try:
        found = reader.get(address) if reader and address else None
    except ValueError:
        return ""
    if not isinstance(found, dict):
        return ""
    names = [_name(found.get(part), language) for part in ("city", "country")]
    return ", ".join(name for name in names if name)


def _name(part: object, language: str) -> str:
    names = part.get("names") if isinstance(part, dict) else None
    if not isinstance(names, dict):
        return ""
    return str(names.get(language) or names.get("en") or "")


@cache
def _places() -> maxminddb.Reader | None:
    return maxminddb.open_database(settings.GEO_DATABASE) if settings.GEO_DATABASE else None
