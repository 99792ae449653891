"""Facts that stop a booking or a cancellation."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pathya.consultations.rules import Override
from pathya.kit.errors import Conflict, Forbidden, Invalid, PathyaError


class SlotTaken(Conflict):
    """Somebody was faster; `extra["nearest"]` lists free starts, nearest first."""

    code = "slot_taken"
    message = _("That time has just been taken. These are the nearest free ones.")


class ClientBusy(Conflict):
    code = "client_busy"
    message = _("You already have a call at that time.")


class TheirClientBusy(ClientBusy):
    """As the host is told."""

    message = _("The client has another call at that time.")


class SlotNotOffered(Invalid):
    """Not a start the nutritionist offers (closed, off the grid, too soon, too far ahead)."""

    code = "slot_not_offered"
    message = _("The nutritionist can't be booked at that time.")


class SlotPast(SlotNotOffered):
    code = "slot_past"
    message = _("That time has passed. Please choose a later one.")


class SlotTooSoon(SlotNotOffered):
    """Inside the nutritionist's notice."""

    code = "slot_too_soon"
    message = _("That is too soon for the nutritionist. Please choose a later time.")


class SlotTooFar(SlotNotOffered):
    """Past the nutritionist's horizon."""

    code = "slot_too_far"
    message = _("The calendar is not open that far ahead yet.")


class EmailNotVerified(Forbidden):
    code = "email_not_verified"
    message = _("Please confirm your e-mail address first.")


class GuardianNeeded(Forbidden):
    """Below 18 and no parent or guardian has agreed yet."""

    code = "guardian_needed"
    message = _("A parent or guardian has to agree first: invite them under More, Who sees your record.")


class NotAClient(Forbidden):
    code = "not_a_client"
    message = _("Calls are booked from a client's account.")


class NotCancellable(Conflict):
    code = "not_cancellable"
    message = _("This call can no longer be cancelled.")


class NotMovable(Conflict):
    """Begun, over, moved too often, or too late: `message` tells which."""

    code = "not_movable"
    message = _("This call can no longer be moved.")


class NotJoinable(Conflict):
    code = "not_joinable"
    message = _("A call opens 15 minutes before it begins and closes when it ends.")


class NotPrepared(Conflict):
    """Something that has to be done before the call is missing; `extra["url"]` leads to it."""

    code = "not_prepared"
    message = _("Before the call, please fill in the questions.")


class NotYet(Conflict):
    """The nutritionist completes a call or marks a no-show too early, or when it is over and done with."""

    code = "not_in_this_state"
    message = _("That can't be done with this call now.")


class TakenMeanwhile(Conflict):
    """Paid after the hold ended, and somebody else has the time: the payment goes back."""

    code = "taken_meanwhile"
    message = _("The time was taken before the payment arrived. The payment goes back in full.")


class NoCredit(Conflict):
    code = "no_credit"
    message = _("There is no session left in your package for this kind of call.")


class ChangedMeanwhile(Conflict):
    """The call is not as the sender saw it; nothing was changed."""

    code = "changed_meanwhile"
    message = _("This call was changed in another window. Look at it again, then decide.")


class ReasonNeeded(Invalid):
    """The host sets rules aside and has to say why; `extra["override"]` names them."""

    code = "reason_needed"

    def __init__(self, against: Sequence[Override]) -> None:
        told = ", ".join(str(rule.label) for rule in against)
        text = _("This time is %(rules)s. Say why it is booked all the same.") % {"rules": told}
        super().__init__(fields={"reason": [text]}, extra={"override": [rule.value for rule in against]})


class GroupFull(Conflict):
    """Every seat is taken or kept for who waits."""

    code = "group_full"
    message = _("Every seat of this group is taken. You can wait for one.")


class GroupOver(Conflict):
    """Begun, over or cancelled."""

    code = "group_over"
    message = _("This group session has begun, is over, or does not take place.")


class SeatsBusy(Conflict):
    """A group can't be moved there: so many who have a seat (`extra["people"]`) have another call."""

    code = "seats_busy"

    def __init__(self, count: int) -> None:
        text = ngettext(
            "%(count)d person who has a seat has another call at that time.",
            "%(count)d people who have a seat have another call at that time.",
            count,
        )
        super().__init__(text % {"count": count}, extra={"people": count})


class OfferedToAnother(Conflict):
    """One time is offered to one person at a time."""

    code = "offered_to_another"
    message = _("That time is offered to somebody else at the moment.")


class NotFull(Conflict):
    code = "group_not_full"
    message = _("There are free seats: take one.")


class NotReviewable(Conflict):
    code = "not_reviewable"
    message = _("A review can be written once, after a call that took place.")


class Busy(PathyaError):
    """The database could not decide in time; nothing was written, the same request may be sent again."""

    code = "busy"
    status = 503
    message = _("That took longer than it should. Nothing was booked or changed; please try again.")
