"""Bodies of the programs API."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from pathya.kit.api import Body, MoneyBody, Schema
from pathya.kit.money import Money
from pathya.programs import rules, showing
from pathya.programs.models import Cohort, Enrolment, Program, Review
from pathya.programs.selectors import Progress
from pathya.programs.services import life


class RatingBody(Schema):
    """`distribution`: reviews with 1, 2, 3, 4 and 5 stars."""

    average: float
    count: int
    distribution: list[int]


class ProgramBody(Schema):
    """`price` is what it costs now, `fullPrice` without the discount; both include tax."""

    id: UUID
    slug: str
    type: str
    title: str
    summary: str
    price: MoneyBody
    full_price: MoneyBody
    days: int
    diets: list[str]
    featured: bool
    rating: RatingBody | None
    enrolments: int
    completion_rate: int | None
    """Per cent of those whose enrolment is over; null while it is over for nobody."""


class SessionsBody(Schema):
    kind_id: UUID
    name: str
    count: int


class CohortBody(Schema):
    id: UUID
    starts_on: date
    seats: int
    seats_left: int


class ProgramPage(ProgramBody):
    about: str
    caution: str
    features: list[str]
    included: list[str]
    sessions: list[SessionsBody]
    outcomes: list[str]
    audience: list[str]
    cohorts: list[CohortBody]


class StepBody(Schema):
    """`kind`: module or milestone; `day` counts from 1."""

    number: int
    kind: str
    day: int
    title: str
    text: str


class WeekBody(Schema):
    title: str
    steps: list[StepBody]


class MealBody(Schema):
    meal: str
    label: str
    dishes: str


class SampleDay(Schema):
    diet: str
    label: str
    meals: list[MealBody]


class StoryBody(Schema):
    text: str
    by: str
    about: str


class QuestionBody(Schema):
    question: str
    answer: str


class ProgramDetails(Schema):
    """`sampleDays` have the diet of who asks in front."""

    weekly_schedule: list[WeekBody]
    sample_days: list[SampleDay]
    success_stories: list[StoryBody]
    faqs: list[QuestionBody]
    terms: list[str]
    terms_version: str
    """Sent back when one enrols, so that nobody agrees to what they have not read."""


class RecommendedBody(ProgramBody):
    reason: str
    reason_text: str


class ReviewOut(Schema):
    """`name` is a first name."""

    id: UUID
    name: str
    rating: int
    title: str
    text: str
    written_at: datetime


class ReviewIn(Body):
    rating: Annotated[int, Field(ge=1, le=5)]
    title: Annotated[str, Field(max_length=120)] = ""
    text: Annotated[str, Field(max_length=rules.REVIEW_LENGTH)] = ""


class ReviewWritten(Schema):
    id: UUID
    rating: int
    state: str


class Show(Body):
    show: bool


class EnrolIn(Body):
    """A day of one's own (today unless told) or a group. `withPass`: with a place the practice gave.
    `termsVersion`: what the details said; 409 `terms_changed` when another counts by then."""

    start_date: date | None = None
    cohort_id: UUID | None = None
    with_pass: bool = False
    mails: bool = True
    terms_version: Annotated[str, Field(max_length=40)] = ""


class EnrolmentBody(Schema):
    """`heldUntil`: until then an order of the kind `program` with this id as reference can be paid."""

    id: UUID
    program_id: UUID
    slug: str
    title: str
    status: str
    start_on: date
    ends_on: date
    day: int
    days: int
    paused_on: date | None
    paused_days: int
    done: int
    steps: int
    percent: int
    price: MoneyBody
    mails: bool
    cohort_id: UUID | None
    nutritionist: str | None
    held_until: datetime | None


class StepState(StepBody):
    done: bool
    is_due: bool
    on: date


class WeekState(Schema):
    title: str
    steps: list[StepState]


class EnrolmentDetail(EnrolmentBody):
    """`today`: the steps of the newest day that has come; `next`: the first that has not."""

    weeks: list[WeekState]
    today: list[StepState]
    next: StepState | None
    settlement: dict[str, Any] | None


class CancellationBody(Schema):
    """What cancelling now would give back, and how it comes about."""

    back: MoneyBody
    paid: MoneyBody
    share: int
    day: int
    sessions_used: int


class Reason(Body):
    reason: Annotated[str, Field(max_length=rules.REASON_LENGTH)] = ""


class StepIn(Body):
    done: bool


class MailsIn(Body):
    mails: bool


class CohortIn(Body):
    starts_on: date
    seats: Annotated[int, Field(ge=1, le=500)]
    nutritionist_id: UUID | None = None


class PassIn(Body):
    client_id: UUID


class Given(Schema):
    id: UUID


class ParticipantBody(Schema):
    enrolment_id: UUID
    name: str
    status: str
    start_on: date
    day: int
    days: int
    done: int
    steps: int


def money(value: Money) -> dict[str, str]:
    return {"amount": f"{value.amount:.2f}", "currency": value.currency}


def program_body(one: Program) -> dict[str, Any]:
    figures = one.figures
    rating = None
    if figures.reviews:
        stars = list(figures.distribution.values())
        rating = {"average": figures.rating, "count": figures.reviews, "distribution": stars}
    return {
        "id": one.pk,
        "slug": one.slug,
        "type": one.type,
        "title": one.title,
        "summary": one.summary,
        "price": money(one.pays),
        "full_price": money(one.full_price),
        "days": one.days,
        "diets": one.diets,
        "featured": one.is_featured,
        "rating": rating,
        "enrolments": figures.enrolled,
        "completion_rate": figures.completion_rate,
    }


def program_page(one: Program, cohorts: list[Cohort]) -> dict[str, Any]:
    included = one.sessions.select_related("kind")
    return {
        **program_body(one),
        "about": one.about,
        "caution": one.caution,
        "features": showing.line_texts(one.features),
        "included": showing.line_texts(one.included),
        "sessions": [{"kind_id": each.kind_id, "name": each.kind.name, "count": each.count} for each in included],
        "outcomes": showing.line_texts(one.outcomes),
        "audience": showing.line_texts(one.audience),
        "cohorts": [cohort_body(each) for each in cohorts],
    }


def cohort_body(one: Cohort) -> dict[str, Any]:
    return {"id": one.pk, "starts_on": one.starts_on, "seats": one.seats, "seats_left": one.left}


def review_out(one: Review) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": one.client.first_name,
        "rating": one.rating,
        "title": one.title,
        "text": one.text,
        "written_at": one.written_at,
    }


def enrolment_body(row: Enrolment) -> dict[str, Any]:
    same = (
        "status",
        "start_on",
        "ends_on",
        "day",
        "days",
        "paused_on",
        "paused_days",
        "percent",
        "mails",
        "held_until",
    )
    return {
        **{name: getattr(row, name) for name in same},
        "id": row.pk,
        "program_id": row.program_id,
        "slug": row.program.slug,
        "title": row.program.title,
        "done": row.done_count,
        "steps": row.step_count,
        "price": money(row.fee),
        "cohort_id": row.cohort_id,
        "nutritionist": row.nutritionist.get_full_name() if row.nutritionist else None,
    }


def enrolment_detail(told: Progress) -> dict[str, Any]:
    row = told.enrolment
    states = {"weeks": told.weeks, "today": told.today, "next": told.next, "settlement": row.settlement}
    return {**enrolment_body(row), **states}


def cancellation_body(row: Enrolment) -> dict[str, Any]:
    found = life.settled(row, rules.Because.CLIENT)
    return {
        "back": {"amount": found["back"], "currency": row.currency},
        "paid": {"amount": found["paid"], "currency": row.currency},
        "share": found["share"],
        "day": found["day"],
        "sessions_used": found["sessionsUsed"],
    }


def participant_body(row: Enrolment) -> dict[str, Any]:
    return {
        "enrolment_id": row.pk,
        "name": row.client.get_full_name(),
        "status": row.status,
        "start_on": row.start_on,
        "day": row.day,
        "days": row.days,
        "done": row.done_count,
        "steps": row.step_count,
    }
