"""The terms of programs: dated versions, and what they would give back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid
from pathya.kit.money import Money
from pathya.operations import audit
from pathya.programs import rules
from pathya.programs.models import DEFAULT, Policy, Program
from pathya.programs.rules import BUILT_IN, Event, Terms


def in_force(program_id: UUID | None) -> Policy | None:
    """The version that counts now for a program (None: for all without their own); None: the built-in one."""
    rows = Policy.objects.filter(Q(program=program_id) | Q(program=None), valid_from__lte=clock.now())
    return rows.order_by(F("program").asc(nulls_last=True), "-valid_from").first()


def terms_of(row: Policy | None) -> Terms:
    return row.terms if row else DEFAULT


def version_of(row: Policy | None) -> str:
    """What names a version where somebody agrees to it."""
    return str(row.pk) if row else BUILT_IN


@transaction.atomic
def change(*, viewer: User, program_id: UUID | None, terms: Terms, valid_from: datetime | None = None) -> Policy:
    """New terms for a program (None: for all without their own), for enrolments from then on; who is enrolled keeps
    theirs. Raises Forbidden, Invalid."""
    _admin(viewer)
    wrong = _wrong(terms)
    if program_id and not Program.objects.filter(pk=program_id).exists():
        wrong["program_id"] = [_("There is no such program.")]
    begins = valid_from or clock.now()
    if valid_from and valid_from < clock.now().replace(microsecond=0):
        wrong["valid_from"] = [_("Terms begin now or later.")]
    if wrong:
        raise Invalid(fields=wrong)
    made = Policy.objects.create(
        program_id=program_id,
        valid_from=begins,
        refunds=[list(step) for step in sorted(terms.refunds)],
        session_percent=terms.session_percent,
        pause_days=terms.pause_days,
        most_pauses=terms.most_pauses,
        made_by=viewer,
    )
    audit.record(Event.TERMS, actor=viewer, subject=made)
    return made


def rows(viewer: User) -> list[Policy]:
    """Every version, those for all programs first, newest first within a program. Raises Forbidden."""
    _admin(viewer)
    found = Policy.objects.select_related("program", "made_by")
    return list(found.order_by(F("program__position").asc(nulls_first=True), "program__slug", "-valid_from"))


@dataclass(frozen=True)
class Given:
    """Cancelled on this day (0: before it starts): what goes back; with one consultation used; when we cancel."""

    day: int
    share: int
    back: Money
    back_with_session: Money
    back_by_practice: Money


def preview(viewer: User, terms: Terms, fee: Money, days: int) -> list[Given]:
    """What cancelling a program of so many days gives back, at each step and on the day after it. Raises Forbidden."""
    _admin(viewer)

    def part(share: int) -> Money:
        return Money(rules.part(fee.amount, share), fee.currency)

    steps = {day for day, _share in terms.refunds if day <= days}
    given = []
    for day in sorted({0, 1, days} | steps | {day + 1 for day in steps if day < days}):
        share, used = terms.share_back(day, 0), terms.share_back(day, 1)
        ours = max(share, rules.days_left_share(day, days))
        given.append(Given(day, share, part(share), part(used), part(ours)))
    return given


def _wrong(terms: Terms) -> dict[str, list[Any]]:
    wrong: dict[str, list[Any]] = {}
    steps = sorted(terms.refunds)
    shares = [share for _day, share in steps]
    if any(not 0 <= share <= 100 for share in shares) or any(not 0 <= day <= rules.LONGEST_DAYS for day, _s in steps):
        wrong["refunds"] = [_("Shares go from 0 to 100 per cent, days from 0 to 365.")]
    elif len({day for day, _share in steps}) < len(steps) or shares != sorted(shares, reverse=True):
        wrong["refunds"] = [_("Each day stands once, and later days give back no more than earlier ones.")]
    if not 0 <= terms.session_percent <= 100:
        wrong["session_percent"] = [_("Shares go from 0 to 100 per cent.")]
    if not 0 <= terms.pause_days <= rules.LONGEST_DAYS or not 0 <= terms.most_pauses <= rules.MOST_PAUSES:
        wrong["pause_days"] = [_("From 0 to 365 days, in at most 20 pauses.")]
    elif bool(terms.pause_days) != bool(terms.most_pauses):
        wrong["pause_days"] = [_("Pauses and their days go together; 0 in both for none.")]
    return wrong


def _admin(viewer: User) -> None:
    if viewer.role != Role.ADMIN:
        raise Forbidden
