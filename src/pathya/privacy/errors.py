"""What can be wrong about rights."""

from django.utils.translation import gettext_lazy as _

from pathya.kit.errors import Conflict, Forbidden


class NotReady(Conflict):
    """The export is still being made, has failed, or its 24 hours are over."""

    code = "export_not_ready"
    message = _("This copy is not there to download. Ask for a new one.")


class StaffAccount(Forbidden):
    """Records of clients hang on accounts of staff; an admin ends them."""

    code = "staff_account"
    message = _("An account of the team is ended by an admin. Please ask them.")
