"""Terms and settlements in sentences, in the active language."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathya.kit.money import Money
from pathya.programs import rules
from pathya.programs.rules import Terms


def terms(agreed: Terms, fee: Money) -> list[str]:
    """What one agrees to at enrolment, a sentence each."""
    said = []
    for day, share in sorted(agreed.refunds):
        back = Money(rules.part(fee.amount, share), fee.currency)
        if day == 0:
            said.append(_("Cancelled before it starts: %(back)s of %(fee)s back.") % {"back": back, "fee": fee})
        else:
            said.append(
                _("Cancelled by day %(day)d: %(back)s of %(fee)s back.") % {"day": day, "back": back, "fee": fee}
            )
    said.append(_("Cancelled later: nothing back. If we cancel, you get the days that are left, or more."))
    if agreed.session_percent:
        each = Money(rules.part(fee.amount, agreed.session_percent), fee.currency)
        said.append(_("Each included consultation used or booked by then takes %(each)s off.") % {"each": each})
    return said + _pauses(agreed)


def shares(agreed: Terms) -> list[str]:
    """The terms without a price in mind, a sentence each."""
    said = []
    for day, share in sorted(agreed.refunds):
        facts = {"day": day, "share": share}
        said.append(
            _("Cancelled by day %(day)d: %(share)d %% back.") % facts
            if day
            else _("Cancelled before it starts: %(share)d %% back.") % facts
        )
    said.append(_("Cancelled later: nothing back. If we cancel: the days that are left, or more."))
    if agreed.session_percent:
        said.append(_("Each consultation used or booked: %(share)d %% less.") % {"share": agreed.session_percent})
    return [*said, *_pauses(agreed)]


def _pauses(agreed: Terms) -> list[str]:
    if not agreed.most_pauses:
        return [_("It can't be paused.")]
    told = ngettext(
        "You can pause %(count)d time; at most %(days)d days are added.",
        "You can pause %(count)d times; at most %(days)d days are added.",
        agreed.most_pauses,
    )
    return [told % {"count": agreed.most_pauses, "days": agreed.pause_days}]


def how_it_came(settlement: dict[str, Any]) -> str:
    """One sentence about what goes back and why."""
    paid, back = (Money(Decimal(settlement[name]), settlement["currency"]) for name in ("paid", "back"))
    if settlement.get("byPass"):
        if settlement["share"] == 100:
            return _("The place you were given can be used again.")
        return _("The place you were given is used up; no money goes back for it.")
    if not paid:
        return _("Nothing was paid, so nothing goes back.")
    facts = {"back": back, "paid": paid, "share": settlement["share"], "day": max(settlement["day"], 0)}
    if settlement["sessionsUsed"]:
        facts["sessions"] = settlement["sessionsUsed"]
        return (
            _("%(back)s of %(paid)s: %(share)s per cent on day %(day)s, with %(sessions)s consultations used.") % facts
        )
    return _("%(back)s of %(paid)s: %(share)s per cent on day %(day)s.") % facts
