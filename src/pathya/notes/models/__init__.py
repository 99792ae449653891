"""Notes of calls, plans, proposals of follow-ups, questions before a call."""

from pathya.notes.models.followup import FollowUp
from pathya.notes.models.intake import IntakeAnswers, IntakeForm
from pathya.notes.models.note import Addendum, Note
from pathya.notes.models.plan import Plan, PlanSeries

__all__ = ["Addendum", "FollowUp", "IntakeAnswers", "IntakeForm", "Note", "Plan", "PlanSeries"]
