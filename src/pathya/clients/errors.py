"""What can be wrong about a record."""

from django.utils.translation import gettext_lazy as _

from pathya.kit.errors import Conflict, Invalid


class ChangedMeanwhile(Conflict):
    """The history was changed in another tab or by somebody else since it was read."""

    code = "changed_meanwhile"
    message = _("This was changed in another window meanwhile. Load it anew; what you typed is still below.")


class ReportUnreadable(Invalid):
    """No text can be got out of the file."""

    code = "report_unreadable"
    message = _("We could not read text in this file. A scanned picture has none: enter the values by hand.")
