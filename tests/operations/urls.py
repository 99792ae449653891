"""An API of the tests' own, put together as the real one is."""

from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.urls import path
from ninja import Router, Status

from pathya.kit.api import Answer, Body, Failure, Schema, ok
from pathya.kit.errors import Conflict, TooManyTries
from pathya.operations.api import make_api
from pathya.operations.idempotency import idempotent
from pathya.operations.models import Limit

router = Router()
FAILURES = (400, 409, 422, 429)


class Note(Body):
    some_text: str
    how_many: int = 1
    share: float = 0.5


class Kept(Schema):
    row_count: int
    some_text: str


@router.post("/notes", response={201: Answer[Kept], **dict.fromkeys(FAILURES, Failure)})
@idempotent
def keep(request: HttpRequest, body: Note) -> Any:
    if body.some_text == "crash":
        raise RuntimeError("secret of asha@pathya.example")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO operations_limit VALUES ('effect', now(), now(), 1)"
            " ON CONFLICT (id) DO UPDATE SET used = operations_limit.used + 1"
        )
    if body.some_text == "refused":
        raise Conflict
    if body.some_text == "too often":
        raise TooManyTries(retry_after=7)
    return Status(201, ok(Kept(row_count=effects(), some_text=body.some_text)))


@router.get("/notes/{int:number}", response=Answer[Kept])
def read(request: HttpRequest, number: int, how_many: int = 1) -> Any:
    return ok({"row_count": number, "some_text": "x" * how_many}, message="Here.")


def effects() -> int:
    """How often the work was done and kept."""
    return sum(Limit.objects.filter(pk="effect").values_list("used", flat=True))


api = make_api("tests")
api.add_router("", router)
urlpatterns = [path("api/v1/", api.urls)]
