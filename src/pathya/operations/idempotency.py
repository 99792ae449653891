"""`Idempotency-Key`: a request sent again within a day gets the first answer and has no second effect.

The key is claimed, the work done and the answer kept in one transaction. A second request with the same key waits
at the claim (a unique index) until the first has ended: then it replays the answer, or does the work itself where
the first was undone.
"""

import functools
import hashlib
import inspect
from collections.abc import Callable
from contextvars import ContextVar
from datetime import timedelta
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

from django.db import connection, transaction
from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja.decorators import decorate_view
from ninja.operation import Operation
from ninja.utils import contribute_operation_callback
from psycopg.errors import LockNotAvailable

from pathya.kit import clock
from pathya.kit.errors import Conflict, Invalid, PathyaError
from pathya.operations.models import IdempotencyKey

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
LONGEST = 255
FORM = "multipart/form-data"
KEPT = timedelta(hours=24)
PATIENCE = "8s"
PASSING = frozenset({401, 408, 413, 415, 429})
"""Answers that tell about the moment, not about the work: never kept."""

CLAIM = """
INSERT INTO operations_idempotencykey AS k (id, fingerprint, content_type, body, made_at)
VALUES (%(id)s, %(fingerprint)s, '', '', %(now)s)
ON CONFLICT (id) DO UPDATE SET fingerprint = %(fingerprint)s, status = NULL, body = '', made_at = %(now)s
WHERE k.made_at < %(forgotten)s
RETURNING true
"""

_serving: ContextVar[Operation] = ContextVar("serving")
P = ParamSpec("P")
R = TypeVar("R")


class OtherBody(Conflict):
    """The key was used for another request."""

    code = "idempotency_mismatch"
    message = _("That Idempotency-Key was used for another request.")


class InProgress(Conflict):
    """The first request with this key has not ended yet."""

    code = "in_progress"
    message = _("The first request with this Idempotency-Key is still being worked on. Please ask again.")


def idempotent(operation: Callable[P, R]) -> Callable[P, R]:
    """Let a Ninja operation (JSON body or form) honour `Idempotency-Key`; stands under the router's decorator."""

    @functools.wraps(operation)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        request: HttpRequest = args[0]  # type: ignore[assignment]
        key = key_of(request)
        if key is None:
            return operation(*args, **kwargs)
        return _once(request, key, lambda: operation(*args, **kwargs))  # type: ignore[return-value]

    return declared(guarded)


def declared(guarded: Callable[P, R]) -> Callable[P, R]:
    """The operation tells of the header, and itself, where the answer is rendered."""
    contribute_operation_callback(guarded, _declare)
    return decorate_view(_told)(guarded)


def key_of(request: HttpRequest) -> str | None:
    key = request.headers.get(HEADER)
    if key is not None and (not 0 < len(key) <= LONGEST or not key.isprintable()):
        raise Invalid(fields={HEADER: [_("From 1 to 255 printable characters.")]})
    return key


def clean() -> int:
    """Forget keys older than a day; how many."""
    deleted, _by_model = IdempotencyKey.objects.filter(made_at__lt=clock.now() - KEPT).delete()
    return deleted


def _once(request: HttpRequest, key: str, work: Callable[[], Any]) -> HttpResponse:
    identity, fingerprint = identity_of(request, key), fingerprint_of(request)
    with transaction.atomic():
        if not claim(identity, fingerprint):
            return replay(IdempotencyKey.objects.get(pk=identity), fingerprint)
        response = _answer(request, work)
        keep(identity, fingerprint, response)
        return response


def keep(identity: UUID, fingerprint: str, response: HttpResponse) -> None:
    """The answer, with the work; an answer about the moment undoes both."""
    if passes(response):
        transaction.set_rollback(True)
        return
    kept = IdempotencyKey(id=identity, fingerprint=fingerprint, status=response.status_code)
    kept.content_type, kept.body = response["Content-Type"], response.content.decode()
    kept.save(force_update=True, update_fields=["status", "content_type", "body"])


def passes(response: HttpResponse) -> bool:
    return response.status_code >= 500 or response.status_code in PASSING


def rendered(request: HttpRequest, work: Callable[[], Any]) -> HttpResponse:
    """The whole answer as it will leave."""
    operation = _serving.get()
    try:
        result = work()
        fresh = operation.api.create_temporal_response(request)
        return cast("HttpResponse", operation._result_to_response(request, result, fresh))  # noqa: SLF001
    except PathyaError as error:
        return refusal(request, error)


def refusal(request: HttpRequest, error: PathyaError) -> HttpResponse:
    return _serving.get().api.on_exception(request, error)


def _answer(request: HttpRequest, work: Callable[[], Any]) -> HttpResponse:
    """The whole answer as it will leave; what failed is undone, the claim is not."""
    with transaction.atomic():
        response = rendered(request, work)
        if response.status_code >= 400:
            transaction.set_rollback(True)
        return response


def claim(identity: UUID, fingerprint: str) -> bool:
    now = clock.now()
    values: dict[str, Any] = {"id": identity, "fingerprint": fingerprint, "now": now, "forgotten": now - KEPT}
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        try:
            cursor.execute(CLAIM, values)
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise InProgress from None
            raise
        claimed = cursor.fetchone() is not None
        cursor.execute("SELECT set_config('lock_timeout', '0', true)")
    return claimed


def replay(kept: IdempotencyKey, fingerprint: str) -> HttpResponse:
    if kept.fingerprint != fingerprint:
        raise OtherBody
    response = HttpResponse(kept.body, status=kept.status, content_type=kept.content_type)
    response[REPLAYED] = "true"
    return response


def identity_of(request: HttpRequest, key: str) -> UUID:
    """One key per person (an address for those not signed in) and route."""
    person = getattr(getattr(request, "user", None), "pk", None) or f"address {request.META.get('REMOTE_ADDR')}"
    route = request.resolver_match.route if request.resolver_match else request.path
    return UUID(bytes=hashlib.sha256(f"{person}\n{request.method} {route}\n{key}".encode()).digest()[:16])


def fingerprint_of(request: HttpRequest) -> str:
    told = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == FORM:
        _add_form(told, request)
    else:
        told.update(request.body)
    return told.hexdigest()


def _add_form(told: "hashlib._Hash", request: HttpRequest) -> None:
    """Fields and files, piece by piece: the boundary between them is another one each time a form is sent."""
    for name, values in sorted(request.POST.lists()):
        told.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            told.update(repr((name, file.name, file.size)).encode())
            for piece in file.chunks():
                told.update(piece)
            file.seek(0)


def _declare(operation: Operation) -> None:
    """`openapi.completed` tells of the header where it finds this."""
    operation.openapi_extra = {**(operation.openapi_extra or {}), "x-idempotent": True}


def _told(run: Callable[..., Any]) -> Callable[..., Any]:
    """Each bound operation tells itself, for the rendering of the answer."""
    bound: Operation = inspect.unwrap(run).__self__

    @functools.wraps(run)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        token = _serving.set(bound)
        try:
            return run(request, *args, **kwargs)
        finally:
            _serving.reset(token)

    return told
