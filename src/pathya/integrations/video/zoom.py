"""Zoom meetings by a server-to-server OAuth app. The token lives an hour and is kept in the process."""

import threading
import time
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from urllib.parse import quote

from pathya.integrations import http
from pathya.integrations.delivery import NotSent, Refused, Temporary
from pathya.integrations.video.room import Arranged, RoomGone, Wanted

EARLY = 60
"""Seconds before its end at which a token is no longer used."""


@dataclass(frozen=True)
class ZoomAccount:
    account_id: str
    client_id: str
    client_secret: str
    user: str = ""
    """Who hosts; empty: each nutritionist is a user of the account, known by their e-mail address."""
    webhook_secret: str = ""
    recording: bool = False
    api_url: str = "https://api.zoom.us/v2"
    token_url: str = "https://zoom.us/oauth/token"  # noqa: S105 – an address
    timeout: float = 6


_tokens: dict[ZoomAccount, tuple[str, float]] = {}
_lock = threading.Lock()


def forget_tokens() -> None:
    """Ask for a new token at the next call."""
    with _lock:
        _tokens.clear()


class Zoom:
    def __init__(self, account: ZoomAccount) -> None:
        self.account = account

    def create(self, wanted: Wanted) -> Arranged:
        host = quote(self.account.user or wanted.host, safe="@")
        answer = self._call("POST", f"/users/{host}/meetings", json={"type": 2, **_meeting(wanted)})
        if not answer.is_good:
            raise _problem("create", answer)
        try:
            return Arranged(
                external_id=str(int(answer.body["id"])),
                join_url=_link(answer.body["join_url"]),
                host_url=_link(answer.body["start_url"]),
                password=str(answer.body.get("password") or ""),
            )
        except (KeyError, TypeError, ValueError):
            raise Temporary("create unreadable") from None

    def change(self, external_id: str, wanted: Wanted) -> None:
        answer = self._call("PATCH", f"/meetings/{external_id}", json=_meeting(wanted))
        if answer.status == 404:
            raise RoomGone
        if not answer.is_good:
            raise _problem("change", answer)

    def remove(self, external_id: str) -> None:
        answer = self._call("DELETE", f"/meetings/{external_id}")
        if not answer.is_good and answer.status != 404:
            raise _problem("remove", answer)

    def host_url(self, external_id: str) -> str:
        """Zoom's links for hosts end after two hours, so each entry asks for a new one."""
        answer = self._call("GET", f"/meetings/{external_id}")
        if answer.status == 404:
            raise RoomGone
        if not answer.is_good or "start_url" not in answer.body:
            raise _problem("read", answer)
        try:
            return _link(answer.body["start_url"])
        except ValueError:
            raise Temporary("read unreadable") from None

    def _call(self, method: str, path: str, **arguments: Any) -> http.Answer:
        """Once more with a new token when the kept one is refused."""
        for fresh in (False, True):
            headers = {"Authorization": f"Bearer {self._token(fresh=fresh)}"}
            answer = http.call(
                method, self.account.api_url + path, timeout=self.account.timeout, headers=headers, **arguments
            )
            if answer.status != 401:
                break
        return answer

    def _token(self, *, fresh: bool) -> str:
        account = self.account
        with _lock:
            kept = _tokens.get(account)
        if kept and not fresh and kept[1] > time.monotonic():
            return kept[0]
        answer = http.call(
            "POST",
            account.token_url,
            timeout=account.timeout,
            auth=(account.client_id, account.client_secret),
            data={"grant_type": "account_credentials", "account_id": account.account_id},
        )
        token = answer.body.get("access_token")
        if not answer.is_good or not isinstance(token, str) or not token:
            raise _problem("token", answer)
        seconds = answer.body.get("expires_in")
        life = seconds if isinstance(seconds, int) else 3600
        with _lock:
            _tokens[account] = token, time.monotonic() + life - EARLY
        return token


def _meeting(wanted: Wanted) -> dict[str, Any]:
    return {
        "topic": wanted.topic,
        "start_time": wanted.starts_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "duration": wanted.minutes,
        "timezone": "UTC",
        "settings": {
            "waiting_room": True,
            "join_before_host": False,
            "approval_type": 2,
            "auto_recording": "cloud" if wanted.record else "none",
        },
    }


def _link(value: Any) -> str:
    if not isinstance(value, str) or not value.startswith("https://") or len(value) > 2000:
        raise ValueError
    return value


def _problem(step: str, answer: http.Answer) -> NotSent:
    reason = f"zoom {step} {answer.status}"
    waits = answer.may_help_to_wait or answer.is_good or answer.status in {401, 403}
    return Temporary(reason) if waits else Refused(reason)
