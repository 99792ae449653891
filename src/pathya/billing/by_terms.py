"""What the agreed terms would give back of a payment, for an admin who is about to refund it."""

from dataclasses import dataclass
from uuid import UUID

from pathya.accounts.models import User
from pathya.billing import selectors
from pathya.billing.rules import PAID, ByTerms
from pathya.kit import registry
from pathya.kit.money import Money


@dataclass(frozen=True)
class LineTerms:
    """One line that can still be cancelled: what would go back now."""

    what: str
    by_client: Money
    by_practice: Money


def by_terms(viewer: User, payment_id: UUID) -> list[LineTerms]:
    """For admins; empty when no line of it can be cancelled any more. Raises Forbidden, NotFound."""
    payment = selectors.payment(selectors.office(viewer), payment_id)
    if payment.state not in PAID or payment.is_surplus:
        return []
    asked, found = registry.contributed("billing.terms"), []
    for line in payment.order.lines.all():
        told: ByTerms | None = asked[line.kind](line=line) if line.kind in asked else None
        if told:
            sums = (Money(min(one.amount, payment.left)) for one in (told.by_client, told.by_practice))
            found.append(LineTerms(line.description, *sums))
    return found
