"""Consultations: who meets whom, when, on what terms."""

from pathya.consultations.models.call import OPEN, Consultation
from pathya.consultations.models.request import MoveRequest
from pathya.consultations.models.review import Review
from pathya.consultations.models.terms import Policy
from pathya.consultations.models.waiting import Wait

__all__ = ["OPEN", "Consultation", "MoveRequest", "Policy", "Review", "Wait"]
