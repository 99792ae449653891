"""What every gateway can do. Amounts are `Decimal` rupees here, whatever the gateway counts in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, runtime_checkable


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
    AUTHORIZED = "authorized"
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
    cancel_url: str = ""


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
    amount: Decimal | None = None


class Standing(StrEnum):
    """How a subscription stands at its gateway."""

    CREATED = "created"
    ACTIVE = "active"
    PENDING = "pending"
    HALTED = "halted"
    ENDED = "ended"


@dataclass(frozen=True)
class Subscribed:
    """The gateway's subscription, and its page where the payer confirms it."""

    subscription_id: str
    confirm_url: str


@dataclass(frozen=True)
class SubscriptionSeen:
    subscription_id: str
    standing: Standing
    paid_until: datetime | None = None


@dataclass(frozen=True)
class LinkOpened:
    link_id: str
    url: str


@dataclass(frozen=True)
class Notice:
    """A webhook's event: `event_id` is the same for each delivery."""

    event_id: str
    kind: str
    payment: Seen | None = None
    refund: RefundSeen | None = None
    subscription: SubscriptionSeen | None = None
    reference: str = ""
    """Our own reference of an order that the gateway opened by itself (a payment link)."""


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
    def refunded(self, seen_order: str, seen_payment: str, refund_id: str) -> RefundSeen:
        """What became of a refund."""


@runtime_checkable
class Capturing(Protocol):
    """Payments may be promised first and taken afterwards."""

    def capture(self, seen: Seen) -> Seen: ...


@runtime_checkable
class Linking(Protocol):
    """Pages of the gateway's own, for who has no account here; `payments` answers for the id of a link too."""

    name: str

    def link(self, request: Request, *, expires_at: datetime) -> LinkOpened: ...
    def unlink(self, link_id: str) -> None: ...


@runtime_checkable
class Recurring(Protocol):
    """Charges that the gateway makes by itself, month by month."""

    name: str

    def plan(self, *, title: str, amount: Decimal, months: int, reference: str) -> str: ...
    def subscribe(self, *, plan_id: str, reference: str, times: int) -> Subscribed: ...
    def subscription(self, subscription_id: str) -> SubscriptionSeen: ...
    def charges(self, subscription_id: str) -> list[Seen]: ...
    def unsubscribe(self, subscription_id: str, *, at_end: bool) -> None: ...
