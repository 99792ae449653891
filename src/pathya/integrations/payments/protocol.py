"""What every gateway can do. Amounts are `Decimal` rupees here, whatever the gateway counts in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Protocol


class GatewayFailed(Exception):
    """No usable answer: nothing is known, nothing may be taken as paid. `uncertain`: the call may have worked."""

    def __init__(self, code: str, *, uncertain: bool = False) -> None:
        super().__init__(code)
        self.uncertain = uncertain


class BadSignature(Exception):
    """What was sent is not signed by the gateway, or cannot be read."""


class Outcome(StrEnum):
    SUCCESS = "success"
    FAILED = "failed"
    PENDING = "pending"
    REFUNDED = "refunded"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Request:
    """An order to open. `reference` is ours, at most 40 characters."""

    reference: str
    amount: Decimal
    currency: str
    description: str
    return_url: str
    notify_url: str
    customer_id: str
    name: str
    email: str
    phone: str


@dataclass(frozen=True)
class Opened:
    """The gateway's order. `session` is what its checkout needs beside the id."""

    order_id: str
    session: str = ""


@dataclass(frozen=True)
class Checkout:
    """Where the payer goes: a form with these fields, or a plain link when there are none."""

    url: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Seen:
    """One payment as the gateway tells it."""

    order_id: str
    payment_id: str
    outcome: Outcome
    amount: Decimal
    currency: str
    method: str = ""
    reason: str = ""


@dataclass(frozen=True)
class RefundSeen:
    refund_id: str
    outcome: Outcome


@dataclass(frozen=True)
class Notice:
    """A webhook's event: `event_id` is the same for each delivery."""

    event_id: str
    kind: str
    payment: Seen | None = None
    refund: RefundSeen | None = None


class Gateway(Protocol):
    name: str

    def open(self, request: Request) -> Opened: ...
    def checkout(self, opened: Opened, request: Request) -> Checkout: ...
    def returned(self, fields: Mapping[str, str]) -> str:
        """The gateway's order id out of a verified return of the payer; raises BadSignature."""

    def read(self, raw: bytes, headers: Mapping[str, str]) -> Notice:
        """Verify the signature over the raw body, then parse; raises BadSignature."""

    def parse(self, raw: bytes, event_id: str) -> Notice: ...
    def payments(self, order_id: str) -> list[Seen]: ...
    def refund(self, seen_order: str, seen_payment: str, amount: Decimal, key: str) -> RefundSeen: ...
