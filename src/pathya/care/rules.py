"""The pure core: who treats, who acts for whom, and for how long a relation lasts without contact."""

from datetime import date, timedelta
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

WITHOUT_CONTACT = timedelta(days=365)
"""A relation ends by itself after so long without a call or an enrolment."""
INVITATION_LIFE = timedelta(days=14)
GUARDIAN_TEXT = "2026-11"
"""The version of what a guardian agrees to (`care/_guardian.html`); change it with the text."""
ADULT = 18
YOUNGEST = 13
REPEAT = timedelta(minutes=30)
"""Reading the same part again within this time is one read."""


class Ended(TextChoices):
    """Why a relation is over."""

    CLIENT = "client", _("ended by the client")
    NUTRITIONIST = "nutritionist", _("ended by the nutritionist")
    SILENCE = "silence", _("a year without contact")
    ERASED = "erased", _("the account was erased")


class Tie(TextChoices):
    """What somebody who acts for a client is to them."""

    GUARDIAN = "guardian", _("Parent or guardian")
    FAMILY = "family", _("Family member")
    CARER = "carer", _("Carer")


class Scope(TextChoices):
    READ = "read", _("May read")
    ACT = "act", _("May read and act")


class What(TextChoices):
    """Parts of a record, as the client is told who read them."""

    PROFILE = "profile", _("Profile")
    HISTORY = "history", _("Medical history")
    METRICS = "metrics", _("Measurements")
    DOCUMENTS = "documents", _("Documents")
    NOTES = "notes", _("What you wrote for a call")
    DAYS = "days", _("Logged days")
    PLAN = "plan", _("Meal plan")
    CALL_NOTE = "call_note", _("Notes of a call")
    PRESCRIPTION = "prescription", _("Diet and supplement plan")
    INTAKE = "intake", _("Your answers before a call")


class Event(StrEnum):
    BEGAN = "care.relation.began"
    ENDED = "care.relation.ended"
    INVITED = "care.delegate.invited"
    ACCEPTED = "care.delegate.accepted"
    REVOKED = "care.delegate.revoked"
    READ = "care.record.read"


def age(born: date, today: date) -> int:
    """Full years by the real birthday; who was born on 29 February has it on 1 March of other years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
