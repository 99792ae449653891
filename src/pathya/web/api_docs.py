"""`/api/v1/docs`: the OpenAPI document as a page of ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pathya.operations.openapi import codes
from pathya.web.api import api

Document = Mapping[str, Any]
WRAPPERS = ("Answer_", "Listing_", "Answer[", "Listing[")


@dataclass(frozen=True)
class Part:
    """A word of a type; `model` is the anchor of the model it names."""

    text: str
    model: str = ""


@dataclass(frozen=True)
class Field:
    name: str
    kind: list[Part]
    required: bool
    place: str = ""
    description: str = ""


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    summary: str
    description: str
    signed_in: bool
    parameters: list[Field]
    body: list[Part]
    answers: list[tuple[str, str, list[Part]]]
    anchor: str = ""


@dataclass(frozen=True)
class Group:
    name: str
    operations: list[Operation] = field(default_factory=list)


@dataclass(frozen=True)
class Model:
    name: str
    description: str
    fields: list[Field]
    choices: list[Part]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Built from the document each time: it is read seldom and shown in the reader's language."""
    document = api.get_openapi_schema()
    return render(
        request,
        "web/api_docs.html",
        {
            "groups": groups(document),
            "models": models(document),
            "codes": codes(),
            "base": settings.BASE_URL,
            "per_person": settings.API_PER_PERSON,
            "per_address": settings.API_PER_ADDRESS,
        },
    )


def groups(document: Document) -> list[Group]:
    """Operations by their first tag, in the order of the routes."""
    found: dict[str, Group] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            name = (operation.get("tags") or ["more"])[0]
            made = _operation(method.upper(), path, operation, document["components"]["schemas"])
            found.setdefault(name, Group(name)).operations.append(made)
    return list(found.values())


def models(document: Document) -> list[Model]:
    """Every body, without the envelopes around them."""
    return [
        Model(
            name,
            schema.get("description", ""),
            _fields(schema),
            [] if "properties" in schema else kind(schema),
        )
        for name, schema in sorted(document["components"]["schemas"].items())
        if not name.startswith(WRAPPERS)
    ]


def _operation(method: str, path: str, operation: Document, schemas: Document) -> Operation:
    parameters = [
        Field(one["name"], kind(one["schema"]), one["required"], one["in"], one.get("description", ""))
        for one in operation.get("parameters", [])
    ]
    body = operation.get("requestBody", {}).get("content", {})
    answers = [
        (status, answer["description"], _data(_schema(answer), schemas) if status[0] == "2" else [])
        for status, answer in operation["responses"].items()
    ]
    return Operation(
        method=method,
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        signed_in="security" in operation,
        parameters=parameters,
        body=kind(next(iter(body.values()))["schema"]) if body else [],
        answers=[one for one in answers if one[0].startswith("2")] + [one for one in answers if one[0][0] != "2"],
        anchor=operation["operationId"],
    )


def _data(schema: Document, schemas: Document) -> list[Part]:
    """What stands in the envelope's `data`."""
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    return kind(schemas[name]["properties"]["data"] if name.startswith(WRAPPERS) else schema) if schema else []


def _schema(answer: Document) -> Document:
    content = answer.get("content", {})
    schema: Document = next(iter(content.values())).get("schema", {}) if content else {}
    return schema


def _fields(schema: Document) -> list[Field]:
    required = set(schema.get("required", []))
    return [
        Field(name, kind(one), name in required, description=one.get("description", ""))
        for name, one in schema.get("properties", {}).items()
    ]


def kind(schema: Document) -> list[Part]:
    """A schema in a few words: `list of Slot`, `text (uuid)`, `text or null`."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return [Part(name, "" if name.startswith(WRAPPERS) else name)]
    if choices := schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf"):
        parts: list[Part] = []
        for choice in choices:
            parts += [*([Part("or")] if parts else []), *kind(choice)]
        return parts
    if "enum" in schema:
        return [Part(" | ".join(str(choice) for choice in schema["enum"]))]
    if "const" in schema:
        return [Part(str(schema["const"]))]
    if schema.get("type") == "array":
        return [Part("list of"), *kind(schema.get("items", {}))]
    name = str(schema.get("type", "anything"))
    name = WORDS.get(name, name)
    return [Part(f"{name} ({schema['format']})" if "format" in schema else name)]


WORDS = {"string": "text", "integer": "whole number", "boolean": "true or false"}
