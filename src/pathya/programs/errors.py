"""Facts that stand against enrolling or what follows it."""

from django.utils.translation import gettext_lazy as _

from pathya.kit.errors import Conflict, Forbidden, PathyaError


class EmailNotVerified(Forbidden):
    code = "email_not_verified"
    message = _("Please confirm your e-mail address first.")


class GuardianNeeded(Forbidden):
    """Below 18 and no parent or guardian has agreed yet."""

    code = "guardian_needed"
    message = _("A parent or guardian has to agree first: invite them under More, Who sees your record.")


class NotAClient(Forbidden):
    code = "not_a_client"
    message = _("Programs are for clients: sign in with a client's account.")


class AlreadyEnrolled(Conflict):
    code = "already_enrolled"
    message = _("You are in this program already.")


class CohortFull(Conflict):
    code = "cohort_full"
    message = _("Every seat of this group is taken. Please choose another start.")


class TermsChanged(Conflict):
    """Another version counts than the one that was agreed to."""

    code = "terms_changed"
    message = _("The terms have changed since. Please read them once more, then enrol.")


class NoPass(Conflict):
    code = "no_pass"
    message = _("There is no paid place in this program on your account.")


class NotInThisState(Conflict):
    code = "not_in_this_state"
    message = _("That can't be done with this enrolment now.")


class NoPauseLeft(Conflict):
    code = "no_pause_left"
    message = _("The pauses of this program are used up.")


class NotYetComplete(Conflict):
    code = "not_yet_complete"
    message = _("A program is complete when enough of its steps are done.")


class NotReviewable(Conflict):
    code = "not_reviewable"
    message = _("A review can be written once, by somebody who completed the program.")


class Busy(PathyaError):
    """The database could not decide in time; nothing was written, the same request may be sent again."""

    code = "busy"
    status = 503
    message = _("That took longer than it should. Nothing was changed; please try again.")
