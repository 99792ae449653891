"""What billing holds about a person, for the export; documents are kept as the tax law wants."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.billing.models import Invoice, Order
from pathya.privacy.rules import Erased, Fate, Part


def gather(user: User) -> Iterator[Part]:
    orders = Order.objects.filter(client=user).prefetch_related("lines")
    yield Part(
        "orders",
        _("Orders"),
        rows=(
            {"id": str(one.pk), "what": one.title, "total": str(one.total), "state": one.state}
            | {"currency": one.currency, "created_at": one.created_at.isoformat()}
            for one in orders
        ),
    )
    rows = Invoice.objects.filter(client=user)
    yield Part(
        "invoices",
        _("Invoices"),
        rows=({"number": one.number, "issued_on": str(one.issued_on), "content": one.content} for one in rows),
    )


def erase(user: User) -> list[Erased]:
    count = Invoice.objects.filter(client=user).count()
    reason = _("Invoices are kept for eight years, as the tax law wants.")
    return [Erased("invoices", Fate.KEPT, count, reason)] if count else []
