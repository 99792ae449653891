"""What is held about a person here, for the export; and what becomes of it when they go."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.kit import sql
from pathya.notes.models import Addendum, FollowUp, IntakeAnswers, Note, Plan
from pathya.notes.rules import State
from pathya.privacy.rules import Erased, Fate, Part

ERASING = "SELECT set_config('pathya.erasing', %(on)s, true)"
"""The word that lets what is signed go, for the rest of the transaction (migration 0002)."""


def gather(user: User) -> Iterator[Part]:
    """Notes go along, signed or not: they are about the person."""
    notes = Note.objects.filter(client=user).select_related("author").prefetch_related("addenda")
    yield Part("call_notes", _("Notes of your calls"), [_note(one) for one in notes])
    plans = Plan.objects.filter(client=user).exclude(state=State.DRAFT)
    yield Part("diet_plans", _("Diet and supplement plans"), [_plan(one) for one in plans])
    answers = IntakeAnswers.objects.filter(client=user).select_related("form")
    yield Part("intakes", _("Your answers before a call"), [_intake(one) for one in answers])
    rows = FollowUp.objects.filter(client=user).values("wanted_on", "starts_at", "state", "made_at", "answered_at")
    yield Part("follow_ups", _("Proposals of a next call"), [dict(row) for row in rows])


def erase(user: User) -> list[Erased]:
    sql.rows(ERASING, {"on": "on"})
    newest_first = Plan.objects.filter(client=user).order_by("-revision", "-created_at")
    counts = {
        "call_note_addenda": Addendum.objects.filter(client=user).delete()[0],
        "call_notes": Note.objects.filter(client=user).delete()[0],
        "diet_plans": sum(one.delete()[0] for one in newest_first),
        "intakes": IntakeAnswers.objects.filter(client=user).delete()[0],
        "follow_ups": FollowUp.objects.filter(client=user).delete()[0],
    }
    sql.rows(ERASING, {"on": "off"})
    return [Erased(name, Fate.REMOVED, count) for name, count in counts.items()]


def _note(one: Note) -> dict[str, Any]:
    return {
        "author": one.author.get_full_name(),
        "template": one.template,
        **one.content,
        "created_at": one.created_at.isoformat(),
        "signed_at": one.signed_at.isoformat() if one.signed_at else None,
        "addenda": [{"text": row.text, "written_at": row.written_at.isoformat()} for row in one.addenda.all()],
    }


def _plan(one: Plan) -> dict[str, Any]:
    return {
        "number": one.number,
        "issuer": one.issuer_name,
        "issued_at": one.issued_at.isoformat() if one.issued_at else None,
        "state": one.state,
        **one.content,
    }


def _intake(one: IntakeAnswers) -> dict[str, Any]:
    questions = {row["id"]: row["text_en"] for row in one.form.questions}
    return {
        "answers": {questions.get(name, name): value for name, value in one.answers.items()},
        "saved_at": one.saved_at.isoformat(),
        "handed_in_at": one.handed_in_at.isoformat() if one.handed_in_at else None,
    }
