"""A month's GST return for an admin: its documents, its sections."""

from typing import Any

from pathya.accounts.models import User
from pathya.billing import gst, gst_sheets, selectors
from pathya.billing.models import Invoice
from pathya.kit.errors import NotFound
from pathya.practice.models import TaxIdentity


def documents(viewer: User, month: str) -> list[Invoice]:
    """Raises Forbidden, NotFound for what is no month."""
    first, last = gst_sheets.month_of(month)
    return list(selectors.documents_of(viewer, first, last))


def gstr1(viewer: User, month: str) -> dict[str, Any]:
    first, _last = gst_sheets.month_of(month)
    seller = TaxIdentity.objects.first() or TaxIdentity()
    return gst.gstr1(documents(viewer, month), seller.gstin, first)


def section(viewer: User, month: str, name: str) -> list[dict[str, Any]]:
    found = gstr1(viewer, month)
    if name not in SECTIONS:
        raise NotFound
    return gst_sheets.flat(found.get(name, []))


SECTIONS = ("b2b", "b2cl", "b2cs", "cdnr", "cdnur", "exp", "at", "txpd", "nil", "hsn", "doc_issue")
