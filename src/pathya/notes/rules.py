"""The pure core: parts of a note, lines of a plan, questions before a call; what each may hold."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Event(StrEnum):
    """What the audit trail is told."""

    WRITTEN = "notes.note.written"
    SIGNED = "notes.note.signed"
    ADDED = "notes.note.amended"
    SHARED = "notes.note.shared"
    UNSHARED = "notes.note.unshared"
    DRAFTED = "notes.plan.drafted"
    ISSUED = "notes.plan.issued"
    PROPOSED = "notes.follow_up.proposed"
    ANSWERED = "notes.follow_up.answered"
    ASKED = "notes.intake.changed"
    FILLED = "notes.intake.filled"


class Template(TextChoices):
    """How a note is laid out."""

    ADIME = "adime", _("ADIME")
    SOAP = "soap", _("SOAP")


SECTIONS: Mapping[str, tuple[Text, Text]] = {
    "subjective": (_("Subjective"), _("What the client says: complaints, appetite, sleep, habits.")),
    "objective": (_("Objective"), _("What was measured: weight, blood values, food diary.")),
    "assessment": (_("Assessment"), _("What you make of it: intake, needs, what stands out.")),
    "diagnosis": (_("Nutrition diagnosis"), _("Problem, cause and signs, as a problem of nutrition.")),
    "intervention": (_("Intervention"), _("What is to change, and how you will get there together.")),
    "monitoring": (_("Monitoring"), _("What will be watched, and how often.")),
    "evaluation": (_("Evaluation"), _("How you will tell that it works.")),
    "plan": (_("Plan"), _("Next steps, for both of you.")),
}
"""Name → title, what belongs there."""
PARTS: Mapping[str, tuple[str, ...]] = {
    Template.ADIME: ("assessment", "diagnosis", "intervention", "monitoring", "evaluation"),
    Template.SOAP: ("subjective", "objective", "assessment", "plan"),
}
SECTION_LENGTH = 8000
GOAL_LENGTH = 200
MOST_GOALS = 12
ADDENDUM_LENGTH = 4000


def shown(template: str, sections: Mapping[str, str]) -> list[str]:
    """The sections of a template, then others that hold text: changing the template loses nothing."""
    own = PARTS[template]
    return [*own, *(name for name in SECTIONS if name not in own and sections.get(name, "").strip())]


def note_content(sections: Mapping[str, str], goals: Sequence[str]) -> dict[str, Any]:
    """As it is kept: known sections with text, goals without empty ones."""
    return {
        "sections": {name: sections[name].strip() for name in SECTIONS if sections.get(name, "").strip()},
        "goals": [goal.strip() for goal in goals if goal.strip()],
    }


class State(TextChoices):
    """Where a plan stands."""

    DRAFT = "draft", _("Draft")
    ISSUED = "issued", _("Issued")
    REPLACED = "replaced", _("Replaced by a newer version")


class Item(TextChoices):
    FOOD = "food", _("Food")
    SUPPLEMENT = "supplement", _("Supplement")
    MEDICINE = "medicine", _("Medicine")


class Timing(TextChoices):
    WAKING = "waking", _("On waking")
    BREAKFAST = "breakfast", _("At breakfast")
    MID_MORNING = "mid_morning", _("Mid-morning")
    LUNCH = "lunch", _("At lunch")
    EVENING = "evening", _("In the evening")
    DINNER = "dinner", _("At dinner")
    BEDTIME = "bedtime", _("At bedtime")
    ANY = "any", _("Any time")


class Food(TextChoices):
    WITH = "with", _("with food")
    WITHOUT = "without", _("on an empty stomach")
    EITHER = "either", _("with or without food")


MOST_ITEMS = 40
MOST_DAYS = 365
NAME_LENGTH = 120
DOSE_LENGTH = 80
REMARK_LENGTH = 200
ADVICE_LENGTH = 6000
MOST_TESTS = 20
TEST_LENGTH = 120

Problems = dict[str, list[Text]]


def plan_problems(items: Sequence[Mapping[str, Any]], *, may_prescribe: bool) -> Problems:
    """What is wrong with the lines of a plan, by `items.<position>`."""
    found: Problems = {}
    if len(items) > MOST_ITEMS:
        found["items"] = [_("A plan has at most 40 lines.")]
    for place, item in enumerate(items):
        if item["kind"] == Item.MEDICINE and not may_prescribe:
            found[f"items.{place}"] = [_("Medicines are prescribed by registered medical practitioners only.")]
    return found


def has_medicines(items: Sequence[Mapping[str, Any]]) -> bool:
    return any(item["kind"] == Item.MEDICINE for item in items)


def plan_number(year: int, count: int, revision: int) -> str:
    """`PL-2027-00012`, its second version `PL-2027-00012-2`."""
    return f"PL-{year}-{count:05d}" + (f"-{revision}" if revision > 1 else "")


class Proposal(TextChoices):
    """Where the proposal of a follow-up stands."""

    WAITING = "waiting", _("No free time found yet")
    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Lapsed")


OPEN = frozenset({Proposal.WAITING, Proposal.PROPOSED})
REMIND_AFTER = timedelta(days=2)
"""An unanswered proposal is recalled once, so long after it was made."""
REMIND_BEFORE = timedelta(days=1)
"""… or so long before its time, if that is sooner."""
FARTHEST_DAYS = 180


class Ask(TextChoices):
    """How a question is answered."""

    TEXT = "text", _("Text")
    CHOICE = "choice", _("One of several")
    SCALE = "scale", _("Scale from 1 to 10")
    YES_NO = "yes_no", _("Yes or no")


MOST_QUESTIONS = 30
QUESTION_LENGTH = 240
OPTION_LENGTH = 80
MOST_OPTIONS = 12
ANSWER_LENGTH = 2000
YES, NO = "yes", "no"
SCALE = range(1, 11)


def answer_problem(question: Mapping[str, Any], value: Any) -> Text | None:
    """What is wrong with an answer; None for one that can be kept, empty ones included."""
    if value in {"", None}:
        return None
    kind = question["kind"]
    if kind == Ask.SCALE:
        fits = str(value).isascii() and str(value).isdecimal() and len(str(value)) < 3 and int(str(value)) in SCALE
        return None if fits else _("Choose a number from 1 to 10.")
    if kind == Ask.CHOICE:
        return None if value in {option["value"] for option in question["options"]} else _("Choose one of the answers.")
    if kind == Ask.YES_NO:
        return None if value in {YES, NO} else _("Choose yes or no.")
    return None if len(str(value)) <= ANSWER_LENGTH else _("At most 2,000 characters.")


def missing(questions: Sequence[Mapping[str, Any]], answers: Mapping[str, Any]) -> list[str]:
    """Ids of required questions without an answer."""
    return [one["id"] for one in questions if one["required"] and not str(answers.get(one["id"], "")).strip()]
