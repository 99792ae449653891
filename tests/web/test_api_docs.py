"""The API tells about itself: a document for programs, a page for people."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from pathya.operations.openapi import codes

pytestmark = pytest.mark.django_db


def document() -> dict[str, Any]:
    found: dict[str, Any] = Client().get("/api/v1/openapi.json").json()
    return found


def test_every_operation_declares_its_failures() -> None:
    schema = document()
    assert schema["openapi"].startswith("3.1")
    for path, methods in schema["paths"].items():
        assert path.startswith("/api/v1/")
        for method, operation in methods.items():
            answers = set(operation["responses"])
            assert {"400", "422", "429", "500", "503"} <= answers, (method, path)
            assert ("401" in answers) >= ("security" in operation), (method, path)
            assert any(status.startswith("2") for status in answers), (method, path)
            assert operation["operationId"]


def test_every_reference_leads_somewhere_and_names_are_camel_case() -> None:
    schema = document()
    names = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(schema)))
    assert names <= set(schema["components"]["schemas"])
    for name, model in schema["components"]["schemas"].items():
        assert not [field for field in model.get("properties", {}) if "_" in field], name
    for methods in schema["paths"].values():
        for operation in methods.values():
            inside = [one["name"] for one in operation.get("parameters", []) if one["in"] == "query"]
            assert not [name for name in inside if "_" in name], operation["operationId"]


def test_the_page_lists_operations_bodies_and_codes() -> None:
    text = Client().get("/api/v1/docs").content.decode()
    for path in document()["paths"]:
        assert path in text
    for one in codes():
        assert f'id="code-{one.code}"' in text
    assert "style=" not in text
    assert "<script>" not in text
    assert Client().get("/api/v1/docs", headers={"Accept-Language": "hi"}).status_code == 200


def test_links_inside_the_page_lead_somewhere() -> None:
    text = Client().get("/api/v1/docs").content.decode()
    wanted = set(re.findall(r'href="#([^"]+)"', text))
    assert wanted <= set(re.findall(r'id="([^"]+)"', text))


def test_codes_are_stable_words_with_a_meaning() -> None:
    found = codes()
    assert {"invalid", "not_found", "too_many_tries", "idempotency_mismatch", "server_error"} <= {
        one.code for one in found
    }
    for one in found:
        assert re.fullmatch(r"[a-z][a-z0-9_]+", one.code)
        assert one.meaning, one.code
        assert 400 <= one.status < 600
