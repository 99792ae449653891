"""What Ninja's OpenAPI document lacks: the failures every operation can answer, keys of repeated requests, codes."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import ninja.openapi.schema as drawing
from ninja.openapi.schema import OpenAPISchema
from ninja.schema import NinjaGenerateJsonSchema
from pydantic.json_schema import CoreModeRef, CoreRef, DefsRef

from pathya.kit.api import Failure
from pathya.kit.errors import PathyaError, Text
from pathya.operations.idempotency import HEADER, LONGEST, InProgress, OtherBody

REFERENCE = "#/components/schemas/{model}"
DESCRIPTION = """Everything a person can do in the pages of Pathya, for programs. See /api/v1/docs.

JSON in camelCase. A failure answers `{"success": false, "error": {"code", "message", "fields"?}}`."""
COMMON = {
    "400": "The request could not be read (`malformed`).",
    "413": "The body is over the limit (`too_large`).",
    "422": "A value can't be taken (`invalid`); `fields` says which and why.",
    "429": "A limit was met (`too_many_tries`); `Retry-After` says when to come back.",
    "500": "A mistake of ours (`server_error`); `requestId` finds it in the log.",
    "503": "The database is away for a moment (`unavailable`).",
}
WITH_BODY = {"415": "The body is not `application/json` (`wrong_type`)."}
SIGNED_IN = {"401": "No access token, or one that has ended (`sign_in_required`)."}
KEY_PARAMETER = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "description": "A repeat with the same key within 24 hours gets the first answer and has no second effect.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST},
}
KEY_FAILURE = f"The key was used for another request (`{OtherBody.code}`), or it is in progress (`{InProgress.code}`)."


class Named(NinjaGenerateJsonSchema):
    """Names of bodies begin with their domain: Ninja lets the last of two that are called alike win."""

    def get_defs_ref(self, core_mode_ref: CoreModeRef) -> DefsRef:
        ref, mode = core_mode_ref
        return super().get_defs_ref((CoreRef(OURS.sub(_with_domain, ref)), mode))


OURS = re.compile(r"\bpathya\.(?!kit\.)(\w+)\.((?:\w+\.)*)(\w+)(?=:)")
drawing.NinjaGenerateJsonSchema = Named  # type: ignore[attr-defined]  # it offers no other way


class Document(OpenAPISchema):
    """Each model is described once, however many operations answer with it."""

    def __init__(self, *given: Any) -> None:
        self.described: dict[Any, Any] = {}
        super().__init__(*given)

    def _create_schema_from_model(self, model: Any, *options: Any, **more: Any) -> Any:
        key = (model, options, *more.items())
        if key not in self.described:
            self.described[key] = super()._create_schema_from_model(model, *options, **more)
        return deepcopy(self.described[key])


def _with_domain(found: re.Match[str]) -> str:
    domain, module, name = found.groups()
    return f"pathya.{domain}.{module}{domain.capitalize()}{name}"


@dataclass(frozen=True)
class Code:
    """One stable error code."""

    code: str
    status: int
    message: Text
    meaning: str


def completed(schema: OpenAPISchema) -> OpenAPISchema:
    """The same document, every operation with the answers it can give."""
    components = schema["components"]["schemas"]
    failure = Failure.model_json_schema(ref_template=REFERENCE, mode="serialization")
    components.update(failure.pop("$defs", {}))
    components["Failure"] = failure
    for methods in schema["paths"].values():
        for operation in methods.values():
            _complete(operation)
    schema["info"]["description"] = DESCRIPTION
    schema["x-error-codes"] = {one.code: {"status": one.status, "description": one.meaning} for one in codes()}
    return schema


def codes() -> list[Code]:
    """Every code of the program, by status and name."""
    found = {
        kind.code: Code(kind.code, kind.status, kind.message, (kind.__doc__ or str(kind.message)).split("\n")[0])
        for kind in _kinds(PathyaError)
    }
    return sorted(found.values(), key=lambda one: (one.status, one.code))


def _kinds(parent: type[PathyaError]) -> Iterator[type[PathyaError]]:
    for kind in parent.__subclasses__():
        if "code" in vars(kind) and kind.__module__.startswith("pathya."):
            yield kind
        yield from _kinds(kind)


def _complete(operation: dict[str, Any]) -> None:
    failures = dict(COMMON)
    if "requestBody" in operation:
        failures |= WITH_BODY
    if "security" in operation:
        failures |= SIGNED_IN
    if operation.pop("x-idempotent", False):
        operation["parameters"].append(KEY_PARAMETER)
        failures["409"] = KEY_FAILURE
    answers = {str(status): answer for status, answer in operation["responses"].items()}
    for status, description in failures.items():
        answers.setdefault(
            status,
            {
                "description": description,
                "content": {"application/json": {"schema": {"$ref": REFERENCE.format(model="Failure")}}},
            },
        )
    operation["responses"] = dict(sorted(answers.items()))
