"""What orders, payments and documents may be, and the arithmetic of tax. Prices include tax, as clients see them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pathya.kit.money import Money, rounded

UTGST_STATES = frozenset({"04", "26", "31", "35", "38"})
ZERO = Decimal("0.00")


class CannotFulfil(Exception):
    """What was paid can't be given any more; everything is paid back."""


@dataclass(frozen=True)
class Quote:
    """`unit` includes tax; `service` names the tax rule; `language` texts are the viewer's."""

    description: str
    unit: Money
    service: str = "consultation"
    papers: str = "paid"


@dataclass(frozen=True)
class ByTerms:
    """What cancelling a paid thing now gives back: when the client does it, when the practice does."""

    by_client: Money
    by_practice: Money


class OrderState(TextChoices):
    OPEN = "open", _("to pay")
    PAID = "paid", _("paid")
    UNFULFILLED = "unfulfilled", _("paid back: no longer to be had")
    CANCELLED = "cancelled", _("cancelled")


class PaymentState(TextChoices):
    PENDING = "pending", _("started")
    PROCESSING = "processing", _("being confirmed")
    SUCCESS = "success", _("paid")
    FAILED = "failed", _("failed")
    PARTLY_REFUNDED = "partly_refunded", _("partly refunded")
    REFUNDED = "refunded", _("refunded")


PAID = frozenset({PaymentState.SUCCESS, PaymentState.PARTLY_REFUNDED, PaymentState.REFUNDED})


class RefundState(TextChoices):
    PENDING = "pending", _("on its way")
    SUCCESS = "success", _("refunded")
    FAILED = "failed", _("failed")


class Treatment(TextChoices):
    TAXABLE = "taxable", _("taxable")
    EXEMPT = "exempt", _("exempt")


class Document(TextChoices):
    INVOICE = "invoice", _("Tax invoice")
    PLAIN = "plain", _("Invoice")
    SUPPLY = "supply", _("Bill of supply")
    CREDIT = "credit", _("Credit note")
    RECEIPT = "receipt", _("Receipt voucher")
    VOUCHER = "voucher", _("Refund voucher")


BILLS = frozenset({Document.INVOICE, Document.PLAIN, Document.SUPPLY})
SERIES = {
    Document.INVOICE: "INV",
    Document.PLAIN: "INV",
    Document.SUPPLY: "BOS",
    Document.CREDIT: "CN",
    Document.RECEIPT: "RV",
    Document.VOUCHER: "RFV",
}


class Papers(TextChoices):
    """When the document of a supply is issued."""

    PAID = "paid", _("invoice when it is paid")
    BEFORE = "before", _("invoice at once, paid later")
    ADVANCE = "advance", _("advance: receipt voucher, invoice when it is supplied")


class Export(StrEnum):
    """To a recipient outside India; the words are GSTR-1's."""

    NO = ""
    LUT = "WOPAY"
    TAX_PAID = "WPAY"


class SubscriptionState(TextChoices):
    CREATED = "created", _("to confirm")
    ACTIVE = "active", _("running")
    PAST_DUE = "past_due", _("payment overdue")
    ENDED = "ended", _("ended")


RUNNING = frozenset({SubscriptionState.ACTIVE, SubscriptionState.PAST_DUE})
DIFFERENCES = {
    "amount": _("another amount"),
    "paid twice": _("paid twice"),
    "webhook missing": _("paid, and no message told of it"),
    "not paid there": _("not paid at the gateway"),
    "refund amount": _("another amount refunded"),
    "refund not told": _("refund ended, and no message told of it"),
}
BY_HAND = "manual"
"""The gateway of what came by bank or UPI without one."""
ABROAD = "96"
"""The place of supply that GST forms use for everything outside India."""
LARGE = Decimal(50_000)
"""From here on an invoice names the address and the state of an unregistered buyer (rule 46)."""
LARGE_INTER_STATE = Decimal(100_000)
"""Above it a sale to an unregistered buyer in another state is listed one by one (B2CL)."""


class Event(StrEnum):
    OPENED = "billing.order.opened"
    PAID = "billing.order.paid"
    UNFULFILLED = "billing.order.unfulfilled"
    FAILED = "billing.payment.failed"
    REFUNDED = "billing.refund.made"
    REFUND_SETTLED = "billing.refund.settled"
    ISSUED = "billing.document.issued"
    DIFFERS = "billing.payment.differs"
    REPLAYED = "billing.webhook.replayed"
    LINKED = "billing.link.made"
    WITHDRAWN = "billing.link.withdrawn"
    SUPPLIED = "billing.order.supplied"
    RULED = "billing.tax_rule.made"
    COUPON = "billing.coupon.saved"
    PLAN = "billing.plan.saved"
    PACKAGE = "billing.package.saved"
    CLOSED = "billing.difference.closed"
    RECONCILED = "billing.reconciliation.done"
    SUBSCRIBED = "billing.subscription.made"
    SUBSCRIPTION = "billing.subscription.changed"
    BY_HAND = "billing.payment.by_hand"


@dataclass(frozen=True)
class Tax:
    """A total split to the paisa: taxable + cgst + sgst + igst = total. `sgst` is UTGST where the state is one."""

    taxable: Decimal
    cgst: Decimal = ZERO
    sgst: Decimal = ZERO
    igst: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return self.taxable + self.cgst + self.sgst + self.igst

    def __sub__(self, other: "Tax") -> "Tax":
        return Tax(self.taxable - other.taxable, self.cgst - other.cgst, self.sgst - other.sgst, self.igst - other.igst)


def split(total: Decimal, rate: Decimal, *, inter_state: bool) -> Tax:
    """The tax inside `total` at `rate` per cent; both halves are equal."""
    if inter_state:
        igst = rounded(total * rate / (100 + rate))
        return Tax(total - igst, igst=igst)
    half = rounded(total * rate / (2 * (100 + rate)))
    return Tax(total - 2 * half, cgst=half, sgst=half)


def part_of(whole: Tax, amount: Decimal) -> Tax:
    """The tax in the first `amount` of `whole`; the parts of a row of refunds add up to the whole exactly."""
    if not whole.total:
        return Tax(ZERO)
    cgst, igst = (rounded(one * amount / whole.total) for one in (whole.cgst, whole.igst))
    return Tax(amount - 2 * cgst - igst, cgst, cgst, igst)


def shares(total: Decimal, parts: list[Decimal]) -> list[Decimal]:
    """`total` over `parts` by their size, to the paisa, adding up exactly."""
    whole, given, so_far = sum(parts, ZERO), ZERO, ZERO
    found = []
    for part in parts:
        so_far += part
        upto = rounded(total * so_far / whole) if whole else ZERO
        found.append(upto - given)
        given = upto
    return found


def months_on(moment: datetime, months: int) -> datetime:
    """The same day so many months later, or the last one of a shorter month."""
    count = moment.month - 1 + months
    year, month = moment.year + count // 12, count % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))


def financial_year(day: date) -> str:
    """April to March: `2627` for 2026-27."""
    begins = day.year if day.month >= 4 else day.year - 1
    return f"{begins % 100:02}{(begins + 1) % 100:02}"


def number(series: str, year: str, counter: int) -> str:
    """At most 16 characters, as rule 46 wants: INV/2627/000001."""
    return f"{series}/{year}/{counter:06}"


def safe_cell(value: object) -> str:
    """A CSV cell that no spreadsheet takes for a formula."""
    text = str(value)
    plain_number = text.lstrip("-").replace(".", "", 1).isdecimal()
    return f"'{text}" if text[:1] in "=+-@\t\r\n＝＋－＠" and text and not plain_number else text
