"""The back office for money, for admins; links for nutritionists too."""

import json
from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.billing import gst_sheets, returns, selectors
from pathya.billing.models import Difference, Refund, TaxRule, WebhookEvent
from pathya.billing.schemas import (
    InvoiceBody,
    PaymentBody,
    Received,
    Reference,
    RefundBody,
    invoice_body,
    payment_body,
    refund_body,
)
from pathya.billing.schemas_selling import (
    Closing,
    CouponBody,
    CouponLimits,
    DifferenceBody,
    EventBody,
    LinkBody,
    NewCoupon,
    NewLink,
    NewRule,
    RegisterRow,
    RuleBody,
    coupon_body,
    difference_body,
    event_body,
    link_body,
    rule_body,
)
from pathya.billing.services import asking, catalogue, coupons, inbox, payments, reconciling, refunds
from pathya.kit.api import Answer, Failure, Listing, ok
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.operations.idempotency import idempotent

router = Router(tags=["money office"], auth=signed_in)
REFUSED = {401: Failure, 403: Failure, 404: Failure, 409: Failure, 422: Failure}
LISTED = {401: Failure, 403: Failure, 422: Failure}
Page = Annotated[int, Query(ge=1, le=100_000)]
Limit = Annotated[int, Query(ge=1, le=MOST)]


def _listed(rows: "QuerySet[Any]", body: Any, page: int, limit: int) -> Any:
    found = paginated(rows, page=page, limit=limit)
    return found.envelope([body(row) for row in found.items])


@router.get("/links", response={200: Listing[LinkBody], **LISTED})
def links(request: HttpRequest, page: Page = 1, limit: Limit = LIMIT) -> Any:
    """What was asked for: one's own requests, all of them for admins."""
    return _listed(selectors.links(user_of(request)), link_body, page, limit)


@router.post("/links", response={201: Answer[LinkBody], **REFUSED})
@idempotent
def new_link(request: HttpRequest, body: NewLink) -> Any:
    """Ask a client for a payment, by mail. `papers`: paid, before (an invoice at once) or advance."""
    return Status(201, ok(link_body(asking.link(actor=user_of(request), **body.dict()))))


@router.post("/links/{uuid:link_id}/withdraw", response={200: Answer[LinkBody], **REFUSED})
def withdraw(request: HttpRequest, link_id: UUID) -> Any:
    return ok(link_body(asking.withdraw(actor=user_of(request), link_id=link_id)))


@router.post("/orders/{uuid:order_id}/received", response={201: Answer[PaymentBody], **REFUSED})
@idempotent
def received(request: HttpRequest, order_id: UUID, body: Received) -> Any:
    """The money was seen in the bank: paid in full by `upi`, `bank` or `cash`."""
    made = payments.by_hand(actor=user_of(request), order_id=order_id, **body.dict())
    return Status(201, ok(payment_body(made)))


@router.post("/orders/{uuid:order_id}/supplied", response={201: Answer[InvoiceBody], **REFUSED})
@idempotent
def supplied(request: HttpRequest, order_id: UUID) -> Any:
    """What an advance was for has been supplied: its invoice."""
    return Status(201, ok(invoice_body(asking.supplied(actor=user_of(request), order_id=order_id))))


@router.get("/refunds", response={200: Listing[RefundBody], **LISTED})
def refund_list(request: HttpRequest, page: Page = 1, limit: Limit = LIMIT) -> Any:
    selectors.office(user_of(request))
    return _listed(Refund.objects.select_related("payment"), refund_body, page, limit)


@router.post("/refunds/{uuid:refund_id}/retry", response={200: Answer[RefundBody], **REFUSED})
def retry(request: HttpRequest, refund_id: UUID) -> Any:
    """Ask the gateway once more for a refund that it refused."""
    refunds.again(actor=user_of(request), refund_id=refund_id)
    return ok(refund_body(selectors.refund(user_of(request), refund_id)))


@router.post("/refunds/{uuid:refund_id}/done", response={200: Answer[RefundBody], **REFUSED})
def done(request: HttpRequest, refund_id: UUID, body: Reference) -> Any:
    """Paid back by hand."""
    made = refunds.by_hand(actor=user_of(request), refund_id=refund_id, reference=body.reference)
    return ok(refund_body(made))


@router.get("/coupons", response={200: Listing[CouponBody], **LISTED})
def coupon_list(request: HttpRequest, page: Page = 1, limit: Limit = LIMIT) -> Any:
    selectors.office(user_of(request))
    return _listed(selectors.coupons(), coupon_body, page, limit)


@router.post("/coupons", response={201: Answer[CouponBody], **REFUSED})
@idempotent
def new_coupon(request: HttpRequest, body: NewCoupon) -> Any:
    return Status(201, ok(coupon_body(coupons.save(actor=user_of(request), coupon_id=None, **body.dict()))))


@router.put("/coupons/{uuid:coupon_id}", response={200: Answer[CouponBody], **REFUSED})
def change_coupon(request: HttpRequest, coupon_id: UUID, body: CouponLimits) -> Any:
    """Its limits; what it takes off stays."""
    return ok(coupon_body(coupons.save(actor=user_of(request), coupon_id=coupon_id, **body.dict())))


@router.get("/tax-rules", response={200: Listing[RuleBody], **LISTED})
def rules(request: HttpRequest, page: Page = 1, limit: Limit = LIMIT) -> Any:
    selectors.office(user_of(request))
    return _listed(TaxRule.objects.order_by("service", "-since"), rule_body, page, limit)


@router.post("/tax-rules", response={201: Answer[RuleBody], **REFUSED})
@idempotent
def new_rule(request: HttpRequest, body: NewRule) -> Any:
    """From a day on; earlier documents keep what they said."""
    return Status(201, ok(rule_body(catalogue.rule(actor=user_of(request), **body.dict()))))


@router.get("/differences", response={200: Listing[DifferenceBody], **LISTED})
def differences(request: HttpRequest, page: Page = 1, limit: Limit = LIMIT) -> Any:
    selectors.office(user_of(request))
    return _listed(Difference.objects.all(), difference_body, page, limit)


@router.post("/differences/{uuid:difference_id}/close", response={200: Answer[DifferenceBody], **REFUSED})
def close(request: HttpRequest, difference_id: UUID, body: Closing) -> Any:
    found = reconciling.close(actor=user_of(request), difference_id=difference_id, closing=body.closing)
    return ok(difference_body(found))


@router.get("/events", response={200: Listing[EventBody], **LISTED})
def events(request: HttpRequest, page: Page = 1, limit: Limit = LIMIT) -> Any:
    """The webhook inbox."""
    selectors.office(user_of(request))
    return _listed(WebhookEvent.objects.defer("body"), event_body, page, limit)


@router.post("/events/{uuid:event_id}/replay", response={200: Answer[EventBody], **REFUSED})
def replay(request: HttpRequest, event_id: UUID) -> Any:
    viewer = user_of(request)
    inbox.replay(actor=viewer, event_id=event_id)
    return ok(event_body(selectors.of_office(viewer, WebhookEvent.objects.defer("body"), event_id)))


@router.get("/gst/{month}/register", response={200: Answer[list[RegisterRow]], **REFUSED})
def register(request: HttpRequest, month: str) -> Any:
    """All documents of a month (2026-11); credit notes count negative."""
    rows = gst_sheets.register(returns.documents(user_of(request), month))
    return ok([RegisterRow(**{name: str(value) for name, value in row.items()}) for row in rows])


@router.get("/gst/{month}/register.csv", response={200: None, **REFUSED})
def register_csv(request: HttpRequest, month: str) -> HttpResponse:
    rows = gst_sheets.register(returns.documents(user_of(request), month))
    return HttpResponse(gst_sheets.as_csv(rows, gst_sheets.REGISTER), content_type="text/csv; charset=utf-8")


@router.get("/gst/{month}/gstr1.json", response={200: None, **REFUSED})
def gstr1(request: HttpRequest, month: str) -> HttpResponse:
    """As the GST portal takes it, without our envelope."""
    made = returns.gstr1(user_of(request), month)
    return HttpResponse(json.dumps(made, allow_nan=False), content_type="application/json")


@router.get("/gst/{month}/gstr1/{section}.csv", response={200: None, **REFUSED})
def section_csv(request: HttpRequest, month: str, section: str) -> HttpResponse:
    rows = returns.section(user_of(request), month, section)
    return HttpResponse(gst_sheets.as_csv(rows), content_type="text/csv; charset=utf-8")
