"""What every API operation shares: camelCase bodies, the success envelope, pages of a list."""

from typing import Any, Generic, TypeVar

import ninja
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

T = TypeVar("T")


class Schema(ninja.Schema):
    """Body of an answer: snake_case here, camelCase outside."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True)


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


def ok(data: Any = None, message: str | None = None) -> dict[str, Any]:
    """The success envelope for `data`."""
    envelope: dict[str, Any] = {"success": True, "data": data}
    if message is not None:
        envelope["message"] = str(message)
    return envelope
