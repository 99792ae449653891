"""Signing in with an account elsewhere: OAuth 2 with a code and PKCE, then who it is."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pathya.integrations import http
from pathya.integrations.delivery import NotSent

TIMEOUT = 8.0


class IdentityRefused(Exception):
    """The service did not say who it is; the reason names the step."""


@dataclass(frozen=True)
class Identity:
    """`email` is one that the service says is proven, else an empty text."""

    subject: str
    email: str = ""
    first_name: str = ""
    last_name: str = ""


@dataclass(frozen=True)
class Provider:
    """`proves_mail`: the field of the answer that says the address is proven; empty where the service never says."""

    name: str
    label: str
    client_id: str
    secret: str
    authorize_url: str
    token_url: str
    person_url: str
    scope: str
    proves_mail: str = ""

    def address(self, *, back: str, state: str, verifier: str) -> str:
        """Where the browser goes."""
        digest = hashlib.sha256(verifier.encode()).digest()
        query = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": back,
            "scope": self.scope,
            "state": state,
            "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
            "code_challenge_method": "S256",
        }
        return f"{self.authorize_url}?{urlencode(query)}"

    def identity(self, *, code: str, back: str, verifier: str) -> Identity:
        """Whom the code stands for; raises `IdentityRefused`."""
        data = {
            "grant_type": "authorization_code",
            "client_id": self.client_id,
            "client_secret": self.secret,
            "redirect_uri": back,
            "code": code,
            "code_verifier": verifier,
        }
        token = _asked("token", "POST", self.token_url, data=data).get("access_token")
        if not isinstance(token, str) or not token:
            raise IdentityRefused("token")
        said = _asked("person", "GET", self.person_url, headers={"Authorization": f"Bearer {token}"})
        subject = str(said.get("sub") or said.get("id") or "")
        if not subject or len(subject) > 200:
            raise IdentityRefused("person")
        proven = bool(self.proves_mail) and said.get(self.proves_mail) is True
        return Identity(
            subject,
            str(said.get("email") or "").lower() if proven else "",
            str(said.get("given_name") or said.get("first_name") or "")[:60],
            str(said.get("family_name") or said.get("last_name") or "")[:60],
        )


def google(client_id: str, secret: str) -> Provider:
    return Provider(
        "google",
        "Google",
        client_id,
        secret,
        "https://accounts.google.com/o/oauth2/v2/auth",
        "https://oauth2.googleapis.com/token",
        "https://openidconnect.googleapis.com/v1/userinfo",
        "openid email profile",
        "email_verified",
    )


def facebook(client_id: str, secret: str) -> Provider:
    """It never says whether an address is proven, so it opens only an account it was linked to."""
    return Provider(
        "facebook",
        "Facebook",
        client_id,
        secret,
        "https://www.facebook.com/v23.0/dialog/oauth",
        "https://graph.facebook.com/v23.0/oauth/access_token",
        "https://graph.facebook.com/v23.0/me?fields=id,first_name,last_name",
        "public_profile",
    )


def new_secret() -> str:
    return secrets.token_urlsafe(48)


def _asked(step: str, method: str, url: str, **arguments: Any) -> dict[str, Any]:
    try:
        answer = http.call(method, url, timeout=TIMEOUT, **arguments)
    except NotSent as error:
        raise IdentityRefused(step) from error
    if not answer.is_good:
        raise IdentityRefused(step)
    return answer.body
