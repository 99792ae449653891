"""The one inversion: a lower domain asks by name, an upper domain registers the function.

Names are declared here, so that a test can prove that each has its function. A name in `NAMES` has exactly one
function; a name in `COLLECTIONS` has one for each key that an upper domain answers to.
"""

from collections.abc import Callable, Mapping
from typing import Any

_functions: dict[str, Callable[..., Any]] = {}
_collections: dict[str, dict[str, Callable[..., Any]]] = {}

NAMES: frozenset[str] = frozenset({"kit.data_key", "outbox.may_leave"})
"""Every name a lower domain may call: `<domain>.<question>`.

`kit.data_key(person: UUID, create: bool) -> bytes | None`: the key of what is sealed for one person; None when there
is none (destroyed, or not made and not to be made).
`outbox.may_leave(person: UUID, purpose: str, channel: str, to: str) -> bool`: whether a message that needs a consent
may leave at this moment.
"""

COLLECTIONS: frozenset[str] = frozenset(
    {
        "privacy.gather",
        "privacy.erase",
        "billing.price",
        "accounts.signed_in",
        "billing.fulfil",
        "billing.revoke",
        "billing.terms",
        "consultations.changed",
        "consultations.preparing",
        "consultations.asking",
        "calendars.connected",
        "programs.enrolled",
        "privacy.consent_changed",
    }
)
"""Every name that each of several domains answers to.

`privacy.gather(user) -> Iterator[privacy.rules.Part]`: all that a domain holds about a person, for the export.
`privacy.erase(user) -> list[privacy.rules.Erased]`: remove or anonymise it in the caller's transaction; repeatable.
`billing.price(user, reference: str) -> billing.rules.Quote`: what a thing costs this person now; NotFound when it is
not to be had.
`billing.fulfil(line) -> None`: an order's line is paid; in the caller's transaction, once;
billing.rules.CannotFulfil when it can't be given any more: everything is paid back.
`accounts.signed_in(user) -> None`: somebody came in by any door; in the caller's transaction, or in none.
`billing.revoke(line) -> None`: it was refunded in full.
`billing.terms(line) -> billing.rules.ByTerms | None`: what cancelling it now gives back by the agreed terms; None when
it can't be cancelled any more.
`consultations.changed(consultation_id: UUID, event: str) -> None`: a call was booked, moved, cancelled, completed or
missed (no_show); after the commit, in a job, repeatable.
`consultations.preparing(consultation) -> consultations.rules.Preparation | None`: what the client is asked to do before
that call and has not done.
`consultations.asking(viewer) -> list[consultations.rules.Ask]`: what else a host finds among the requests.
`programs.enrolled(enrolment_id: UUID, client, starts_on: date, days: int) -> None`: somebody began a program; in the
caller's transaction, repeatable, defers jobs.
`privacy.consent_changed(user, purpose: str, given: bool) -> None`: somebody gave a consent or took it back; in the
caller's transaction, repeatable.
`calendars.connected(person_id: UUID) -> None`: somebody connected a calendar; in the caller's transaction, defers jobs.
"""


def register(name: str, function: Callable[..., Any]) -> None:
    """Called in `apps.py` of the upper domain; a second function for one name is a mistake."""
    if name not in NAMES:
        raise LookupError(f"{name} is not declared in kit.registry.NAMES")
    if _functions.get(name, function) is not function:
        raise LookupError(f"{name} has a function already")
    _functions[name] = function


def contribute(name: str, key: str, function: Callable[..., Any]) -> None:
    """Called in `apps.py`: `function` answers to `name` for `key` (a domain, a kind of order line)."""
    if name not in COLLECTIONS:
        raise LookupError(f"{name} is not declared in kit.registry.COLLECTIONS")
    if _collections.setdefault(name, {}).setdefault(key, function) is not function:
        raise LookupError(f"{name} has a function for {key} already")


def call(name: str, **arguments: Any) -> Any:
    """Call the function registered for `name`."""
    return _functions[name](**arguments)


def contributed(name: str) -> Mapping[str, Callable[..., Any]]:
    """Key → function of a collection, in the order of registration."""
    return _collections.get(name, {})


def registered() -> frozenset[str]:
    return frozenset(_functions)
