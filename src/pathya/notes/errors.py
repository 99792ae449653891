"""Facts that stop writing, issuing, answering."""

from django.utils.translation import gettext_lazy as _

from pathya.kit.errors import Conflict, Forbidden


class Changed(Conflict):
    """Somebody else saved meanwhile; nothing was written. `extra["version"]` is the one that stands now."""

    code = "changed_meanwhile"
    message = _("This was changed elsewhere while you were writing. Nothing of yours was saved over it.")


class Signed(Conflict):
    code = "signed"
    message = _("This note is signed. It can be added to, not changed.")


class NotSigned(Conflict):
    code = "not_signed"
    message = _("The note has to be signed first.")


class NotForThisCall(Conflict):
    code = "not_for_this_call"
    message = _("There is nothing to write about a call that was cancelled or is not paid yet.")


class NothingToIssue(Conflict):
    code = "nothing_to_issue"
    message = _("There is no draft of a plan with a line or advice in it.")


class MedicinesNotAllowed(Forbidden):
    """Only who is entered as a registered medical practitioner may prescribe medicines."""

    code = "medicines_not_allowed"
    message = _("Medicines are prescribed by registered medical practitioners only.")


class NotOpen(Conflict):
    """The proposal was answered or has lapsed."""

    code = "not_open"
    message = _("This proposal is no longer open.")


class NoIntake(Conflict):
    """The call is over or closed, or nothing is asked for its kind."""

    code = "no_intake"
    message = _("Nothing is asked before this call.")
