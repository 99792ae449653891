"""Consultations: who meets whom, when, on what terms."""

from pathya.consultations.models.call import GROUP_TIME, OPEN, Consultation
from pathya.consultations.models.group import GroupSession, GroupWait
from pathya.consultations.models.request import MoveRequest
from pathya.consultations.models.review import Review
from pathya.consultations.models.series import Series
from pathya.consultations.models.terms import Policy
from pathya.consultations.models.waiting import Wait

__all__ = [
    "GROUP_TIME",
    "OPEN",
    "Consultation",
    "GroupSession",
    "GroupWait",
    "MoveRequest",
    "Policy",
    "Review",
    "Series",
    "Wait",
]
