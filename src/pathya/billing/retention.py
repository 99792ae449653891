"""Tax documents end when the law no longer asks for them: so many years from the end of their financial year."""

from datetime import date

from django.conf import settings
from django.db import connection, transaction

from pathya.billing.models import Invoice, Order
from pathya.kit import clock
from pathya.operations import audit

EVENT = "billing.documents.forgotten"
BATCH = 500


def last_day_to_go(today: date, years: int) -> date:
    """The last day of the newest financial year (April to March) that ended at least `years` years ago."""
    ended = today.year if (today.month, today.day) >= (4, 1) else today.year - 1
    return date(ended - years, 3, 31)


def forget_old() -> int:
    """Remove what is past its time: invoices, credit notes, whom the order was billed to. The ledger names nobody."""
    until = last_day_to_go(clock.today(settings.PRACTICE_TIME_ZONE), settings.TAX_YEARS)
    gone = 0
    while count := _some(until):
        gone += count
    return gone


@transaction.atomic
def _some(until: date) -> int:
    """Orders whose every document is past its time; the trigger lets only such go, and only from here."""
    orders = Order.objects.filter(invoices__issued_on__lte=until).exclude(invoices__issued_on__gt=until).distinct()
    some = list(orders.order_by("pk").values_list("pk", flat=True)[:BATCH])
    if not some:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pathya.forgets_until', %s, true)", [until.isoformat()])
        documents = Invoice.objects.filter(order__in=some)
        count = documents.exclude(original=None).delete()[0] + documents.delete()[0]
        cursor.execute("SELECT set_config('pathya.forgets_until', '', true)")
    Order.objects.filter(pk__in=some).update(bill_name="", bill_address="", bill_gstin="", bill_state="")
    audit.record(EVENT, actor=None, subject=None, detail={"count": count, "until": until.isoformat()})
    return len(some)
