"""The office's lists: what each shows, searches, filters and sorts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pathya.billing import selectors
from pathya.billing.models import (
    Difference,
    Invoice,
    Order,
    Package,
    Payment,
    PaymentLink,
    Plan,
    Refund,
    Subscription,
    TaxRule,
    WebhookEvent,
)
from pathya.billing.rules import Document, OrderState, Papers, PaymentState, RefundState, SubscriptionState, Treatment
from pathya.kit.errors import Text


@dataclass(frozen=True)
class Column:
    """`sort`: the field, empty where it can't be sorted; `kind`: how a page shows it (money, when, day, state)."""

    title: Text
    sort: str
    read: Callable[[Any], Any]
    kind: str = ""

    @property
    def down(self) -> str:
        return f"-{self.sort}"


@dataclass(frozen=True)
class Sheet:
    """`states`: the field that is filtered and its choices; `opens`, `new`: names of addresses."""

    title: Text
    rows: Callable[[], QuerySet[Any]]
    columns: tuple[Column, ...]
    search: tuple[str, ...]
    states: tuple[str, Sequence[tuple[Any, Any]]] = ("", ())
    opens: str = ""
    new: str = ""


def _when(field: str) -> Column:
    return Column(_("When"), field, lambda row: getattr(row, field), "when")


def _plain(title: Text, field: str) -> Column:
    return Column(title, field, lambda row: getattr(row, field))


def _sum(title: Text, field: str) -> Column:
    return Column(title, field, lambda row: getattr(row, field), "money")


def _day(title: Text, field: str) -> Column:
    return Column(title, field, lambda row: getattr(row, field), "day")


def _outcome(row: WebhookEvent) -> Any:
    """What became of an event, in words."""
    if not row.done_at:
        return _("waiting")
    if row.outcome in OUTCOMES:
        return OUTCOMES[row.outcome]
    head, _space, tail = row.outcome.partition(" ")
    return f"{OUTCOMES.get(head, head)}: {OUTCOMES.get(tail, tail)}"


def _link_state(row: PaymentLink) -> Any:
    return _("paid") if row.paid_at else _("withdrawn") if row.withdrawn_at else _("to pay")


def _state(row: Any) -> Any:
    return row.get_state_display()


OUTCOMES: Mapping[str, Text] = {
    "success": _("payment taken in"),
    "failed": _("failure taken in"),
    "pending": _("waiting at the gateway"),
    "authorized": _("promised, then asked for"),
    "unknown": _("unknown"),
    "no such payment": _("no such payment"),
    "no such refund": _("no such refund"),
    "no such subscription": _("no such subscription"),
    "refund": _("refund"),
    "subscription": _("subscription"),
    "created": _("to confirm"),
    "active": _("running"),
    "halted": _("given up"),
    "ended": _("ended"),
}
SHEETS: Mapping[str, Sheet] = {
    "orders": Sheet(
        _("Orders"),
        lambda: Order.objects.select_related("client").prefetch_related("lines"),
        (
            _when("created_at"),
            Column(_("Client"), "client__first_name", lambda row: row.client.get_full_name()),
            Column(_("What"), "", lambda row: row.title),
            _sum(_("Total"), "total"),
            Column(_("State"), "state", _state, "state"),
        ),
        ("client__email", "client__first_name", "client__last_name", "lines__description"),
        ("state", OrderState.choices),
        "office_order",
    ),
    "payments": Sheet(
        _("Payments"),
        lambda: Payment.objects.select_related("order__client"),
        (
            _when("created_at"),
            Column(_("Client"), "order__client__first_name", lambda row: row.order.client.get_full_name()),
            _plain(_("Gateway"), "gateway"),
            _sum(_("Amount"), "amount"),
            _sum(_("Refunded"), "refunded"),
            Column(_("State"), "state", _state, "state"),
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
            _sum(_("Amount"), "amount"),
            _plain(_("Reason"), "reason"),
            Column(_("State"), "state", _state, "state"),
        ),
        ("payment__order__client__email", "reason", "gateway_refund"),
        ("state", RefundState.choices),
        "office_refund",
    ),
    "invoices": Sheet(
        _("Invoices"),
        lambda: Invoice.objects.select_related("client"),
        (
            _plain(_("Number"), "number"),
            _day(_("Date"), "issued_on"),
            Column(_("Client"), "client__first_name", lambda row: row.content["buyer"]["name"]),
            Column("GSTIN", "", lambda row: row.content["buyer"]["gstin"]),
            _sum(_("Taxable value"), "taxable"),
            _sum("CGST", "cgst"),
            _sum("SGST", "sgst"),
            _sum("IGST", "igst"),
            _sum(_("Total"), "total"),
        ),
        ("number", "client__email", "client__first_name"),
        ("kind", Document.choices),
        "invoice_pdf",
    ),
    "links": Sheet(
        _("Requests to pay"),
        lambda: PaymentLink.objects.select_related("client", "made_by"),
        (
            _when("created_at"),
            Column(_("Client"), "client__first_name", lambda row: row.client.get_full_name()),
            _plain(_("What"), "description"),
            _sum(_("Amount"), "amount"),
            Column(_("Invoice"), "papers", lambda row: row.get_papers_display()),
            Column(_("By"), "made_by__first_name", lambda row: row.made_by.get_full_name()),
            Column(_("State"), "paid_at", _link_state, "state"),
        ),
        ("client__email", "client__first_name", "description"),
        ("papers", Papers.choices),
        "office_link_one",
        "office_link",
    ),
    "subscriptions": Sheet(
        _("Subscriptions"),
        lambda: Subscription.objects.select_related("client", "plan"),
        (
            _when("created_at"),
            Column(_("Client"), "client__first_name", lambda row: row.client.get_full_name()),
            Column(_("Plan"), "plan__slug", lambda row: row.plan.title),
            _plain(_("Gateway"), "gateway"),
            _day(_("Paid until"), "paid_until"),
            Column(_("Ends then"), "cancel_at_end", lambda row: _("yes") if row.cancel_at_end else ""),
            Column(_("State"), "state", _state, "state"),
        ),
        ("client__email", "client__first_name", "gateway_subscription"),
        ("state", SubscriptionState.choices),
    ),
    "plans": Sheet(
        _("Plans"),
        Plan.objects.all,
        (
            Column(_("Title"), "title_en", lambda row: row.title),
            _sum(_("Amount"), "amount"),
            _plain(_("Months"), "months"),
            _plain(_("Days of grace"), "grace_days"),
            Column(_("Offered"), "is_offered", lambda row: _("yes") if row.is_offered else _("no")),
        ),
        ("slug", "title_en", "title_hi"),
        ("is_offered", [("True", _("yes")), ("False", _("no"))]),
        "office_plan",
        "office_plan_new",
    ),
    "packages": Sheet(
        _("Packages"),
        lambda: Package.objects.select_related("kind"),
        (
            Column(_("Title"), "title_en", lambda row: row.title),
            Column(_("Kind of call"), "kind__slug", lambda row: row.kind.name),
            _plain(_("Sessions"), "sessions"),
            _sum(_("Amount"), "amount"),
            _plain(_("Days"), "valid_days"),
            Column(_("Offered"), "is_offered", lambda row: _("yes") if row.is_offered else _("no")),
        ),
        ("title_en", "title_hi"),
        ("is_offered", [("True", _("yes")), ("False", _("no"))]),
        "office_package",
        "office_package_new",
    ),
    "coupons": Sheet(
        _("Coupons"),
        selectors.coupons,
        (
            _plain(_("Coupon"), "code"),
            _plain("%", "percent"),
            _sum(_("Amount"), "amount"),
            _day(_("From"), "valid_from"),
            _day(_("Until"), "valid_until"),
            _plain(_("Used"), "used"),
            _plain(_("Being paid"), "held"),
            _plain(_("At most"), "most"),
        ),
        ("code", "note"),
        ("", ()),
        "office_coupon",
        "office_coupon_new",
    ),
    "tax-rules": Sheet(
        _("Tax rules"),
        TaxRule.objects.all,
        (
            _plain(_("Service"), "service"),
            _day(_("From"), "since"),
            Column(_("Treatment"), "treatment", lambda row: row.get_treatment_display()),
            _plain("SAC", "sac"),
            _plain(_("Rate in %"), "rate"),
        ),
        ("service", "sac"),
        ("treatment", Treatment.choices),
        "",
        "office_rule_new",
    ),
    "webhooks": Sheet(
        _("Messages from gateways"),
        lambda: WebhookEvent.objects.defer("body"),
        (
            _when("received_at"),
            _plain(_("Gateway"), "gateway"),
            _plain(_("What"), "kind"),
            Column(_("State"), "outcome", _outcome, "state"),
        ),
        ("event_id", "kind", "outcome"),
        (
            "outcome",
            [
                ("", _("waiting")),
                ("unknown", _("unknown")),
                ("no such payment", _("no such payment")),
                ("no such refund", _("no such refund")),
                ("no such subscription", _("no such subscription")),
            ],
        ),
    ),
    "differences": Sheet(
        _("Differences"),
        lambda: Difference.objects.select_related("payment"),
        (
            _when("found_at"),
            Column(_("What"), "what", lambda row: row.said),
            _plain(_("We say"), "ours"),
            _plain(_("They say"), "theirs"),
            Column(_("State"), "closed_at", lambda row: _("closed") if row.closed_at else _("open"), "state"),
        ),
        ("what", "ours", "theirs", "payment__gateway_order", "payment__gateway_payment"),
        ("closed_at__isnull", [("True", _("open")), ("False", _("closed"))]),
        "office_difference",
    ),
}
