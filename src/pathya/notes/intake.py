"""Questions before a call: edited by the practice, answered by the client, read by who treats them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pathya.accounts.models import Role, User
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Party, Preparation, Status
from pathya.consultations.selectors import consultation as call_of
from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid, NotFound
from pathya.kit.languages import in_language
from pathya.notes import errors, rules
from pathya.notes.models import IntakeAnswers, IntakeForm
from pathya.notes.rules import Ask, Event
from pathya.nutritionists.models import ConsultationKind
from pathya.operations import audit

OPEN = frozenset({Status.SCHEDULED, Status.IN_PROGRESS})


@dataclass(frozen=True)
class Intake:
    """What is asked for a call and what was answered so far."""

    form: IntakeForm
    answers: IntakeAnswers | None

    @property
    def is_handed_in(self) -> bool:
        return bool(self.answers and self.answers.handed_in_at)

    @property
    def told(self) -> list[tuple[str, str]]:
        """Question and answer as people read them."""
        given = self.answers.answers if self.answers else {}
        return [(text_of(one), shown(one, given.get(one["id"], ""))) for one in self.form.questions]


def text_of(question: Mapping[str, Any]) -> str:
    return in_language(question["text_en"], question["text_hi"])


def shown(question: Mapping[str, Any], value: str) -> str:
    """An answer in words."""
    if question["kind"] == Ask.CHOICE:
        options = {one["value"]: in_language(one["en"], one["hi"]) for one in question["options"]}
        return options.get(value, value)
    if question["kind"] == Ask.YES_NO:
        return {rules.YES: _("Yes"), rules.NO: _("No")}.get(value, value)
    if question["kind"] == Ask.SCALE and value:
        return _("%(value)s of 10") % {"value": value}
    return value


def current(kind_id: UUID) -> IntakeForm | None:
    """The newest questions of a kind, also when they are none any more."""
    return IntakeForm.objects.filter(kind=kind_id).order_by("-version").first()


def of_call(call: Consultation) -> Intake | None:
    """None when nothing is asked. The caller has shown that the viewer may see the call."""
    newest = current(call.kind_id)
    if newest is None:
        return None
    answers = IntakeAnswers.objects.filter(consultation=call).select_related("form").first()
    form = answers.form if answers else newest
    return Intake(form, answers) if form.questions else None


def for_client(viewer: User, consultation_id: UUID) -> tuple[Consultation, Intake]:
    """The client's own. Raises NotFound, NoIntake."""
    call = call_of(viewer, consultation_id, Party.CLIENT)
    found = of_call(call)
    if found is None:
        raise errors.NoIntake
    return call, found


def is_open(call: Consultation) -> bool:
    """Whether answers can still be given."""
    return call.status in OPEN and clock.now() < call.ends_at


def preparation(*, consultation: Consultation) -> Preparation | None:
    """What the room and the reminders ask for (`consultations.preparing`)."""
    found = of_call(consultation)
    if found is None or found.is_handed_in:
        return None
    required = found.form.is_required
    text = _("Please answer the questions before the call; the room opens after that.") if required else ""
    return Preparation(
        text or _("Your nutritionist asks a few questions before the call."),
        _("Answer the questions"),
        reverse("notes:intake", args=[consultation.pk]),
        required,
    )


@transaction.atomic
def answer(
    *, viewer: User, consultation_id: UUID, version: int, answers: Mapping[str, str], hand_in: bool = False
) -> IntakeAnswers:
    """Keep the client's answers as they go; `hand_in` when all required ones are there.

    `version` is the one that was read (0 for none yet). Raises NotFound, NoIntake, Changed, Invalid.
    """
    call = call_of(viewer, consultation_id, Party.CLIENT)
    Consultation.objects.select_for_update(of=("self",)).get(pk=call.pk)
    found = of_call(call)
    if found is None or not is_open(call):
        raise errors.NoIntake
    questions = {one["id"]: one for one in found.form.questions}
    kept = _checked(questions, answers)
    lacking = rules.missing(found.form.questions, kept)
    if hand_in and lacking:
        raise Invalid(fields={f"answers.{one}": [gettext_lazy("Please answer this.")] for one in lacking})
    row = found.answers or IntakeAnswers(consultation=call, client_id=call.client_id, form=found.form, version=0)
    if version != row.version and not (row.version and row.answers == kept):
        raise errors.Changed(extra={"version": row.version})
    first = row.version == 0
    if first or row.answers != kept:
        row.answers, row.version, row.saved_at = kept, row.version + 1, clock.now()
    if hand_in and not row.handed_in_at:
        row.handed_in_at = clock.now()
        audit.record(Event.FILLED, actor=viewer, subject=row)
    elif lacking:
        row.handed_in_at = None
    row.save(force_insert=first)
    return row


@transaction.atomic
def ask(*, viewer: User, kind_id: UUID, questions: Sequence[Mapping[str, Any]], is_required: bool) -> IntakeForm:
    """New questions for a kind, for answers that begin from now on; none ends the asking. Raises Forbidden, NotFound,
    Invalid."""
    if viewer.role != Role.ADMIN:
        raise Forbidden
    kind = ConsultationKind.objects.select_for_update().filter(pk=kind_id).first()
    if kind is None:
        raise NotFound
    kept = _questions(questions)
    before = current(kind.pk)
    if before and (before.questions, before.is_required) == (kept, is_required):
        return before
    made = IntakeForm.objects.create(
        kind=kind, version=before.version + 1 if before else 1, questions=kept, is_required=is_required, made_by=viewer
    )
    detail = {"version": made.version, "questions": len(kept), "required": is_required}
    audit.record(Event.ASKED, actor=viewer, subject=made, detail=detail)
    return made


def _checked(questions: Mapping[str, Mapping[str, Any]], answers: Mapping[str, str]) -> dict[str, str]:
    problems: dict[str, list[rules.Text]] = {}
    for name, value in answers.items():
        wrong = (
            rules.answer_problem(questions[name], value) if name in questions else gettext_lazy("Nobody asked this.")
        )
        if wrong:
            problems[f"answers.{name}"] = [wrong]
    if problems:
        raise Invalid(fields=problems)
    return {name: value.strip() for name, value in answers.items() if value.strip()}


def _questions(asked: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """As they are kept: each with an id of its own that stays."""
    if len(asked) > rules.MOST_QUESTIONS:
        raise Invalid(fields={"questions": [gettext_lazy("At most 30 questions.")]})
    problems: dict[str, list[rules.Text]] = {}
    used = {one["id"] for one in asked if one.get("id")}
    kept: list[dict[str, Any]] = []
    for place, one in enumerate(asked):
        if wrong := _question_problem(one):
            problems[f"questions.{place}"] = [wrong]
        name = one.get("id") or next(f"q{n}" for n in range(1, 1000) if f"q{n}" not in used)
        used.add(name)
        kept.append({**{key: one[key] for key in ("kind", "text_en", "text_hi", "required")}, "id": name})
        kept[-1]["options"] = [dict(option) for option in one["options"]] if one["kind"] == Ask.CHOICE else []
    if len({one["id"] for one in kept}) < len(kept):
        problems["questions"] = [gettext_lazy("Each question needs an id of its own.")]
    if problems:
        raise Invalid(fields=problems)
    return kept


def _question_problem(one: Mapping[str, Any]) -> rules.Text | None:
    if one["kind"] not in Ask.values:
        return gettext_lazy("Choose how it is answered.")
    if not one["text_en"].strip():
        return gettext_lazy("Write the question in English; Hindi is shown where it is written.")
    if max(len(one["text_en"]), len(one["text_hi"])) > rules.QUESTION_LENGTH:
        return gettext_lazy("At most 240 characters.")
    options = one["options"]
    if one["kind"] == Ask.CHOICE and not 2 <= len(options) <= rules.MOST_OPTIONS:
        return gettext_lazy("Give 2 to 12 answers to choose from.")
    if any(not option["en"].strip() or len(option["en"]) > rules.OPTION_LENGTH for option in options):
        return gettext_lazy("Each answer has 1 to 80 characters.")
    if len({option["value"] for option in options}) < len(options):
        return gettext_lazy("The answers have to differ.")
    return None
