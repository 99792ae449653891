"""Orders, payments, documents; and the address that gateways tell us at."""

from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Status

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.billing import gateways, papers, selectors
from pathya.billing.by_terms import by_terms
from pathya.billing.errors import NoGateway
from pathya.billing.schemas import (
    Billed,
    InvoiceBody,
    LineTermsBody,
    MethodBody,
    NewAttempt,
    NewOrder,
    NewRefund,
    OrderBody,
    PaymentBody,
    RefundBody,
    Verify,
    invoice_body,
    line_terms_body,
    order_body,
    payment_body,
    refund_body,
)
from pathya.billing.services import inbox, orders, payments, refunds, settle
from pathya.kit.api import Answer, Failure, Listing, ok
from pathya.kit.errors import Invalid
from pathya.kit.money import parsed
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.operations.idempotency import idempotent
from pathya.operations.idempotency_steps import recorded, recorded_first

router = Router(tags=["payments"], auth=signed_in)
REFUSED = {401: Failure, 404: Failure, 409: Failure, 422: Failure}


def _record(request: HttpRequest, body: NewOrder) -> UUID:
    """The order, before any gateway is asked."""
    gateways.gateway(gateways.named(body.gateway))
    things = [(one.kind, one.reference) for one in body.lines]
    return orders.open_order(client=user_of(request), things=things, coupon=body.coupon).pk


@router.post("/orders", response={201: Answer[OrderBody], **REFUSED, 503: Failure})
@recorded_first(_record)
def open_order(request: HttpRequest, body: NewOrder) -> Any:
    """Prices are the server's; `checkoutUrl` leads to the payment page of the gateway."""
    client = user_of(request)
    order = selectors.order(client, recorded())
    if order.total == 0:
        settle.pay_nothing(order=order)
        order.refresh_from_db()
        return Status(201, ok(order_body(order, None, None)))
    attempt = payments.begin(client=client, order_id=order.pk, gateway=body.gateway, again=True)
    url = settings.BASE_URL + reverse("payment_go", args=[attempt.pk])
    return Status(201, ok(order_body(order, attempt, url)))


@router.put("/orders/{uuid:order_id}", response={200: Answer[OrderBody], **REFUSED})
def describe(request: HttpRequest, order_id: UUID, body: Billed) -> Any:
    """Who the invoice is for, and the coupon, of one's own order that is still to pay."""
    order = orders.describe(client=user_of(request), order_id=order_id, **body.dict())
    return ok(order_body(order, None, None))


@router.post("/orders/{uuid:order_id}/attempts", response={201: Answer[OrderBody], **REFUSED, 503: Failure})
def attempt(request: HttpRequest, order_id: UUID, body: NewAttempt) -> Any:
    """Try to pay (again); an attempt that still waits is given back."""
    gateway = gateways.named(body.gateway)
    made = payments.begin(client=user_of(request), order_id=order_id, gateway=gateway, again=True)
    url = settings.BASE_URL + reverse("payment_go", args=[made.pk])
    return Status(201, ok(order_body(made.order, made, url)))


@router.post("/verify", response={200: Answer[PaymentBody], 400: Failure, **REFUSED, 503: Failure})
def verify(request: HttpRequest, body: Verify) -> Any:
    """What the gateway's checkout gave to the payer; the answer tells the true state."""
    try:
        found = payments.returned(gateway=body.gateway, fields=body.fields)
    except NoGateway:
        raise Invalid(fields={"gateway": [NoGateway.message]}) from None
    return ok(payment_body(selectors.payment(user_of(request), found.pk)))


@router.post("/webhooks/{gateway}", auth=None, response={200: Answer[None], 400: Failure, 404: Failure, 422: Failure})
def webhook(request: HttpRequest, gateway: str) -> Any:
    """Signed by the gateway over the raw body; kept once, worked on by a job."""
    inbox.take(gateway=gateway, raw=request.body, headers=request.headers)
    return ok()


@router.get("", response={200: Listing[PaymentBody], 401: Failure, 422: Failure})
def listing(
    request: HttpRequest,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=MOST)] = LIMIT,
) -> Any:
    """Newest first."""
    found = paginated(selectors.payments(user_of(request)), page=page, limit=limit)
    return found.envelope([payment_body(row) for row in found.items])


@router.get("/methods", response={200: Answer[list[MethodBody]], 401: Failure})
def methods(request: HttpRequest) -> Any:
    return ok([MethodBody(gateway=name, title=str(gateways.NAMES[name])) for name in gateways.offered()])


@router.get("/{uuid:payment_id}", response={200: Answer[PaymentBody], 401: Failure, 404: Failure})
def one(request: HttpRequest, payment_id: UUID) -> Any:
    return ok(payment_body(selectors.payment(user_of(request), payment_id)))


@router.get("/{uuid:payment_id}/invoice", response={200: Answer[InvoiceBody], 401: Failure, 404: Failure})
def invoice(request: HttpRequest, payment_id: UUID) -> Any:
    return ok(invoice_body(selectors.invoice_of(user_of(request), payment_id)))


@router.get("/{uuid:payment_id}/invoice.pdf", response={200: None, 401: Failure, 404: Failure})
def invoice_pdf(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    found = selectors.invoice_of(viewer, payment_id)
    return HttpResponse(papers.pdf(found, viewer.language), content_type="application/pdf")


@router.get("/{uuid:payment_id}/refund-terms", response={200: Answer[list[LineTermsBody]], 403: Failure, **REFUSED})
def refund_terms(request: HttpRequest, payment_id: UUID) -> Any:
    """For admins, before a refund; empty when nothing of it can be cancelled any more."""
    return ok([line_terms_body(one) for one in by_terms(user_of(request), payment_id)])


@router.post("/{uuid:payment_id}/refund", response={201: Answer[RefundBody], 403: Failure, **REFUSED})
@idempotent
def refund(request: HttpRequest, payment_id: UUID, body: NewRefund) -> Any:
    """Admins only. Without `amount`, all that is left."""
    viewer = user_of(request)
    selectors.payment(viewer, payment_id)
    try:
        amount = parsed(body.amount).amount if body.amount is not None else None
    except ValueError as wrong:
        raise Invalid(fields={"amount": [str(wrong)]}) from None
    made = refunds.refund(actor=viewer, payment_id=payment_id, amount=amount, reason=body.reason)
    return Status(201, ok(refund_body(made)))
