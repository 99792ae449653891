"""The terms of programs: dated versions."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid
from pathya.operations import audit
from pathya.programs import sensible
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
    only_admins(viewer)
    wrong = sensible.wrong_with(terms)
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
    only_admins(viewer)
    found = Policy.objects.select_related("program", "made_by")
    return list(found.order_by(F("program__position").asc(nulls_first=True), "program__slug", "-valid_from"))


def only_admins(viewer: User) -> None:
    if viewer.role != Role.ADMIN:
        raise Forbidden
