"""How a call is named and its time written, in the active language, where no template does it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pathya.consultations.models import Consultation
from pathya.consultations.rules import Party, Terms, shared
from pathya.kit.money import Money
from pathya.ui.words import clock_time, long_date


def one_line(text: str) -> str:
    """`text` without line breaks and control characters, fit for a header."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def counterpart(consultation: Consultation, party: Party) -> str:
    """Whom `party` meets."""
    if party is Party.CLIENT:
        return one_line(consultation.nutritionist.name)
    if consultation.is_group_time:
        return _("the group")
    return one_line(consultation.client.get_full_name())


def title(consultation: Consultation, party: Party) -> str:
    """“Discovery call with Meera Iyer”, “Follow-up, group: Eating in Ramadan”"""
    if consultation.group:
        return _("%(kind)s, group: %(title)s") % {
            "kind": one_line(consultation.kind.name),
            "title": one_line(consultation.group.title),
        }
    return _("%(kind)s with %(name)s") % {
        "kind": one_line(consultation.kind.name),
        "name": counterpart(consultation, party),
    }


def page_url(consultation: Consultation, party: Party) -> str:
    """The full address of the call's page for `party`."""
    if consultation.is_group_time:
        return settings.BASE_URL + reverse("practice_group", args=[consultation.group_id])
    name = "consultation_detail" if party is Party.CLIENT else "practice_call"
    return settings.BASE_URL + reverse(name, args=[consultation.pk])


def day_and_time(instant: datetime, zone: str) -> str:
    """“Monday, 11 January 2027, 3:30 pm”"""
    local = instant.astimezone(ZoneInfo(zone))
    return f"{long_date(local.date())}, {clock_time(local)}"


def zone_name(zone: str) -> str:
    """“India Time”, “New York Time”: what a place calls its own clock, summer and winter."""
    return get_timezone_location(zone, locale=_locale())


def _locale() -> str:
    return "hi_IN" if (get_language() or "").startswith("hi") else "en_IN"


def terms(agreed: Terms, fee: Money, *, of_group: bool = False) -> list[str]:
    """The terms of a kind with a fee, a sentence each; a seat of a group is not moved by its client."""
    steps = []
    for minutes, share in sorted(agreed.refunds, reverse=True):
        back = Money(shared(fee.amount, share), fee.currency)
        steps.append(
            _("Cancelled up to %(span)s before: %(back)s of %(fee)s back.")
            % {"span": span(minutes), "back": back, "fee": fee}
        )
    steps.append(_("Cancelled later: nothing back. When the nutritionist cancels, you get everything back."))
    if of_group:
        steps.append(_("When the session is moved, you can give your seat back for everything you paid."))
    else:
        steps.append(
            ngettext(
                "You can move the call %(count)d time, up to %(span)s before.",
                "You can move the call %(count)d times, up to %(span)s before.",
                agreed.most_moves,
            )
            % {"count": agreed.most_moves, "span": span(agreed.move_minutes)}
        )
    steps += _follow_up(agreed)
    kept = Money(shared(fee.amount, agreed.no_show_percent), fee.currency)
    steps.append(_("If you do not come, %(kept)s is kept.") % {"kept": kept})
    return steps


def _follow_up(agreed: Terms) -> list[str]:
    days = agreed.follow_up_days
    if not days:
        return []
    told = ngettext(
        "A follow-up within %(count)d day of this call is free, once.",
        "A follow-up within %(count)d days of this call is free, once.",
        days,
    )
    return [told % {"count": days}]


def span(minutes: int) -> str:
    """“4 hours”, “90 minutes”"""
    if minutes % 60:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = minutes // 60
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}


def shares(agreed: Terms) -> list[str]:
    """The terms without a fee in mind, a sentence each."""
    lines = [
        _("Cancelled up to %(span)s before: %(share)s %% back.") % {"span": span(minutes), "share": share}
        for minutes, share in sorted(agreed.refunds, reverse=True)
    ]
    lines.append(_("Cancelled later: nothing back."))
    lines.append(
        ngettext(
            "Moved by the client %(count)d time, up to %(span)s before.",
            "Moved by the client %(count)d times, up to %(span)s before.",
            agreed.most_moves,
        )
        % {"count": agreed.most_moves, "span": span(agreed.move_minutes)}
    )
    return [*lines, _("Not come: %(share)s %% is kept.") % {"share": agreed.no_show_percent}, *_follow_up(agreed)]
