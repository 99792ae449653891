"""Passkeys without a browser: an authenticator of our own answers what the API asks."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from pathya.accounts.models import Passkey
from tests.api import ApiClient
from tests.factories import PASSWORD, asha, bilal

pytestmark = pytest.mark.django_db
UP_UV, WITH_KEY = 0x05, 0x40


class Device:
    """One credential with its counter."""

    def __init__(self) -> None:
        self.key, self.id, self.uses = ec.generate_private_key(ec.SECP256R1()), b"device-of-asha-1", 0

    def made(self, options: dict[str, Any]) -> dict[str, Any]:
        public = ES256.from_cryptography_key(self.key.public_key())
        data = AttestedCredentialData.create(Aaguid(b"\0" * 16), self.id, public)
        said = AuthenticatorData.create(sha256(options["rp"]["id"].encode()), UP_UV | WITH_KEY, 0, data)
        attested = AttestationObject.create("none", said, {})
        return self._answer(options, "webauthn.create", attestationObject=websafe_encode(bytes(attested)))

    def proven(self, options: dict[str, Any]) -> dict[str, Any]:
        self.uses += 1
        said = AuthenticatorData.create(sha256(options["rpId"].encode()), UP_UV, self.uses)
        client = client_data(options, "webauthn.get")
        signature = self.key.sign(bytes(said) + sha256(client), ec.ECDSA(hashes.SHA256()))
        texts = {"authenticatorData": websafe_encode(bytes(said)), "signature": websafe_encode(signature)}
        return self._answer(options, "webauthn.get", **texts)

    def _answer(self, options: dict[str, Any], kind: str, **response: str) -> dict[str, Any]:
        response["clientDataJSON"] = websafe_encode(client_data(options, kind))
        text = websafe_encode(self.id)
        return {"id": text, "rawId": text, "type": "public-key", "response": response}


def client_data(options: dict[str, Any], kind: str) -> bytes:
    return json.dumps({"type": kind, "challenge": options["challenge"], "origin": "http://localhost:8000"}).encode()


@pytest.fixture(autouse=True)
def _host(settings: Any) -> None:
    settings.BASE_URL = "http://localhost:8000"


def test_a_passkey_made_by_the_api_signs_in_once_per_challenge() -> None:
    device, visitor = Device(), ApiClient()
    round_ = ApiClient(asha()).post("/auth/passkeys/options", {"name": "Phone", "password": PASSWORD}).json()["data"]
    made = ApiClient(asha()).post(
        "/auth/passkeys", {"token": round_["token"], "credential": device.made(round_["options"])}
    )
    assert made.status_code == 201
    assert len(made.json()["data"]["backupCodes"]) == 10
    (listed,) = ApiClient(asha()).get("/auth/passkeys").json()["data"]
    assert listed["name"] == "Phone"

    asked = visitor.post("/auth/passkeys/challenge").json()["data"]
    body = {"token": asked["token"], "credential": device.proven(asked["options"])}
    signed_in = visitor.post("/auth/passkeys/verify", body)
    token = signed_in.json()["data"]["tokens"]["accessToken"]
    assert ApiClient(token=token).get("/auth/me").json()["data"]["email"] == asha().email
    assert visitor.post("/auth/passkeys/verify", body).status_code == 401

    other = visitor.post("/auth/passkeys/challenge").json()["data"]
    replayed = {"token": other["token"], "credential": body["credential"]}
    assert visitor.post("/auth/passkeys/verify", replayed).status_code == 422

    removal = f"/auth/passkeys/{listed['id']}/remove"
    assert ApiClient(asha()).post(removal, {"password": "wrong"}).status_code == 422
    assert ApiClient(asha()).post(removal, {"password": PASSWORD}).status_code == 200
    assert not Passkey.objects.exists()


def test_what_was_asked_for_one_person_is_not_taken_from_another() -> None:
    device = Device()
    round_ = ApiClient(asha()).post("/auth/passkeys/options", {"name": "Phone", "password": PASSWORD}).json()["data"]
    body = {"token": round_["token"], "credential": device.made(round_["options"])}
    assert ApiClient(bilal()).post("/auth/passkeys", body).status_code == 401
    assert ApiClient(asha()).post("/auth/passkeys", body).status_code == 401
    assert ApiClient().post("/auth/passkeys/verify", body).status_code == 401
    assert not Passkey.objects.exists()
