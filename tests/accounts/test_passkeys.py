"""The doors of passkeys, against what no authenticator of ours has said."""

import json

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db
DOOR = "/accounts/passkey/"


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "null",
        "[]",
        "{}",
        "{",
        json.dumps({"id": "x", "rawId": "eA", "type": "public-key", "response": {}}),
        json.dumps({"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "e30"}}),
        json.dumps(
            {
                "id": "eA",
                "rawId": "eA",
                "type": "public-key",
                "response": {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA"},
            }
        ),
        json.dumps({"id": 1, "rawId": None, "response": "x"}),
        "x" * 30_000,
    ],
)
@pytest.mark.parametrize("asked", [True, False])
def test_what_is_no_answer_is_refused(client: Client, credential: str, asked: bool) -> None:
    factories.asha()
    if asked:
        client.get(DOOR)
    assert client.post(DOOR, {"credential": credential})["Location"] == DOOR
    assert "_auth_user_id" not in client.session


def test_the_door_is_limited(client: Client) -> None:
    for _ in range(101):
        client.get(DOOR)
        client.post(DOOR, {"credential": "{}"})
    assert "Too many tries" in client.get(DOOR).content.decode()


def test_adding_one_asks_for_the_password(client: Client) -> None:
    user = factories.asha()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    begin = "/portal/settings/security/passkeys/"
    assert client.get(f"{begin}create/")["Location"] == begin
    assert client.post(begin, {"name": "Phone", "password": "wrong"}).status_code == 422
    assert client.post(begin, {"name": "Phone", "password": factories.PASSWORD})["Location"] == f"{begin}create/"
    assert client.post(f"{begin}create/", {"credential": "{}"})["Location"] == begin
    assert not user.passkeys.exists()
