"""Google Calendar v3: events of ours go there under ids we choose; of others only the times are read."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from pathya.integrations import http
from pathya.integrations.calendar.events import Busy, Change, change_of
from pathya.integrations.delivery import NotSent, Refused, Temporary

SCOPES = ("https://www.googleapis.com/auth/calendar.events.owned",)
"""The narrowest that both writes our events and lists changes of the person's own calendar."""
FIELDS = (
    "nextPageToken,nextSyncToken,timeZone,"
    "items(id,status,transparency,eventType,start,end,attendees(self,responseStatus))"
)
"""Neither titles nor places nor people are asked for."""
PER_PAGE = 250
BUSY_REASONS = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "backendError"})


@dataclass(frozen=True)
class GoogleClient:
    client_id: str
    client_secret: str
    auth_url: str = "https://accounts.google.com/o/oauth2/v2/auth"
    token_url: str = "https://oauth2.googleapis.com/token"  # noqa: S105 – an address
    revoke_url: str = "https://oauth2.googleapis.com/revoke"
    api_url: str = "https://www.googleapis.com/calendar/v3"
    timeout: float = 8


@dataclass(frozen=True)
class Tokens:
    """`refresh` is empty when Google gives none anew; `seconds` is the life of `access`."""

    access: str
    refresh: str
    seconds: int


@dataclass(frozen=True)
class Page:
    """One page of changes; the last one carries `sync_token`."""

    changes: list[Change]
    next_page: str
    sync_token: str


class TokenRefused(Exception):
    """The access token does not count (any more): refresh it and try once more."""


class AccessWithdrawn(Refused):
    """The person, or Google, took the permission back."""


class SyncExpired(Exception):
    """Changes since that token are no longer known: read everything anew."""


class Google:
    def __init__(self, client: GoogleClient) -> None:
        self.client = client

    def consent_url(self, *, state: str, verifier: str, back: str) -> str:
        """Where the person is asked; `verifier` (43 to 128 characters) proves later that it was this browser."""
        digest = hashlib.sha256(verifier.encode()).digest()
        asked = {
            "client_id": self.client.client_id,
            "redirect_uri": back,
            "response_type": "code",
            "scope": " ".join(SCOPES),
            "access_type": "offline",
            "prompt": "consent",
            "state": state,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return f"{self.client.auth_url}?{urlencode(asked)}"

    def exchange(self, *, code: str, verifier: str, back: str) -> Tokens:
        """The tokens for a code that Google sent the person back with."""
        return self._tokens(
            {"grant_type": "authorization_code", "code": code, "code_verifier": verifier, "redirect_uri": back}
        )

    def refresh(self, token: str) -> Tokens:
        """A new access token. Raises AccessWithdrawn."""
        return self._tokens({"grant_type": "refresh_token", "refresh_token": token})

    def revoke(self, token: str) -> None:
        """Give the permission back; one that is gone already is fine."""
        answer = http.call("POST", self.client.revoke_url, timeout=self.client.timeout, data={"token": token})
        if not answer.is_good and answer.status != 400:
            raise _problem("revoke", answer)

    def put_event(self, access: str, event_id: str, body: dict[str, Any]) -> None:
        """Insert under our id, or change what stands under it (also when the person deleted it)."""
        answer = self._call("POST", "/calendars/primary/events", access, json={"id": event_id, **body})
        if answer.status == 409:
            answer = self._call("PATCH", _event(event_id), access, json={**body, "status": "confirmed"})
        if not answer.is_good:
            raise _problem("put", answer)

    def take_event(self, access: str, event_id: str) -> None:
        """Delete it; one that is gone already is fine."""
        answer = self._call("DELETE", _event(event_id), access, params={"sendUpdates": "none"})
        if not answer.is_good and answer.status not in {404, 410}:
            raise _problem("take", answer)

    def changes(self, access: str, *, since: str = "", page: str = "", first: datetime, last: datetime) -> Page:
        """What changed since a sync token, or (without) everything from `first` to `last`. Raises SyncExpired."""
        query = {"singleEvents": "true", "maxResults": str(PER_PAGE), "fields": FIELDS}
        window = {"timeMin": _stamp(first), "timeMax": _stamp(last)}
        query |= {"syncToken": since} if since else window
        if page:
            query["pageToken"] = page
        answer = self._call("GET", "/calendars/primary/events", access, params=query)
        if answer.status == 410:
            raise SyncExpired
        if not answer.is_good:
            raise _problem("list", answer)
        items = answer.body.get("items", [])
        if not isinstance(items, list):
            raise Temporary("list unreadable")
        zone = str(answer.body.get("timeZone") or "UTC")
        found = [change for item in items if (change := change_of(item, zone))]
        return Page(found, _text(answer.body, "nextPageToken"), _text(answer.body, "nextSyncToken"))

    def _call(self, method: str, path: str, access: str, **arguments: Any) -> http.Answer:
        headers = {"Authorization": f"Bearer {access}"}
        answer = http.call(
            method, self.client.api_url + path, timeout=self.client.timeout, headers=headers, **arguments
        )
        if answer.status == 401:
            raise TokenRefused
        return answer

    def _tokens(self, asked: dict[str, str]) -> Tokens:
        own = {"client_id": self.client.client_id, "client_secret": self.client.client_secret}
        answer = http.call("POST", self.client.token_url, timeout=self.client.timeout, data=own | asked)
        if answer.status == 400 and answer.body.get("error") == "invalid_grant":
            raise AccessWithdrawn("google token 400")
        access, seconds = answer.body.get("access_token"), answer.body.get("expires_in")
        if not answer.is_good or not isinstance(access, str) or not isinstance(seconds, int):
            raise _problem("token", answer)
        return Tokens(access, _text(answer.body, "refresh_token"), seconds)


def _event(event_id: str) -> str:
    return f"/calendars/primary/events/{quote(event_id, safe='')}"


def _stamp(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _problem(step: str, answer: http.Answer) -> NotSent:
    """A 403 is a limit or a refusal; its reason tells which."""
    error = answer.body.get("error")
    reasons = error.get("errors") if isinstance(error, dict) else None
    listed = reasons if isinstance(reasons, list) else []
    limited = any(isinstance(one, dict) and one.get("reason") in BUSY_REASONS for one in listed)
    text = f"google {step} {answer.status}"
    waits = answer.may_help_to_wait or answer.is_good or (answer.status == 403 and limited)
    return Temporary(text) if waits else Refused(text)


__all__ = [
    "AccessWithdrawn",
    "Busy",
    "Change",
    "Google",
    "GoogleClient",
    "Page",
    "SyncExpired",
    "TokenRefused",
    "Tokens",
]
