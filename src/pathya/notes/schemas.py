"""Bodies of the API about notes, plans, proposals and questions."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from pathya.consultations.rules import SUMMARY_LENGTH
from pathya.kit.api import Body, Schema
from pathya.notes import papers, rules
from pathya.notes.intake import Intake
from pathya.notes.models import Addendum, FollowUp, IntakeForm, Note, Plan

Version = Annotated[int, Field(ge=0, le=2_000_000_000)]
Section = Annotated[str, Field(max_length=rules.SECTION_LENGTH)]
Tests = Annotated[list[Annotated[str, Field(max_length=rules.TEST_LENGTH)]], Field(max_length=rules.MOST_TESTS)]
Goals = Annotated[list[Annotated[str, Field(max_length=rules.GOAL_LENGTH)]], Field(max_length=rules.MOST_GOALS)]


class NoteSections(Body):
    """ADIME: assessment, diagnosis, intervention, monitoring, evaluation.
    SOAP: subjective, objective, assessment, plan."""

    subjective: Section = ""
    objective: Section = ""
    assessment: Section = ""
    diagnosis: Section = ""
    intervention: Section = ""
    monitoring: Section = ""
    evaluation: Section = ""
    plan: Section = ""


class NoteBody(Body):
    """`version`: the one that was read, 0 for none yet; another one now is 409 `changed_meanwhile`."""

    version: Version
    template: rules.Template = rules.Template.ADIME
    sections: NoteSections
    goals: Goals = Field(default_factory=list)


class Versioned(Body):
    version: Version


class AddendumBody(Body):
    text: Annotated[str, Field(min_length=1, max_length=rules.ADDENDUM_LENGTH)]


class Sharing(Body):
    shared: bool


class Completion(Body):
    """`notes` in plain words, or nothing when the note of the call has an assessment. `followUpOn` asks the client for
    a next call about that day."""

    notes: Annotated[str, Field(max_length=SUMMARY_LENGTH)] = ""
    follow_up_on: date | None = None
    follow_up_kind_id: UUID | None = None


class AddendumAnswer(Schema):
    id: UUID
    author: str
    text: str
    written_at: datetime


class NoteAnswer(Schema):
    id: UUID
    consultation_id: UUID
    version: int
    template: rules.Template
    sections: dict[str, str]
    goals: list[str]
    author: str
    saved_at: datetime
    signed_at: datetime | None
    shared_at: datetime | None
    addenda: list[AddendumAnswer]


class PlanItem(Body):
    """`days`: how many days, null for as long as it does good. Medicines: registered medical practitioners only."""

    kind: rules.Item
    name: Annotated[str, Field(min_length=1, max_length=rules.NAME_LENGTH)]
    dose: Annotated[str, Field(max_length=rules.DOSE_LENGTH)] = ""
    timing: rules.Timing = rules.Timing.ANY
    food: rules.Food = rules.Food.EITHER
    days: Annotated[int, Field(ge=1, le=rules.MOST_DAYS)] | None = None
    remark: Annotated[str, Field(max_length=rules.REMARK_LENGTH)] = ""


class PlanBody(Body):
    version: Version
    items: Annotated[list[PlanItem], Field(max_length=rules.MOST_ITEMS)] = Field(default_factory=list)
    advice: Annotated[str, Field(max_length=rules.ADVICE_LENGTH)] = ""
    tests: Tests = Field(default_factory=list)


class PlanAnswer(Schema):
    """`number`, `verification` and `issuedAt` are there once it is issued."""

    id: UUID
    consultation_id: UUID
    version: int
    state: rules.State
    number: str
    revision: int
    items: list[PlanItem]
    advice: str
    tests: list[str]
    issuer: str
    registration_number: str
    medical_registration: str
    issued_at: datetime | None
    replaced_at: datetime | None
    verification: str


class PlanRow(Schema):
    id: UUID
    consultation_id: UUID
    number: str
    state: rules.State
    issuer: str
    issued_at: datetime | None


class Genuine(Schema):
    """What anybody may know of a document: nothing about whom it is for."""

    genuine: bool
    number: str = ""
    in_force: bool = False
    issuer: str = ""
    registration_number: str = ""
    issued_at: datetime | None = None
    checksum: str = ""


class Proposing(Body):
    on: date
    kind_id: UUID | None = None


class Accepting(Body):
    """`withCredit`: a session of one's package pays."""

    with_credit: bool = False


class FollowUpAnswer(Schema):
    """`consultationId` is the call it follows, `bookedId` the one it became."""

    id: UUID
    consultation_id: UUID
    nutritionist_id: UUID
    kind_id: UUID
    wanted_on: date
    scheduled_at: datetime | None
    state: rules.Proposal
    booked_id: UUID | None


class Option(Body):
    value: Annotated[str, Field(min_length=1, max_length=24)]
    en: Annotated[str, Field(min_length=1, max_length=rules.OPTION_LENGTH)]
    hi: Annotated[str, Field(max_length=rules.OPTION_LENGTH)] = ""


class Question(Body):
    """`options` for a choice only. Answers: text; the option's value; 1 to 10; yes or no."""

    id: Annotated[str, Field(max_length=24, pattern=r"^[a-z0-9_]*$")] = ""
    kind: rules.Ask
    text_en: Annotated[str, Field(min_length=1, max_length=rules.QUESTION_LENGTH)]
    text_hi: Annotated[str, Field(max_length=rules.QUESTION_LENGTH)] = ""
    required: bool = False
    options: Annotated[list[Option], Field(max_length=rules.MOST_OPTIONS)] = Field(default_factory=list)


class Asking(Body):
    """`isRequired`: no client enters the room before the required questions are answered."""

    questions: Annotated[list[Question], Field(max_length=rules.MOST_QUESTIONS)]
    is_required: bool = False


class AskingAnswer(Schema):
    version: int
    questions: list[Question]
    is_required: bool


class Answers(Body):
    """Question id → answer. `handIn` when all required ones are there."""

    version: Version
    answers: Annotated[
        dict[Annotated[str, Field(max_length=24)], Annotated[str, Field(max_length=rules.ANSWER_LENGTH)]],
        Field(max_length=rules.MOST_QUESTIONS),
    ]
    hand_in: bool = False


class IntakeAnswer(Schema):
    version: int
    questions: list[Question]
    is_required: bool
    answers: dict[str, str]
    handed_in_at: datetime | None


class Practitioner(Body):
    """Council and number as the medical register has them; empty takes it back."""

    medical_registration: Annotated[str, Field(max_length=80)]


class PractitionerAnswer(Schema):
    id: UUID
    medical_registration: str


def addendum_body(one: Addendum) -> dict[str, Any]:
    return {"id": one.pk, "author": one.author.get_full_name(), "text": one.text, "written_at": one.written_at}


def note_body(note: Note) -> dict[str, Any]:
    return {
        "id": note.pk,
        "consultation_id": note.consultation_id,
        "version": note.version,
        "template": note.template,
        **note.content,
        "author": note.author.get_full_name(),
        "saved_at": note.saved_at,
        "signed_at": note.signed_at,
        "shared_at": note.shared_at,
        "addenda": [addendum_body(one) for one in note.addenda.select_related("author")],
    }


def plan_row(plan: Plan) -> dict[str, Any]:
    return {
        "id": plan.pk,
        "consultation_id": plan.consultation_id,
        "number": plan.number,
        "state": plan.state,
        "issuer": plan.issuer_name,
        "issued_at": plan.issued_at,
    }


def plan_body(plan: Plan) -> dict[str, Any]:
    return {
        **plan_row(plan),
        **plan.content,
        "version": plan.version,
        "revision": plan.revision,
        "registration_number": plan.registration_number,
        "medical_registration": plan.medical_registration,
        "replaced_at": plan.replaced_at,
        "verification": "" if plan.is_draft else papers.verification_url(plan),
    }


def genuine_body(plan: Plan | None) -> dict[str, Any]:
    if plan is None:
        return {"genuine": False}
    return {
        "genuine": True,
        "number": plan.number,
        "in_force": plan.state == rules.State.ISSUED,
        "issuer": plan.issuer_name,
        "registration_number": plan.registration_number,
        "issued_at": plan.issued_at,
        "checksum": plan.digest,
    }


def follow_up_body(row: FollowUp) -> dict[str, Any]:
    return {
        "id": row.pk,
        "consultation_id": row.consultation_id,
        "nutritionist_id": row.nutritionist_id,
        "kind_id": row.kind_id,
        "wanted_on": row.wanted_on,
        "scheduled_at": row.starts_at,
        "state": row.state,
        "booked_id": row.booked_id,
    }


def asking_body(asked: IntakeForm | None) -> dict[str, Any]:
    if asked is None:
        return {"version": 0, "questions": [], "is_required": False}
    return {"version": asked.version, "questions": asked.questions, "is_required": asked.is_required}


def intake_body(found: Intake) -> dict[str, Any]:
    given = found.answers
    return {
        "version": given.version if given else 0,
        "questions": found.form.questions,
        "is_required": found.form.is_required,
        "answers": given.answers if given else {},
        "handed_in_at": given.handed_in_at if given else None,
    }
