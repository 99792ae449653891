"""How a payment at the pretend gateway ends."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from pathya.billing.models import SandboxPayment, SandboxSubscription
from pathya.billing.rules import months_on
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.kit.ids import new_id

CAPTURED, FAILED = "payment.captured", "payment.failed"
CHOICES = {
    "success": _("Pay"),
    "failure": _("Let it fail"),
    "late": _("Pay, confirmed later"),
    "failure_then_success": _("Fail, then succeed"),
    "reordered": _("Pay, messages twice and out of order"),
    "abandon": _("Go back without paying"),
}
ENDS = {
    "success": ("captured", [CAPTURED]),
    "failure": ("failed", [FAILED]),
    "late": ("pending", [CAPTURED]),
    "failure_then_success": ("captured", [FAILED, CAPTURED]),
    "reordered": ("captured", [CAPTURED, FAILED, CAPTURED]),
    "abandon": ("created", []),
}
METHODS = {"upi": "UPI", "card": _("Card"), "netbanking": _("Net banking"), "wallet": _("Wallet")}


@transaction.atomic
def choose(*, payment_id: str, choice: str, method: str) -> SandboxPayment:
    """Set the end of it and defer the webhooks; what was captured stays so."""
    row = SandboxPayment.objects.select_for_update().filter(pk=payment_id).first()
    if row is None:
        raise NotFound
    if choice not in ENDS or method not in METHODS:
        raise Invalid
    if row.status in {"captured", "failed"}:
        return row
    row.status, kinds = ENDS[choice]
    row.method = method
    row.save(update_fields=["status", "method"])
    if kinds:
        job = app.configure_task("billing.sandbox_tell", schedule_in={"seconds": 20 if choice == "late" else 0})
        job.defer(payment_id=row.pk, kinds=[*kinds])
    return row


MOST_TRIES = 3


@transaction.atomic
def confirm(*, subscription_id: str, fails: bool = False) -> SandboxSubscription:
    """The payer agrees to be charged each month: the first charge comes at once. `fails`: the later ones fail."""
    row = SandboxSubscription.objects.select_for_update().filter(pk=subscription_id).first()
    if row is None:
        raise NotFound
    if row.status == "created":
        row.fails = fails
        _charge(row)
    return row


def due() -> list[str]:
    """The pretend gateway's own clock: subscriptions that are to be charged or ended now."""
    rows = SandboxSubscription.objects.filter(status__in=["active", "pending"], charge_at__lte=clock.now())
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def renew(*, subscription_id: str) -> None:
    """Charge again, fail, give up or end, as a real gateway would."""
    row = SandboxSubscription.objects.select_for_update().get(pk=subscription_id)
    if row.charge_at is None or row.charge_at > clock.now() or row.status not in {"active", "pending"}:
        return
    if row.cancel_at_end:
        _turn(row, "cancelled", None)
    elif not row.fails:
        _charge(row)
    elif row.tries + 1 >= MOST_TRIES:
        row.tries += 1
        _turn(row, "halted", None)
    else:
        row.tries += 1
        _turn(row, "pending", timedelta(days=1))


def _charge(row: SandboxSubscription) -> None:
    begins = row.current_end or clock.now()
    row.charges, row.tries, row.status = row.charges + 1, 0, "active"
    row.current_end = row.charge_at = months_on(begins, row.months)
    row.save()
    SandboxPayment.objects.create(
        id=f"pay_{new_id().hex[-14:]}",
        order_id=f"order_{row.pk}_{row.charges}",
        amount=row.amount,
        return_url=row.return_url,
        status="captured",
        method="upi",
    )
    _tell(row, "charged")


def _turn(row: SandboxSubscription, status: str, again: timedelta | None) -> None:
    row.status, row.charge_at = status, clock.now() + again if again else None
    row.save()
    _tell(row, status)


def _tell(row: SandboxSubscription, kind: str) -> None:
    app.configure_task("billing.sandbox_tell_subscription").defer(subscription_id=row.pk, kind=kind)
