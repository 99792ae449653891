"""The kind `payment_link`: billing's own thing to sell."""

from uuid import UUID

from pathya.accounts.models import User
from pathya.billing.models import OrderLine, PaymentLink
from pathya.billing.rules import CannotFulfil, Quote
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.kit.money import Money


def price(*, user: User, reference: str) -> Quote:
    try:
        found = PaymentLink.objects.filter(pk=UUID(reference), client=user, paid_at=None, withdrawn_at=None).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound
    return Quote(found.description, Money(found.amount), found.service, found.papers)


def fulfil(*, line: OrderLine) -> None:
    """A link is paid once; paid by another order already, this one is paid back."""
    if not PaymentLink.objects.filter(pk=line.reference, paid_at=None, withdrawn_at=None).update(paid_at=clock.now()):
        raise CannotFulfil
