"""What is written about the demo calls: a signed note, an issued plan and a proposal for the known clients."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q

from pathya.accounts.models import User
from pathya.care import services as care
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.kit import clock, sql
from pathya.notes import followups, intake, personal, planning, writing
from pathya.notes.models import Addendum, FollowUp, IntakeAnswers, IntakeForm, Note, Plan
from pathya.nutritionists.models import ConsultationKind

NOTES = {
    "asha": (
        {
            "assessment": "Fibre about 14 g a day, dinner at 10 pm on most days, five cups of tea. Bloating after wheat in "
            "the evening, none at noon. Weight steady.",
            "diagnosis": "Low fibre intake related to skipped vegetables at dinner, as shown by a three-day diary.",
            "intervention": "Millet or rice for wheat at dinner for three weeks; dinner by 8:30 pm; one more vegetable.",
            "monitoring": "Bloating each evening on a scale of ten, in the log.",
            "evaluation": "Three evenings a week without bloating.",
        },
        ["Dinner by 8:30 pm on five days", "25 g fibre a day", "Tea at least an hour from meals"],
    ),
    "bilal": (
        {
            "assessment": "Fasting glucose 118 mg/dl, HbA1c 6.1 %. Breakfast of white bread, little protein before noon. Walks "
            "after dinner since November.",
            "intervention": "Protein at breakfast; vegetables first at lunch and dinner; the walk stays.",
            "monitoring": "Fasting glucose twice a week, waist each month.",
        },
        ["Protein at every breakfast", "Walk 20 minutes after dinner"],
    ),
}
ITEMS = {
    "asha": [
        ("food", "Ragi and moong porridge", "1 katori", "breakfast", "either", 30, "A spoon of ghee, no sugar"),
        ("food", "Bajra or jowar roti", "2", "dinner", "either", 21, "In the place of wheat"),
        ("food", "Curd with roasted jeera", "150 g", "lunch", "either", None, ""),
        ("supplement", "Isabgol (psyllium husk)", "1 tsp", "bedtime", "without", 21, "With a full glass of warm water"),
    ],
    "bilal": [
        ("food", "Besan chilla with vegetables", "2", "breakfast", "either", 30, ""),
        ("food", "भुने चने", "एक मुट्ठी", "evening", "either", None, "बिस्कुट के बजाय"),
        ("supplement", "Vitamin D3", "1,000 IU", "lunch", "with", 60, ""),
    ],
}
ADVICE = "Dinner before half past eight, then twenty minutes of walking.\nNo tea within an hour of a meal."
TESTS = {"asha": ["25-OH vitamin D", "TSH"], "bilal": ["HbA1c in three months", "25-OH vitamin D"]}
FIELDS = ("kind", "name", "dose", "timing", "food", "days", "remark")
QUESTIONS = (
    ("text", "What should be different in three months?", "तीन महीने बाद क्या अलग होना चाहिए?", True, ()),
    ("scale", "How well do you sleep?", "आप कितनी अच्छी नींद लेते हैं?", False, ()),
    (
        "choice",
        "Who cooks at home?",
        "घर पर खाना कौन बनाता है?",
        True,
        (("I do", "मैं"), ("Family", "परिवार"), ("A cook", "रसोइया"), ("Mostly ordered", "ज़्यादातर बाहर से")),
    ),
    ("yes_no", "Do you take any medicine at the moment?", "क्या आप अभी कोई दवा लेते हैं?", True, ()),
)


def make_written(people: Mapping[str, User]) -> None:
    """Through the services, as everybody."""
    _ask()
    for login, (sections, goals) in NOTES.items():
        done = Consultation.objects.filter(client=people[login], status=Status.COMPLETED, group=None)
        call = done.select_related("nutritionist__user").order_by("-starts_at").first()
        if call is None:
            continue
        viewer = call.nutritionist.user
        care.begin(client=people[login], nutritionist=viewer)
        given: dict[str, Any] = {"viewer": viewer, "consultation_id": call.pk}
        note = writing.write(**given, version=0, template="adime", sections=sections, goals=goals)
        writing.sign(**given, version=note.version)
        items = [dict(zip(FIELDS, row, strict=True)) for row in ITEMS[login]]
        draft = planning.write(**given, version=0, items=items, advice=ADVICE, tests=TESTS[login])
        planning.issue(**given, version=draft.version)
        followups.propose(**given, wanted_on=clock.today(call.nutritionist.time_zone) + timedelta(days=12))


def forget_written(people: Iterable[User]) -> None:
    """All about the calls of those people; questions stay."""
    everybody = list(people)
    calls = Consultation.every.filter(Q(client__in=everybody) | Q(nutritionist__user__in=everybody))
    sql.rows(personal.ERASING, {"on": "on"})
    FollowUp.objects.filter(Q(consultation__in=calls) | Q(booked__in=calls)).delete()
    Addendum.objects.filter(note__consultation__in=calls).delete()
    Note.objects.filter(consultation__in=calls).delete()
    IntakeAnswers.objects.filter(consultation__in=calls).delete()
    for plan in Plan.objects.filter(consultation__in=calls).order_by("-revision"):
        plan.delete()
    sql.rows(personal.ERASING, {"on": "off"})


def _ask() -> None:
    """Before a first consultation."""
    kind = ConsultationKind.objects.filter(slug="first-consultation").first()
    if kind is None or intake.current(kind.pk):
        return
    asked = [
        {
            "id": f"q{place}",
            "kind": answered,
            "text_en": english,
            "text_hi": hindi,
            "required": required,
            "options": [{"value": f"o{n}", "en": en, "hi": hi} for n, (en, hi) in enumerate(options, start=1)],
        }
        for place, (answered, english, hindi, required, options) in enumerate(QUESTIONS, start=1)
    ]
    IntakeForm.objects.create(kind=kind, version=1, questions=asked)
