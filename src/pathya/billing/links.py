"""The kind `payment_link`: billing's own thing to sell."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from pathya.accounts.models import User
from pathya.billing.models import OrderLine, PaymentLink
from pathya.billing.rules import CannotFulfil, Quote
from pathya.billing.services import pages
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
    pages.close(line.order_id)


def pay_url(row: PaymentLink) -> str:
    """Where it can be paid: on the gateway's own page (as `selectors.links` knows it), else on ours."""
    page: str | None = getattr(row, "page_url", None)
    return page or settings.BASE_URL + reverse("payment_link", args=[row.pk])
