"""Jitsi needs no arranging: who knows the room's name, and holds a signed token where the server asks, may enter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

import jwt

from pathya.integrations.video.room import Visitor

PUBLIC = "https://meet.jit.si"


@dataclass(frozen=True)
class JitsiServer:
    """An own server signs with `secret` (HS256), Jitsi as a service with `private_key` (RS256) under `key_id`."""

    url: str = PUBLIC
    app_id: str = ""
    secret: str = ""
    key_id: str = ""
    private_key: str = ""

    @property
    def is_public(self) -> bool:
        """Anybody's server, for trying out: no tokens, no promise of privacy."""
        return not self.app_id and urlsplit(self.url).hostname == urlsplit(PUBLIC).hostname


class Jitsi:
    def __init__(self, server: JitsiServer) -> None:
        self.server = server

    def link(self, room: str, visitor: Visitor, *, opens: datetime, closes: datetime) -> str:
        """The address for one visitor of one room, good from `opens` to `closes` where the server signs."""
        server = self.server
        if server.private_key:
            place = f"{server.url}/{quote(server.app_id)}/{room}"
            token = self._service_token(room, visitor, opens, closes)
        elif server.secret:
            place, token = f"{server.url}/{room}", self._own_token(room, visitor, opens, closes)
        else:
            return f"{server.url}/{room}#userInfo.displayName={quote(_quoted(visitor.name))}"
        return f"{place}?jwt={token}"

    def _service_token(self, room: str, visitor: Visitor, opens: datetime, closes: datetime) -> str:
        flag = {True: "true", False: "false"}
        features = {"recording": False, "livestreaming": False, "transcription": False, "outbound-call": False}
        claims = {
            "aud": "jitsi",
            "iss": "chat",
            "sub": self.server.app_id,
            "room": room,
            "nbf": int(opens.timestamp()),
            "exp": int(closes.timestamp()),
            "context": {
                "user": {"id": visitor.id, "name": visitor.name, "moderator": flag[visitor.is_host]},
                "features": {name: flag[value] for name, value in features.items()},
            },
        }
        return jwt.encode(claims, self.server.private_key, algorithm="RS256", headers={"kid": self.server.key_id})

    def _own_token(self, room: str, visitor: Visitor, opens: datetime, closes: datetime) -> str:
        claims: dict[str, Any] = {
            "aud": self.server.app_id,
            "iss": self.server.app_id,
            "sub": urlsplit(self.server.url).hostname,
            "room": room,
            "nbf": int(opens.timestamp()),
            "exp": int(closes.timestamp()),
            "moderator": visitor.is_host,
            "context": {
                "user": {
                    "id": visitor.id,
                    "name": visitor.name,
                    "affiliation": "owner" if visitor.is_host else "member",
                }
            },
        }
        return jwt.encode(claims, self.server.secret, algorithm="HS256")


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "").replace('"', "") + '"'
