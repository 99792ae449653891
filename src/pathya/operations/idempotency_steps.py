"""`Idempotency-Key` for work that calls an outside service: two steps, and no call inside a transaction.

First, in one transaction: the key is claimed and what is wanted is recorded. Then, in none: the operation runs with the
id of what was recorded. At last its answer is kept. A second request with the same key waits for the answer; when the
first one has died, or could not reach the service, the second goes on with what was recorded, so that nothing is
recorded twice.
"""

import functools
import json
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, timedelta
from time import monotonic, sleep
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from pathya.kit import clock
from pathya.kit.errors import PathyaError
from pathya.operations import idempotency
from pathya.operations.idempotency import InProgress, OtherBody
from pathya.operations.models import IdempotencyKey

LEASE = timedelta(seconds=30)
"""Longer than any call to an outside service may take."""
PATIENCE = 8.0
PAUSE = 0.05

_recorded: ContextVar[UUID] = ContextVar("recorded")
P = ParamSpec("P")
R = TypeVar("R")


def recorded() -> UUID:
    """In an operation: the id that its first step returned."""
    return _recorded.get()


def recorded_first(record: Callable[..., UUID]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """`record` takes what the operation takes and returns the id of what it wrote; repeatable operations only."""

    def decorate(operation: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(operation)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            request: HttpRequest = args[0]  # type: ignore[assignment]

            def first() -> UUID:
                with transaction.atomic():
                    return record(*args, **kwargs)

            def second(made: UUID) -> R:
                token = _recorded.set(made)
                try:
                    return operation(*args, **kwargs)
                finally:
                    _recorded.reset(token)

            key = idempotency.key_of(request)
            if key is None:
                return second(first())
            return _in_steps(request, key, first, second)  # type: ignore[return-value]

        return idempotency.declared(guarded)

    return decorate


def _in_steps(request: HttpRequest, key: str, first: Callable[[], UUID], second: Callable[[UUID], Any]) -> HttpResponse:
    identity, fingerprint = idempotency.identity_of(request, key), idempotency.fingerprint_of(request)
    patient_until = monotonic() + PATIENCE
    while True:
        step = _first_step(request, identity, fingerprint, first)
        if isinstance(step, HttpResponse):
            return step
        if step is not None:
            break
        if monotonic() > patient_until:
            raise InProgress
        sleep(PAUSE)
    made = step
    response = idempotency.rendered(request, lambda: second(made))
    _last_step(identity, fingerprint, made, response)
    return response


@transaction.atomic
def _first_step(
    request: HttpRequest, identity: UUID, fingerprint: str, first: Callable[[], UUID]
) -> HttpResponse | UUID | None:
    """The kept answer, or what was recorded and is ours to go on with; None while another request is at it."""
    if idempotency.claim(identity, fingerprint):
        try:
            made = first()
        except PathyaError as fact:
            refused = idempotency.refusal(request, fact)
            idempotency.keep(identity, fingerprint, refused)
            return refused
        _lease(identity, made, clock.now() + LEASE)
        return made
    kept = IdempotencyKey.objects.select_for_update().get(pk=identity)
    if kept.fingerprint != fingerprint:
        raise OtherBody
    if kept.status is not None:
        return idempotency.replay(kept, fingerprint)
    half = json.loads(kept.body)
    if datetime.fromisoformat(half["until"]) > clock.now():
        return None
    _lease(identity, UUID(half["made"]), clock.now() + LEASE)
    return UUID(half["made"])


@transaction.atomic
def _last_step(identity: UUID, fingerprint: str, made: UUID, response: HttpResponse) -> None:
    """Keep the answer; one about the moment leaves the work half done, for the next request to go on."""
    if idempotency.passes(response):
        _lease(identity, made, clock.now())
    else:
        idempotency.keep(identity, fingerprint, response)


def _lease(identity: UUID, made: UUID, until: datetime) -> None:
    body = json.dumps({"made": str(made), "until": until.isoformat()})
    row = IdempotencyKey(id=identity, body=body)
    row.save(force_update=True, update_fields=["body"])
