"""A Google of the tests' own."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pathya.accounts.models import User
from pathya.calendars import services
from pathya.calendars.models import Connection
from pathya.integrations.calendar import (
    AccessWithdrawn,
    Busy,
    Change,
    GoogleClient,
    Page,
    SyncExpired,
    TokenRefused,
    Tokens,
)
from pathya.integrations.delivery import Temporary


@dataclass
class FakeGoogle:
    """`events`: what stands in the calendar; `log`: what changed, in order; a sync token is a place in it."""

    client: GoogleClient = field(default_factory=lambda: GoogleClient("cid", "csec"))
    events: dict[str, Busy | None] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    ours: dict[str, dict[str, Any]] = field(default_factory=dict)
    valid: str = "A0"
    refreshed: int = 0
    down: bool = False
    withdrawn: bool = False
    forgets: bool = False
    revoked: list[str] = field(default_factory=list)

    def put(self, event_id: str, start: datetime, minutes: int = 60) -> None:
        self.events[event_id] = Busy(start, start + timedelta(minutes=minutes))
        self.log.append(event_id)

    def take(self, event_id: str) -> None:
        self.events[event_id] = None
        self.log.append(event_id)

    def refresh(self, _token: str) -> Tokens:
        if self.withdrawn:
            raise AccessWithdrawn("google token 400")
        self.refreshed += 1
        self.valid = f"A{self.refreshed}"
        return Tokens(self.valid, "", 3600)

    def exchange(self, *, code: str, verifier: str, back: str) -> Tokens:
        assert len(verifier) >= 43
        assert back.endswith("/account/calendars/google/returned/")
        return Tokens(self.valid, f"R-{code}", 3600)

    def consent_url(self, *, state: str, **_: str) -> str:
        return f"https://accounts.google.com/o/oauth2/v2/auth?state={state}"

    def revoke(self, token: str) -> None:
        self.revoked.append(token)

    def _let_in(self, access: str) -> None:
        if self.down:
            raise Temporary("google list 503")
        if access != self.valid:
            raise TokenRefused

    def put_event(self, access: str, event_id: str, body: dict[str, Any]) -> None:
        self._let_in(access)
        self.ours[event_id] = body

    def take_event(self, access: str, event_id: str) -> None:
        self._let_in(access)
        self.ours.pop(event_id, None)

    def changes(self, access: str, *, since: str = "", page: str = "", **_: datetime) -> Page:
        """Two events a page."""
        self._let_in(access)
        if since and self.forgets:
            self.forgets = False
            raise SyncExpired
        named = list(dict.fromkeys(self.log[int(since) :])) if since else list(self.events)
        at = int(page or 0)
        found = [Change(name, self.events[name]) for name in named[at : at + 2]]
        if at + 2 < len(named):
            return Page(found, str(at + 2), "")
        return Page(found, "", str(len(self.log)))


def connected(person: User) -> Connection:
    return services.connect(person=person, tokens=Tokens("A0", "R0", 3600))
