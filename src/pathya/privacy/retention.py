"""How long each class of record is kept, and why; shown to everybody at /notices/keeping/."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kept:
    """`by` names the job or the rule that ends it."""

    what: Promise
    how_long: str | Promise
    why: Promise
    by: str


def table() -> list[Kept]:
    """With the periods of this installation."""
    return [
        Kept(
            _("Account, health record, logs, calls"),
            _("until you are erased"),
            _("They are yours."),
            "privacy.erase_due",
        ),
        Kept(
            _("Account that asked to be erased"),
            _("30 days"),
            _("To let you change your mind."),
            "privacy.erase_due",
        ),
        Kept(
            _("Audit trail: who did what and when"),
            _("at least a year"),
            _("The data protection rules ask for a year; it holds numbers instead of names."),
            "append only",
        ),
        Kept(
            _("Processing logs"),
            _("a year, where the practice keeps its logs"),
            _("The data protection rules ask for it; they hold no personal data."),
            "log store",
        ),
        Kept(
            _("Consents given and withdrawn"),
            _("as long as the practice exists"),
            _("They are the proof; after erasure they hold your number only."),
            "append only",
        ),
        *_passing(),
    ]


def _passing() -> list[Kept]:
    """What goes by itself."""
    mail = settings.MAIL
    return [
        Kept(
            _("Invoices, payments, credit notes"),
            _("%(years)s years from the end of the financial year") % {"years": settings.TAX_YEARS},
            _("Tax law asks for it; afterwards they are removed, and sums without names stay in the books."),
            "billing.forget_old",
        ),
        Kept(
            _("Text of mails and messages"),
            _("%(days)s days") % {"days": mail.body_days} if mail.body_days else _("as long as the message"),
            _("To answer questions about what was sent."),
            "outbox.forget",
        ),
        Kept(
            _("That a message was sent"),
            _("%(days)s days") % {"days": mail.row_days},
            _("To find what did not arrive."),
            "outbox.forget",
        ),
        Kept(_("Copies you ask for"), _("24 hours"), _("They hold everything at once."), "privacy.clean"),
        Kept(
            _("Backups"),
            _("as the practice has set"),
            _("Erased people stay erased in them: their key is gone."),
            "keys",
        ),
    ]
