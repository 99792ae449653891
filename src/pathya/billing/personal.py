"""What billing holds about a person, for the export; documents are kept as the tax law wants."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pathya.accounts.models import User
from pathya.billing.models import Invoice, Order, PaymentLink, Subscription
from pathya.billing.services import subscriptions
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
    premium = Subscription.objects.filter(client=user).select_related("plan")
    yield Part(
        "subscriptions",
        _("Subscriptions"),
        rows=(
            {"plan": one.plan.title, "state": one.state, "since": one.created_at.isoformat()}
            | {"paid_until": one.paid_until.isoformat() if one.paid_until else ""}
            for one in premium
        ),
    )
    asked = PaymentLink.objects.filter(client=user)
    yield Part(
        "payment_requests",
        _("Requests to pay"),
        rows=({"what": one.description, "amount": str(one.amount), "at": one.created_at.isoformat()} for one in asked),
    )
    rows = Invoice.objects.filter(client=user)
    yield Part(
        "invoices",
        _("Invoices"),
        rows=({"number": one.number, "issued_on": str(one.issued_on), "content": one.content} for one in rows),
    )


def erase(user: User) -> list[Erased]:
    """Documents stay as long as the law wants (`retention`); orders that led to none keep no name and address.

    What runs is ended, so that nobody is charged who is not here any more.
    """
    subscriptions.end_all(client=user)
    orders = Order.objects.filter(client=user, invoices=None)
    emptied = orders.exclude(bill_name="", bill_address="", bill_gstin="").update(
        bill_name="", bill_address="", bill_gstin=""
    )
    count = Invoice.objects.filter(client=user).count()
    report = [Erased("orders", Fate.ANONYMISED, emptied)] if emptied else []
    reason = gettext_noop("Invoices are kept for eight years, as the tax law wants.")
    return [*report, Erased("invoices", Fate.KEPT, count, reason)] if count else report
