"""Bodies of the payments API."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from pathya.billing.by_terms import LineTerms
from pathya.billing.models import Invoice, Order, Payment, Refund
from pathya.kit.api import Body, MoneyBody, Schema


class Thing(Body):
    kind: Annotated[str, Field(max_length=24)]
    reference: Annotated[str, Field(max_length=64)]


class NewOrder(Body):
    lines: Annotated[list[Thing], Field(min_length=1, max_length=10)]
    coupon: Annotated[str, Field(max_length=24)] = ""
    gateway: Annotated[str, Field(max_length=12)] = ""


class NewAttempt(Body):
    gateway: Annotated[str, Field(max_length=12)] = ""


class Verify(Body):
    gateway: Annotated[str, Field(max_length=12)]
    fields: dict[str, str]


class NewRefund(Body):
    amount: Annotated[str, Field(max_length=16)] | None = None
    reason: Annotated[str, Field(min_length=1, max_length=200)]


class Billed(Body):
    coupon: Annotated[str, Field(max_length=24)] = ""
    name: Annotated[str, Field(max_length=160)] = ""
    address: Annotated[str, Field(max_length=400)] = ""
    state: Annotated[str, Field(max_length=2)] = ""
    gstin: Annotated[str, Field(max_length=15)] = ""
    country: Annotated[str, Field(max_length=2)] = "IN"


class Received(Body):
    method: Annotated[str, Field(max_length=8)]
    reference: Annotated[str, Field(min_length=1, max_length=80)]


class Reference(Body):
    reference: Annotated[str, Field(min_length=1, max_length=80)]


class OrderBody(Schema):
    id: UUID
    state: str
    total: MoneyBody
    payment_id: UUID | None
    checkout_url: str | None


class PaymentBody(Schema):
    id: UUID
    order_id: UUID
    what: str
    state: str
    amount: MoneyBody
    refunded: MoneyBody
    gateway: str
    method: str
    created_at: datetime
    paid_at: datetime | None


class MethodBody(Schema):
    gateway: str
    title: str


class RefundBody(Schema):
    id: UUID
    state: str
    amount: MoneyBody


class LineTermsBody(Schema):
    """What the agreed terms give back of one line, when the client cancels now and when the practice does."""

    what: str
    by_client: MoneyBody
    by_practice: MoneyBody


class InvoiceBody(Schema):
    id: UUID
    number: str
    kind: str
    issued_on: str
    taxable: MoneyBody
    cgst: MoneyBody
    sgst: MoneyBody
    igst: MoneyBody
    total: MoneyBody


def refund_body(row: Refund) -> RefundBody:
    return RefundBody(id=row.pk, state=row.state, amount=money(row.amount, row.payment.currency))


def money(amount: object, currency: str) -> MoneyBody:
    return MoneyBody(amount=f"{amount:.2f}", currency=currency)


def order_body(order: Order, payment: Payment | None, url: str | None) -> OrderBody:
    return OrderBody(
        id=order.pk,
        state=order.state,
        total=money(order.total, order.currency),
        payment_id=payment.pk if payment else None,
        checkout_url=url,
    )


def payment_body(row: Payment) -> PaymentBody:
    return PaymentBody(
        id=row.pk,
        order_id=row.order_id,
        what=row.order.title,
        state=row.state,
        amount=money(row.amount, row.currency),
        refunded=money(row.refunded, row.currency),
        gateway=row.gateway,
        method=row.method,
        created_at=row.created_at,
        paid_at=row.paid_at,
    )


def invoice_body(row: Invoice) -> InvoiceBody:
    currency = row.content["currency"]
    amounts = {name: money(getattr(row, name), currency) for name in ("taxable", "cgst", "sgst", "igst", "total")}
    return InvoiceBody(id=row.pk, number=row.number, kind=row.kind, issued_on=row.issued_on.isoformat(), **amounts)


def line_terms_body(one: LineTerms) -> LineTermsBody:
    sums = (money(each.amount, each.currency) for each in (one.by_client, one.by_practice))
    return LineTermsBody(what=one.what, **dict(zip(("by_client", "by_practice"), sums, strict=True)))
