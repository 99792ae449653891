"""How every API of ours is made: strict JSON in, camelCase envelopes out, one handler for every error."""

import json
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from pathya.operations import api_errors, openapi
from pathya.operations.api_middleware import PerPerson


class StrictParser(Parser):
    """JSON in UTF-8 without NaN, infinities, NUL characters and halves of characters."""

    def parse_body(self, request: HttpRequest) -> Any:
        body = request.body.decode()
        data = json.loads(body, parse_constant=_refuse)
        if "\\u0000" in body or "\\ud" in body or "\\uD" in body:
            _look_through(data)
        return data


class Envelopes(JSONRenderer):
    """An empty `message` is left out."""

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        if isinstance(data, dict) and data.get("message", "") is None:
            del data["message"]
        return super().render(request, data, response_status=response_status)


class PathyaAPI(NinjaAPI):
    """camelCase outside, snake_case inside."""

    def add_router(self, prefix: str, router: Router | str, **options: Any) -> None:
        if isinstance(router, Router):
            for view in router.path_operations.values():
                for operation in view.operations:
                    operation.by_alias = True
        super().add_router(prefix, router, **options)

    @cached_property
    def schema(self) -> OpenAPISchema:
        """The OpenAPI document, made once per process."""
        return openapi.completed(openapi.Document(self, self.get_root_path({})))

    def get_openapi_schema(self, **_options: Any) -> OpenAPISchema:
        return self.schema


def _look_through(data: Any) -> None:
    """Refuse texts that the database can't hold."""
    if isinstance(data, str):
        if "\0" in data:
            _refuse("NUL")
        data.encode()
    elif isinstance(data, dict):
        for key, value in data.items():
            _look_through(key)
            _look_through(value)
    elif isinstance(data, list):
        for value in data:
            _look_through(value)


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")


def make_api(namespace: str) -> PathyaAPI:
    """An API without routes; addresses are reversed under `namespace`."""
    made = PathyaAPI(
        title="Pathya",
        version="1",
        urls_namespace=namespace,
        parser=StrictParser(),
        renderer=Envelopes(),
        throttle=[PerPerson()],
    )
    api_errors.install(made)
    return made
