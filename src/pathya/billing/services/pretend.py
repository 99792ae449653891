"""How a payment at the pretend gateway ends."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from pathya.billing.models import SandboxPayment
from pathya.kit.errors import Invalid, NotFound

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
