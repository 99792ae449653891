"""A person's notes, plans and answers go along and go away with them."""

import json
from datetime import date

import pytest
from django.db import connection

from pathya.consultations.rules import Status
from pathya.kit import clock
from pathya.notes import followups, intake, personal, planning, writing
from pathya.notes.models import Addendum, FollowUp, IntakeAnswers, Note, Plan
from tests.consultations.factories import NOW, kind
from tests.factories import adi, asha, bilal, meera
from tests.notes.factories import QUESTIONS, follow_up_offer, treated

pytestmark = pytest.mark.django_db
MODELS = (Note, Addendum, Plan, IntakeAnswers, FollowUp)


def test_all_of_it_is_exported_and_erased() -> None:
    follow_up_offer()
    intake.ask(viewer=adi(), kind_id=kind().pk, questions=QUESTIONS, is_required=False)
    with clock.at(NOW):
        call = treated(status=Status.SCHEDULED)
        given = {"viewer": meera(), "consultation_id": call.pk}
        intake.answer(viewer=asha(), consultation_id=call.pk, version=0, answers={"q1": "marker-intake"})
        note = writing.write(**given, version=0, template="adime", sections={"assessment": "marker-note"})
        writing.sign(**given, version=note.version)
        writing.add(**given, text="marker-addendum")
        for version in (1, 1):
            draft = planning.write(**given, version=0, items=[], advice=f"marker-plan {Plan.objects.count()}")
            planning.issue(**given, version=version)
        followups.propose(**given, wanted_on=date(2027, 1, 25))
    told = json.dumps([[part.name, list(part.rows)] for part in personal.gather(asha())], default=str)
    for marker in ("note", "addendum", "plan 1", "intake"):
        assert f"marker-{marker}" in told
    assert "marker" not in json.dumps([list(part.rows) for part in personal.gather(bilal())], default=str)
    assert draft.revision == 2
    report = {one.name: one.count for one in personal.erase(asha())}
    assert report == {"call_note_addenda": 1, "call_notes": 1, "diet_plans": 2, "intakes": 1, "follow_ups": 1}
    assert [model.objects.count() for model in MODELS] == [0] * 5
    personal.erase(asha())
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pathya.erasing')")
        assert cursor.fetchone() == ("off",)
