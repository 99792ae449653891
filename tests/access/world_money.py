"""What the back office for money holds in the matrix's world."""

from typing import Any

from pathya.billing.models import Coupon, Difference, Payment, PaymentLink, Plan, Subscription, WebhookEvent
from pathya.kit import clock
from pathya.kit.ids import new_id
from tests import factories


def money(payment: Payment) -> dict[str, Any]:
    """What the back office for money holds beside a payment."""
    plan = Plan.objects.create(slug="basic", title_en="Basic", amount=100)
    subscription = Subscription.objects.create(
        client=factories.asha(), plan=plan, gateway="sandbox", state="active", paid_until=clock.now()
    )
    link = PaymentLink.objects.create(client=factories.asha(), made_by=factories.meera(), description="x", amount=5)
    event = WebhookEvent.objects.create(gateway="sandbox", event_id="e1", kind="odd", body=b"{}")
    return {
        "billing_plan_id": plan.pk,
        "package_id": new_id(),
        "subscription_id": subscription.pk,
        "link_id": link.pk,
        "refund_id": new_id(),
        "coupon_id": Coupon.objects.create(code="OLD10", percent=10).pk,
        "difference_id": Difference.objects.create(payment=payment, what="amount", ours="1", theirs="2").pk,
        "event_id": event.pk,
    }
