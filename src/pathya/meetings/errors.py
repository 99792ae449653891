"""Facts that stop somebody from being reminded or from entering a room."""

from django.utils.translation import gettext_lazy as _

from pathya.kit.errors import Conflict


class TooEarly(Conflict):
    code = "too_early"
    message = _("The room opens 15 minutes before the start.")


class CallOver(Conflict):
    code = "call_over"
    message = _("This call has ended or was called off.")


class NotRecordable(Conflict):
    code = "not_recordable"
    message = _("This call can't be recorded.")
