"""GET, POST, DELETE /auth/api-keys and the page; what a key reaches."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from pathya.accounts import scopes
from pathya.accounts.models import ApiKey, User
from pathya.accounts.services import suspend
from pathya.kit import clock
from pathya.web.api import api
from tests import factories
from tests.accounts.steps import error
from tests.api import ApiClient

pytestmark = pytest.mark.django_db
READS = ["consultations:read"]


def make(user: User, **changes: Any) -> Any:
    body = {"name": "Sync", "scopes": READS, "password": factories.PASSWORD, **changes}
    return ApiClient(user).post("/auth/api-keys", body)


def test_a_key_is_shown_once_and_stored_as_a_hash() -> None:
    user = factories.asha()
    answer = make(user)
    assert answer.status_code == 201
    data = answer.json()["data"]
    assert re.fullmatch(r"ntp_[\w-]{43}", data["key"])
    (listed,) = ApiClient(user).get("/auth/api-keys").json()["data"]
    assert "key" not in listed
    assert listed["start"] == data["key"][:10]
    assert listed["lastUsedAt"] is None
    row = ApiKey.objects.get()
    assert data["key"] not in (row.key_hash, row.signing_secret, row.name)
    assert ApiClient(token=data["key"]).get("/consultations").status_code == 200
    assert ApiClient(user).get("/auth/api-keys").json()["data"][0]["lastUsedAt"]


def test_a_key_reaches_its_scopes_only() -> None:
    key = ApiClient(token=make(factories.asha()).json()["data"]["key"])
    assert key.get("/consultations").status_code == 200
    for method, path, scope in [
        ("POST", "/consultations/book", "consultations:write"),
        ("GET", "/nutritionists/me/availability", "nutritionists:read"),
        ("GET", "/nutritionists/me/clients", "health:read"),
        ("GET", "/auth/me", "profile:read"),
        ("GET", "/auth/sessions", None),
        ("POST", "/auth/api-keys", None),
        ("POST", "/auth/2fa/enable", None),
        ("POST", "/auth/change-password", None),
    ]:
        answer = key.call(method, path, {})
        assert (answer.status_code, error(answer)) == (403, "insufficient_scope"), path
        assert answer.json()["error"]["scope"] == scope


def test_no_operation_of_accounts_is_open_to_a_key_with_all_scopes() -> None:
    """Every operation with a sign-in that stands in no area answers 403."""
    token = make(factories.adi(), scopes=list(scopes.SCOPES)).json()["data"]["key"]
    tried = 0
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            if operation.get("security") and scopes.needed(method.upper(), path) is None:
                filled = re.sub(r"\{\w+\}", str(uuid4()), path).removeprefix("/api/v1")
                assert ApiClient(token=token).call(method.upper(), filled, {}).status_code == 403, path
                tried += 1
    assert tried >= 9


def test_a_revoked_late_or_suspended_key_is_dead_at_the_next_call() -> None:
    user = factories.asha()
    data = make(user, expiresInDays=1).json()["data"]
    key = ApiClient(token=data["key"])
    assert key.get("/consultations").status_code == 200
    with clock.at(clock.now() + timedelta(days=1)):
        assert key.get("/consultations").status_code == 401
    assert ApiClient(user).delete(f"/auth/api-keys/{data['id']}").status_code == 200
    assert key.get("/consultations").status_code == 401
    assert error(ApiClient(user).delete(f"/auth/api-keys/{data['id']}")) == "not_found"
    other = ApiClient(token=make(user).json()["data"]["key"])
    suspend(actor=factories.adi(), user=user)
    assert other.get("/consultations").status_code == 401


def test_keys_of_others_are_not_there() -> None:
    data = make(factories.asha()).json()["data"]
    stranger = ApiClient(factories.charlie())
    assert stranger.get("/auth/api-keys").json()["data"] == []
    assert error(stranger.delete(f"/auth/api-keys/{data['id']}")) == "not_found"
    assert ApiClient(token=data["key"]).get("/consultations").status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"password": "wrong"}, "password"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["consultations:read", "everything"]}, "scopes"),
        ({"expiresInDays": 0}, "expiresInDays"),
        ({"expiresInDays": 366}, "expiresInDays"),
        ({"name": " "}, "name"),
    ],
)
def test_what_can_not_be_taken_stands_beside_its_field(changes: dict[str, Any], field: str) -> None:
    answer = make(factories.asha(), **changes)
    assert answer.status_code == 422
    assert set(answer.json()["error"]["fields"]) == {field}
    assert not ApiKey.objects.exists()


def test_making_keys_is_limited() -> None:
    statuses = [make(factories.asha()).status_code for _ in range(31)]
    assert statuses == [201] * 20 + [409] * 10 + [429]


@pytest.mark.parametrize(
    "token",
    [
        "ntp_",
        "ntp_short",
        "NTP_" + "A" * 43,
        "ntp_" + "A" * 43,
        "ntp_" + "é" * 43,
        "ptx_" + "A" * 43,
        "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiIxIn0.",
        "eyJhbGciOiJIUzI1NiIsImtpZCI6Ii4uLy4uL2Rldi9udWxsIn0.eyJzdWIiOiIxIn0.c2ln",
        "eyJhbGciOiJSUzI1NiIsImprdSI6Imh0dHA6Ly8xMjcuMC4wLjE6MS9qd2tzIn0.eyJzdWIiOiIxIn0.c2ln",
    ],
)
def test_forged_tokens_of_every_kind_are_401(token: str) -> None:
    make(factories.asha())
    answer = ApiClient(token=token).get("/consultations")
    assert (answer.status_code, error(answer)) == (401, "sign_in_required")


def test_a_cut_or_swapped_token_is_401() -> None:
    user = factories.asha()
    key = make(user).json()["data"]["key"]
    access = factories.access_token(user)
    for token in (key[:-1], key + "A", "pta_" + key[4:], "ntp_" + access[4:], access[:-1], access.upper()):
        assert ApiClient(token=token).get("/consultations").status_code == 401


def test_the_page_makes_and_revokes(client: Client) -> None:
    factories.asha()
    client.post("/accounts/login/", {"email": "asha@pathya.example", "password": factories.PASSWORD})
    form = {"name": "Sync", "scopes": READS, "days": "90", "password": "wrong"}
    refused = client.post("/portal/settings/keys/", form)
    assert refused.status_code == 422
    assert 'value="Sync"' in refused.content.decode()
    shown = client.post("/portal/settings/keys/", {**form, "password": factories.PASSWORD}).content.decode()
    found = re.search(r"ntp_[\w-]{43}", shown)
    assert found
    assert ApiClient(token=found[0]).get("/consultations").status_code == 200
    listed = client.get("/portal/settings/keys/").content.decode()
    assert found[0] not in listed
    assert found[0][:10] in listed
    client.post(f"/portal/settings/keys/{ApiKey.objects.get().pk}/revoke/")
    assert ApiClient(token=found[0]).get("/consultations").status_code == 401
