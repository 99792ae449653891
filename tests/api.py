"""A caller of the REST interface, signed in with a bearer token or a visitor."""

import json
from typing import Any

from django.test import Client

from pathya.accounts.models import User
from tests.factories import access_token

ROOT = "/api/v1"


class ApiClient:
    """`ApiClient(asha()).post("/consultations/book", {…})` answers Django's response; `.json()` is the body."""

    def __init__(self, user: User | None = None, *, token: str | None = None, address: str = "127.0.0.1") -> None:
        self.client = Client(enforce_csrf_checks=True, REMOTE_ADDR=address)
        self.token = token if token is not None else access_token(user) if user else ""

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """One call; `headers` are named as on the wire with `_` for `-`."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        data = b"" if body is None else json.dumps(body).encode()
        return self.client.generic(method, ROOT + path, data, content_type="application/json", headers=sent)

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.call("POST", path, {} if body is None else body, **headers)

    def put(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.call("PUT", path, {} if body is None else body, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.call("PATCH", path, {} if body is None else body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.call("DELETE", path, **headers)
