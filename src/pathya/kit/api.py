"""What every API operation shares: camelCase bodies, the success envelope, pages of a list."""

from functools import cache
from typing import Any, Generic, TypeVar

import ninja
from ninja.operation import Operation
from ninja.schema import DjangoGetter
from pydantic import ConfigDict, ModelWrapValidatorHandler, ValidationInfo, model_validator
from pydantic.alias_generators import to_camel

T = TypeVar("T")
JSON = "application/json; charset=utf-8"


@cache
def _answer_model(kind: Any) -> type[ninja.Schema]:
    return type("NinjaResponseSchema", (ninja.Schema,), {"__annotations__": {"response": kind}})


def _create_response_model(_operation: Operation, response_param: Any) -> type[ninja.Schema] | None:
    """Ninja's model around an answer, one for each kind of answer: it would make a thousand of `Failure` alone."""
    return None if response_param is None else _answer_model(response_param)


Operation._create_response_model = _create_response_model  # type: ignore[assignment, method-assign]  # noqa: SLF001


class Schema(ninja.Schema):
    """Body of an answer: snake_case here, camelCase outside."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True)

    @model_validator(mode="wrap")
    @classmethod
    def _run_root_validator(
        cls, values: Any, handler: ModelWrapValidatorHandler["Schema"], info: ValidationInfo
    ) -> "Schema":
        """What is a dict or was sent is read as it is, a third of a hot call less; objects as Ninja reads them."""
        plain = isinstance(values, dict) or cls.model_config.get("extra") == "forbid"
        return handler(values if plain else DjangoGetter(values, cls, info.context))


class Body(Schema):
    """Body of a request: unknown fields, NaN and infinities are refused."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, str_max_length=20_000)


class Answer(Schema, Generic[T]):
    """`{"success": true, "message"?: …, "data": …}`"""

    success: bool = True
    message: str | None = None
    data: T


class Pagination(Schema):
    page: int
    limit: int
    total: int
    pages: int


class Listing(Schema, Generic[T]):
    """`{"success": true, "data": […], "pagination": {…}}`"""

    success: bool = True
    data: list[T]
    pagination: Pagination


class ErrorBody(Schema):
    model_config = ConfigDict(extra="allow")
    code: str
    message: str
    fields: dict[str, list[str]] | None = None


class Failure(Schema):
    """`{"success": false, "error": {"code", "message", "fields"?}}`"""

    success: bool = False
    error: ErrorBody


class MoneyBody(Schema):
    """Money as the API writes it: decimal string and ISO 4217 currency."""

    amount: str
    currency: str


def as_json(schema: type[Schema], data: Any) -> bytes:
    """An answer's body as it is sent, for answers that are kept."""
    return schema.model_validate(data).model_dump_json(by_alias=True).encode()


def ok(data: Any = None, message: str | None = None) -> dict[str, Any]:
    """The success envelope for `data`."""
    envelope: dict[str, Any] = {"success": True, "data": data}
    if message is not None:
        envelope["message"] = str(message)
    return envelope
