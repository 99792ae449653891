"""Signing in with Google and Facebook, against a peer on this machine that speaks their contract."""

import base64
import dataclasses
import hashlib
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import LazySettings
from django.test import Client

from pathya.accounts.models import SocialLink, User
from pathya.accounts.services import suspend
from pathya.integrations.identity import facebook, google
from tests import factories
from tests.accounts.steps import app_code, factor_on

pytestmark = pytest.mark.django_db
LOGIN, GO, BACK = "/accounts/login/", "/accounts/with/google/", "/accounts/with/google/back/"
ASHA = {"sub": "g-1", "email": "Asha@pathya.example", "email_verified": True, "given_name": "Asha"}


class Peer:
    """Answers the token and the person; `challenges` is what the browser was sent with."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = ASHA
        self.challenge = ""
        self.status = 200


@pytest.fixture
def peer(settings: LazySettings) -> Iterator[Peer]:
    made = Peer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            digest = hashlib.sha256(form["code_verifier"][0].encode()).digest()
            proven = base64.urlsafe_b64encode(digest).decode().rstrip("=") == made.challenge
            right = proven and form["client_secret"] == ["s"] and form["code"] == ["right"]
            self.answer(made.status if right else 400, {"access_token": "t"} if right else {"error": "invalid_grant"})

        def do_GET(self) -> None:
            self.answer(200 if self.headers["Authorization"] == "Bearer t" else 401, made.person)

        def answer(self, status: int, body: dict[str, Any]) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    at = f"http://127.0.0.1:{server.server_port}"
    settings.IDENTITY_PROVIDERS = {
        made_by.name: dataclasses.replace(made_by, token_url=f"{at}/token", person_url=f"{at}/me")
        for made_by in (google("c", "s"), facebook("c", "s"))
    }
    yield made
    server.shutdown()
    server.server_close()


def go(client: Client, peer: Peer, name: str = "google", *, code: str = "right", state: str = "") -> Any:
    """There and back: the answer of coming back."""
    there = client.get(f"/accounts/with/{name}/?next=/portal/settings/")["Location"]
    query = parse_qs(urlsplit(there).query)
    assert query["redirect_uri"][0].endswith(f"/accounts/with/{name}/back/")
    peer.challenge = query["code_challenge"][0]
    return client.get(f"/accounts/with/{name}/back/", {"code": code, "state": state or query["state"][0]})


def entered(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_nothing_is_offered_unless_configured(client: Client) -> None:
    assert "/accounts/with/" not in client.get(LOGIN).content.decode()
    assert client.get(GO).status_code == 404


def test_who_has_proven_the_same_address_is_linked_and_signed_in(client: Client, peer: Peer) -> None:
    user = factories.asha()
    assert "Go on with Google" in client.get(LOGIN).content.decode()
    assert go(client, peer)["Location"] == "/portal/settings/"
    assert SocialLink.objects.get().user == user
    assert go(Client(), peer)["Location"] == "/portal/settings/"
    assert SocialLink.objects.count() == User.objects.count() == 1


def test_an_address_that_is_not_proven_opens_nothing(client: Client, peer: Peer) -> None:
    factories.asha()
    for proof in (False, "true", None, 1):
        peer.person = {**ASHA, "email_verified": proof}
        assert go(client, peer)["Location"] == LOGIN
    user = User.objects.create_user("raw@pathya.example", "x", first_name="Raw", last_name="User")
    peer.person = {**ASHA, "email": user.email}
    assert go(client, peer)["Location"] == LOGIN
    assert not entered(client)
    assert not SocialLink.objects.exists()


def test_a_new_address_makes_a_client(client: Client, peer: Peer) -> None:
    peer.person = {**ASHA, "email": "new@pathya.example"}
    go(client, peer)
    user = User.objects.get()
    assert (user.email, user.role, user.has_usable_password()) == ("new@pathya.example", "client", False)
    assert entered(client)


def test_the_second_step_and_suspension_hold(client: Client, peer: Peer) -> None:
    user = factories.asha()
    secret, _ = factor_on(user)
    assert go(client, peer)["Location"] == "/accounts/second-step/"
    assert not entered(client)
    assert client.post("/accounts/second-step/", {"code": app_code(secret)})["Location"] == "/portal/settings/"
    suspend(actor=factories.adi(), user=user)
    assert go(Client(), peer)["Location"] == LOGIN


def test_facebook_opens_only_what_was_linked_to_it(client: Client, peer: Peer) -> None:
    user = factories.asha()
    peer.person = {"id": "f-1", "email": user.email, "first_name": "Asha"}
    assert go(client, peer, "facebook")["Location"] == LOGIN
    assert not entered(client)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert go(client, peer, "facebook")["Location"] == "/portal/settings/security/"
    other = Client()
    assert go(other, peer, "facebook")["Location"] == "/portal/settings/"
    assert entered(other)
    client.post("/portal/settings/security/links/facebook/remove/")
    assert not SocialLink.objects.exists()


def test_an_account_elsewhere_belongs_to_one_person(client: Client, peer: Peer) -> None:
    go(client, peer)
    charlie = Client()
    charlie.force_login(factories.charlie(), backend="allauth.account.auth_backends.AuthenticationBackend")
    go(charlie, peer)
    assert SocialLink.objects.get().user.email == "asha@pathya.example"


def test_forged_returns_are_refused(client: Client, peer: Peer) -> None:
    factories.asha()
    assert client.get(BACK, {"code": "right", "state": "x"})["Location"] == LOGIN
    assert go(client, peer, state="forged")["Location"] == LOGIN
    assert go(client, peer, code="wrong")["Location"] == LOGIN
    peer.status = 500
    assert go(client, peer)["Location"] == LOGIN
    peer.status = 200
    peer.person = {"email": "asha@pathya.example", "email_verified": True}
    assert go(client, peer)["Location"] == LOGIN
    assert not entered(client)
    assert client.get("/accounts/with/google/?next=https://evil.example/").status_code == 302
    assert client.session["social"]["next"] == ""
