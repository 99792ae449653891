"""What can be wrong about days and journeys."""

from django.utils.translation import gettext_lazy as _

from pathya.kit.errors import Conflict


class JourneyRunning(Conflict):
    """One journey at a time."""

    code = "journey_running"
    message = _("You are on a journey already. End it before you start another.")


class TrialRunning(Conflict):
    """One elimination trial at a time, or nothing could be told apart."""

    code = "trial_running"
    message = _("A trial is under way already. End it before you start another.")
