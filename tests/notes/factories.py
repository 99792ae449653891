"""Calls with somebody who is treated, and what is written about them."""

from typing import Any

from pathya.care import services as care
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.nutritionists.models import ConsultationKind, Offer
from tests.consultations.factories import NOW, call, kind, nutritionist
from tests.factories import asha, meera

SECTIONS = {"assessment": "Low fibre, late dinners.", "intervention": "Add millet twice a day."}
ITEMS = [
    {"kind": "food", "name": "Ragi porridge", "dose": "1 katori", "timing": "breakfast", "days": 30},
    {"kind": "supplement", "name": "Vitamin D3", "dose": "1000 IU", "timing": "lunch", "food": "with"},
]
MEDICINE = {"kind": "medicine", "name": "Metformin", "dose": "500 mg"}
QUESTIONS = [
    {"kind": "text", "text_en": "What bothers you most?", "text_hi": "", "required": True, "options": []},
    {"kind": "scale", "text_en": "How well do you sleep?", "text_hi": "", "required": False, "options": []},
]


def treated(**changes: Any) -> Consultation:
    """A call that is on: Asha with Meera, who treats her."""
    who = nutritionist(meera())
    made = call(asha(), who, **{"starts_at": NOW, "status": Status.IN_PROGRESS, "minutes": 60, **changes})
    care.begin(client=asha(), nutritionist=meera())
    return made


def follow_up_offer() -> ConsultationKind:
    """Meera offers a follow-up with a fee."""
    made = kind("follow-up")
    Offer.objects.get_or_create(
        nutritionist=nutritionist(meera()), kind=made, defaults={"duration_minutes": 30, "fee_amount": 500}
    )
    return made
