"""Programs that can be enrolled in, and enrolments of the cast."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from pathya.accounts.models import User
from pathya.billing.models import Payment
from pathya.billing.services import payments
from pathya.programs import paying
from pathya.programs.models import Enrolment, IncludedSession, Program
from pathya.programs.services import enrolling
from tests.billing.conftest import at_gateway
from tests.consultations.factories import kind

NOON = datetime(2027, 1, 11, 6, 30, tzinfo=UTC)
"""A Monday noon in Kolkata."""
TODAY = date(2027, 1, 11)


def line(english: str, hindi: str = "") -> tuple[str, Any]:
    return "line", {"text_en": english, "text_hi": hindi}


def week(number: int) -> tuple[str, Any]:
    """Two modules, on days 1 and 4, and a milestone: three steps."""
    modules = [
        {
            "day": day,
            "title_en": f"Module {number}.{day}",
            "title_hi": f"पाठ {number}.{day}",
            "text_en": "Do it",
            "text_hi": "",
        }
        for day in (1, 4)
    ]
    words = {"title_en": f"Week {number}", "title_hi": f"हफ़्ता {number}"}
    return "week", {**words, "modules": modules, "milestone_en": f"Reached {number}", "milestone_hi": ""}


def program(slug: str = "calm-gut", *, sessions: int = 2, **changes: Any) -> Program:
    """Published: 14 days, six steps, ₹5,000, consultations of the kind `first`."""
    if found := Program.objects.filter(slug=slug).first():
        return found
    fields: dict[str, Any] = {
        "type": "gut_health",
        "title_en": "Calm Gut",
        "title_hi": "शांत पेट",
        "summary_en": "Two weeks for a calm gut",
        "about_en": "What it is about",
        "price": Decimal("5000.00"),
        "days": 14,
        "features": [line("A feature", "एक बात")],
        "outcomes": [line("An outcome")],
        "audience": [line("Who bloats")],
        "schedule": [week(1), week(2)],
        "meals": [
            (
                "day",
                {
                    "diet": "vegetarian",
                    "dishes": [{"meal": "lunch", "dishes_en": "Dal, rice", "dishes_hi": "दाल, चावल"}],
                },
            )
        ],
        "questions": [
            ("question", {"question_en": "How long?", "question_hi": "", "answer_en": "Two weeks.", "answer_hi": ""})
        ],
        **changes,
    }
    made = Program(slug=slug, **fields)
    made.save()
    if sessions:
        IncludedSession.objects.create(program=made, kind=kind("first"), count=sessions)
    return made


def enrolled(client: User, made: Program | None = None, **changes: Any) -> Enrolment:
    """Paid at the pretend gateway, and active."""
    row = held(client, made, **changes)
    pay(client, row)
    return Enrolment.objects.get(pk=row.pk)


def held(client: User, made: Program | None = None, **changes: Any) -> Enrolment:
    return enrolling.enrol(client=client, program_id=(made or program()).pk, **changes)


def pay(client: User, row: Enrolment) -> Payment:
    """As if the payer had paid what the order says."""
    order = paying.order_for(client=client, row=row)
    payment = payments.begin(client=client, order_id=order.pk, gateway="sandbox")
    at_gateway(payment)
    payments.ask(payment=payment)
    payment.refresh_from_db()
    return payment
