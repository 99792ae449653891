"""What the columns of GSTR-1 are called on a page; the return and its CSV keep the portal's own names."""

from django.utils.translation import gettext_lazy as _

from pathya.kit.errors import Text

TITLES: dict[str, Text] = {
    "ctin": "GSTIN",
    "inum": _("Number"),
    "idt": _("Date"),
    "nt_num": _("Number"),
    "nt_dt": _("Date"),
    "ntty": _("Kind of note"),
    "val": _("Total"),
    "pos": _("Place of supply"),
    "rchrg": _("Reverse charge"),
    "inv_typ": _("Kind of invoice"),
    "exp_typ": _("Kind of export"),
    "typ": _("Kind"),
    "sply_ty": _("Kind of supply"),
    "rt": _("Rate in %"),
    "txval": _("Taxable value"),
    "ad_amt": _("Advance"),
    "iamt": "IGST",
    "camt": "CGST",
    "samt": "SGST",
    "csamt": _("Cess"),
    "num": _("Row"),
    "hsn_sc": "SAC",
    "desc": _("Description"),
    "uqc": _("Unit"),
    "qty": _("Quantity"),
    "nil_amt": _("Nil rated"),
    "expt_amt": _("Exempt"),
    "ngsup_amt": _("Outside GST"),
    "part": _("Part"),
    "doc_num": _("Nature of document"),
    "doc_typ": _("Kind of document"),
    "from": _("From"),
    "to": _("To"),
    "totnum": _("Issued"),
    "cancel": _("Cancelled"),
    "net_issue": _("Valid"),
}
MONEY = frozenset({"val", "txval", "ad_amt", "iamt", "camt", "samt", "csamt", "nil_amt", "expt_amt", "ngsup_amt"})
