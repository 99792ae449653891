"""What terms may say."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from pathya.programs.rules import LONGEST_DAYS, MOST_PAUSES, Terms


def wrong_with(terms: Terms) -> dict[str, list[Any]]:
    """Field → what is wrong; empty when they can be kept."""
    wrong: dict[str, list[Any]] = {}
    steps = sorted(terms.refunds)
    shares = [share for _day, share in steps]
    if any(not 0 <= share <= 100 for share in shares) or any(not 0 <= day <= LONGEST_DAYS for day, _s in steps):
        wrong["refunds"] = [_("Shares go from 0 to 100 per cent, days from 0 to 365.")]
    elif len({day for day, _share in steps}) < len(steps) or shares != sorted(shares, reverse=True):
        wrong["refunds"] = [_("Each day stands once, and later days give back no more than earlier ones.")]
    if not 0 <= terms.session_percent <= 100:
        wrong["session_percent"] = [_("Shares go from 0 to 100 per cent.")]
    if not 0 <= terms.pause_days <= LONGEST_DAYS or not 0 <= terms.most_pauses <= MOST_PAUSES:
        wrong["pause_days"] = [_("From 0 to 365 days, in at most 20 pauses.")]
    elif bool(terms.pause_days) != bool(terms.most_pauses):
        wrong["pause_days"] = [_("Pauses and their days go together; 0 in both for none.")]
    return wrong
