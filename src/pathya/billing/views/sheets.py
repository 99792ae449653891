"""The office's lists: what each shows, searches, filters and sorts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pathya.billing.models import Coupon, Difference, Invoice, Order, Payment, Refund, WebhookEvent
from pathya.billing.rules import Document, OrderState, PaymentState, RefundState
from pathya.kit.errors import Text


@dataclass(frozen=True)
class Column:
    title: Text
    sort: str
    read: Callable[[Any], Any]


@dataclass(frozen=True)
class Sheet:
    title: Text
    rows: Callable[[], QuerySet[Any]]
    columns: tuple[Column, ...]
    search: tuple[str, ...]
    states: tuple[str, list[tuple[str, Any]]] = ("", [])
    opens: str = ""


def _when(field: str) -> Column:
    return Column(_("When"), field, lambda row: f"{getattr(row, field):%Y-%m-%d %H:%M}")


def _plain(title: Text, field: str) -> Column:
    return Column(title, field, lambda row: getattr(row, field))


def _state(row: Any) -> Any:
    return row.get_state_display()


SHEETS: Mapping[str, Sheet] = {
    "orders": Sheet(
        _("Orders"),
        lambda: Order.objects.select_related("client").prefetch_related("lines"),
        (
            _when("created_at"),
            Column(_("Client"), "client__first_name", lambda row: row.client.get_full_name()),
            Column(_("What"), "created_at", lambda row: row.title),
            _plain(_("Total"), "total"),
            Column(_("State"), "state", _state),
        ),
        ("client__email", "client__first_name", "client__last_name", "lines__description"),
        ("state", OrderState.choices),
    ),
    "payments": Sheet(
        _("Payments"),
        lambda: Payment.objects.select_related("order__client"),
        (
            _when("created_at"),
            Column(_("Client"), "order__client__first_name", lambda row: row.order.client.get_full_name()),
            _plain(_("Gateway"), "gateway"),
            _plain(_("Amount"), "amount"),
            _plain(_("Refunded"), "refunded"),
            Column(_("State"), "state", _state),
        ),
        ("order__client__email", "order__client__first_name", "gateway_payment", "gateway_order"),
        ("state", PaymentState.choices),
        "office_payment",
    ),
    "refunds": Sheet(
        _("Refunds"),
        lambda: Refund.objects.select_related("payment__order__client"),
        (
            _when("created_at"),
            Column(_("Client"), "payment__order__client__first_name", lambda r: r.payment.order.client.get_full_name()),
            _plain(_("Amount"), "amount"),
            _plain(_("Reason"), "reason"),
            Column(_("State"), "state", _state),
        ),
        ("payment__order__client__email", "reason", "gateway_refund"),
        ("state", RefundState.choices),
    ),
    "invoices": Sheet(
        _("Invoices"),
        lambda: Invoice.objects.select_related("client"),
        (
            _plain(_("Number"), "number"),
            _plain(_("Date"), "issued_on"),
            Column(_("Client"), "client__first_name", lambda row: row.content["buyer"]["name"]),
            Column("GSTIN", "issued_on", lambda row: row.content["buyer"]["gstin"]),
            _plain(_("Taxable value"), "taxable"),
            _plain("CGST", "cgst"),
            _plain("SGST", "sgst"),
            _plain("IGST", "igst"),
            _plain(_("Total"), "total"),
        ),
        ("number", "client__email", "client__first_name"),
        ("kind", Document.choices),
        "invoice_pdf",
    ),
    "coupons": Sheet(
        _("Coupons"),
        Coupon.objects.all,
        (
            _plain(_("Coupon"), "code"),
            _plain("%", "percent"),
            _plain(_("Amount"), "amount"),
            _plain(_("At most"), "most"),
        ),
        ("code",),
    ),
    "webhooks": Sheet(
        _("Messages from gateways"),
        lambda: WebhookEvent.objects.defer("body"),
        (
            _when("received_at"),
            _plain(_("Gateway"), "gateway"),
            _plain(_("What"), "kind"),
            _plain(_("State"), "outcome"),
        ),
        ("event_id", "kind", "outcome"),
    ),
    "differences": Sheet(
        _("Differences"),
        lambda: Difference.objects.select_related("payment"),
        (_when("found_at"), _plain(_("What"), "what"), _plain(_("We say"), "ours"), _plain(_("They say"), "theirs")),
        ("what", "ours", "theirs"),
    ),
}
