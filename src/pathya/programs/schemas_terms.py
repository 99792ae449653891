"""Bodies of the terms of programs."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, Field

from pathya.kit.api import Body, MoneyBody, Schema
from pathya.kit.money import Money
from pathya.programs.models import Policy
from pathya.programs.rules import LONGEST_DAYS, MOST_PAUSES, TERMS_STEPS, Terms
from pathya.programs.services.trying import Given

Percent = Annotated[int, Field(ge=0, le=100)]
Days = Annotated[int, Field(ge=0, le=LONGEST_DAYS)]


class RefundStep(Body):
    """Cancelled no later than `day` of the program (0: before it starts), `percent` of the price goes back."""

    day: Days
    percent: Percent


class TermsIn(Body):
    """Each included consultation that is used or booked takes `sessionPercent` off."""

    refunds: Annotated[list[RefundStep], Field(max_length=TERMS_STEPS)]
    session_percent: Percent = 10
    pause_days: Days = 30
    most_pauses: Annotated[int, Field(ge=0, le=MOST_PAUSES)] = 2

    @property
    def terms(self) -> Terms:
        steps = tuple((step.day, step.percent) for step in self.refunds)
        return Terms(steps, self.session_percent, self.pause_days, self.most_pauses)


class TermsChange(TermsIn):
    """For one program (for all without their own, when it is left out), for enrolments from `validFrom` on."""

    program_id: UUID | None = None
    valid_from: AwareDatetime | None = None


class TermsTried(TermsIn):
    """What the terms would give back of `fee`, in a program of `days`."""

    fee: Annotated[int, Field(ge=0, le=1_000_000)] = 5000
    days: Annotated[int, Field(ge=1, le=LONGEST_DAYS)] = 42


class TermsOut(Schema):
    id: UUID
    program_id: UUID | None
    valid_from: datetime
    refunds: list[RefundStep]
    session_percent: int
    pause_days: int
    most_pauses: int


class GivenBack(Schema):
    """Cancelled on `day`: by the client, by the client with one consultation used, by the practice."""

    day: int
    share: int
    back: MoneyBody
    back_with_session: MoneyBody
    back_by_practice: MoneyBody


def terms_out(row: Policy) -> dict[str, Any]:
    terms = row.terms
    return {
        "id": row.pk,
        "program_id": row.program_id,
        "valid_from": row.valid_from,
        "refunds": [{"day": day, "percent": percent} for day, percent in terms.refunds],
        "session_percent": terms.session_percent,
        "pause_days": terms.pause_days,
        "most_pauses": terms.most_pauses,
    }


def given_back(row: Given) -> dict[str, Any]:
    sums = {name: _money(getattr(row, name)) for name in ("back", "back_with_session", "back_by_practice")}
    return {"day": row.day, "share": row.share, **sums}


def _money(value: Money) -> dict[str, str]:
    return {"amount": f"{value.amount:.2f}", "currency": value.currency}
