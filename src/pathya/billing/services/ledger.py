"""Double entry: what came in, what it was for, what is owed back."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from pathya.billing.models import Entry, Posting
from pathya.billing.rules import Tax

REFUNDS_DUE = "refunds_due"
RECEIVABLE = "receivable"
ADVANCES = "advances"


def clearing(gateway: str) -> str:
    return f"clearing:{gateway}"


def post(*, what: str, key: str, order_id: UUID, amounts: Mapping[str, Decimal]) -> None:
    """Write one entry in the caller's transaction; `key` is unique, so nothing is booked twice."""
    entry = Entry.objects.create(what=what, key=key, order_id=order_id)
    Posting.objects.bulk_create(
        Posting(entry=entry, account=account, amount=amount) for account, amount in amounts.items() if amount
    )


def sale(service_taxes: list[tuple[str, Tax]], sign: int = -1, *, advance: bool = False) -> dict[str, Decimal]:
    """Revenue by service and tax payable of a document's lines; credits with sign -1, taken back with 1.

    What was paid ahead is no revenue yet: it stands under `advances`, its tax is due all the same.
    """
    found: dict[str, Decimal] = {}
    for service, tax in service_taxes:
        earned = ADVANCES if advance else f"revenue:{service}"
        parts = {earned: tax.taxable, "tax:cgst": tax.cgst, "tax:sgst": tax.sgst, "tax:igst": tax.igst}
        for account, amount in parts.items():
            found[account] = found.get(account, Decimal(0)) + sign * amount
    return found


def earned(service_taxes: list[tuple[str, Tax]]) -> dict[str, Decimal]:
    """What was paid ahead is supplied now."""
    sold = sale([(service, Tax(tax.taxable)) for service, tax in service_taxes])
    return sold | {ADVANCES: sum((tax.taxable for _service, tax in service_taxes), Decimal(0))}
