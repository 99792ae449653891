"""What can be wrong about relations."""

from django.utils.translation import gettext_lazy as _

from pathya.kit.errors import Conflict


class InvitationOver(Conflict):
    """Accepted by somebody else, taken back, or older than 14 days."""

    code = "invitation_over"
    message = _("This invitation is no longer open. Ask for a new one.")
