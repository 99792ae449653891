"""Reading what gateways send: strict JSON, sensible amounts."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from pathya.integrations import http
from pathya.integrations.delivery import Temporary, Uncertain
from pathya.integrations.payments.protocol import BadSignature, GatewayFailed

MOST = Decimal(100_000_000)
TIMEOUT = 4.0
WHOLE = 4.5
"""Seconds: two questions in a row are answered, or given up, within ten."""


def document(raw: bytes) -> dict[str, Any]:
    """The object of a webhook's body; raises BadSignature for anything else, NaN too."""
    try:
        body = json.loads(raw, parse_constant=_refuse, parse_float=Decimal)
    except (ValueError, RecursionError):
        raise BadSignature from None
    if not isinstance(body, dict):
        raise BadSignature
    return body


def inner(body: Any, *path: str) -> dict[str, Any]:
    """The object at `path`, empty when there is none."""
    for name in path:
        body = body.get(name) if isinstance(body, dict) else None
    return body if isinstance(body, dict) else {}


def text(value: Any, most: int = 80) -> str:
    return str(value)[:most] if isinstance(value, str | int) and not isinstance(value, bool) else ""


def paise(value: Any) -> Decimal:
    """Whole paise as rupees; -1, which equals no amount of ours, for anything else."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST * 100:
        return Decimal(value) / 100
    return Decimal(-1)


def rupees(value: Any) -> Decimal:
    """Rupees with at most two decimals; -1 for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return Decimal(-1)
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return Decimal(-1)
    fits = amount.is_finite() and 0 <= amount <= MOST and amount == round(amount, 2)
    return amount if fits else Decimal(-1)


def ask(method: str, url: str, **arguments: Any) -> dict[str, Any]:
    """A good answer's object; raises GatewayFailed for every other thing that may come back."""
    try:
        answer = http.call(method, url, timeout=TIMEOUT, whole=WHOLE, **arguments)
    except Temporary as failed:
        raise GatewayFailed(str(failed)) from None
    except Uncertain as failed:
        raise GatewayFailed(str(failed), uncertain=True) from None
    if not answer.is_good:
        raise GatewayFailed(f"status {answer.status}", uncertain=answer.may_help_to_wait)
    return answer.body


def _refuse(name: str) -> Any:
    raise ValueError(name)
