"""Questions before a call: kept half answered, needed at the door, read by who treats the client."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from pathya.care.models import RecordRead
from pathya.consultations import errors as call_errors
from pathya.consultations import services
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid
from pathya.meetings import rooms
from pathya.meetings.models import Reminder
from pathya.meetings.reminders import plan as plan_reminders
from pathya.meetings.reminders import send_due
from pathya.notes import errors, intake
from pathya.notes.models import IntakeAnswers, IntakeForm
from pathya.outbox.models import Message
from tests.api import ApiClient
from tests.consultations.factories import NOW, kind
from tests.factories import adi, asha, kabir, meera
from tests.notes.factories import QUESTIONS, treated

pytestmark = pytest.mark.django_db


def asked(*, is_required: bool = True, questions: Any = None) -> IntakeForm:
    return intake.ask(viewer=adi(), kind_id=kind().pk, questions=questions or QUESTIONS, is_required=is_required)


def coming() -> Consultation:
    """Asha's call with Meera in ten minutes."""
    return treated(status=Status.SCHEDULED, starts_at=NOW + timedelta(minutes=10), minutes=20)


def answer(call: Consultation, version: int, hand_in: bool = False, **answers: str) -> IntakeAnswers:
    return intake.answer(viewer=asha(), consultation_id=call.pk, version=version, answers=answers, hand_in=hand_in)


def test_answers_are_kept_as_they_go_and_handed_in_when_whole() -> None:
    asked()
    with clock.at(NOW):
        call = coming()
        assert answer(call, 0, q2="7").version == 1
        with pytest.raises(Invalid) as met:
            answer(call, 1, hand_in=True, q2="7")
        assert list(met.value.fields) == ["answers.q1"]
        with pytest.raises(errors.Changed):
            answer(call, 0, q1="Bloating")
        row = answer(call, 1, hand_in=True, q1="Bloating", q2="7")
        assert row.handed_in_at
        assert answer(call, row.version, q2="7").handed_in_at is None, "a required answer was taken away"
    for wrong in ({"q2": "11"}, {"q2": "seven"}, {"q9": "x"}, {"q1": "x" * 2001}):
        with pytest.raises(Invalid), clock.at(NOW):
            answer(call, 3, **wrong)
    assert "Bloating" not in IntakeAnswers.objects.values_list("answers", flat=True)[0]


def test_the_client_enters_only_after_answering_the_nutritionist_at_once() -> None:
    asked()
    with clock.at(NOW):
        call = coming()
        with pytest.raises(call_errors.NotPrepared) as met:
            rooms.enter(viewer=asha(), consultation_id=call.pk)
        assert met.value.extra["url"] == f"/portal/consultations/{call.pk}/questions/"
        assert ApiClient(asha()).post(f"/consultations/{call.pk}/join").json()["error"]["code"] == "not_prepared"
        page = Client()
        page.force_login(asha())
        lobby = page.get(f"/calls/{call.pk}/").content.decode()
        assert met.value.extra["url"] in lobby
        assert 'id="enter" type="button" disabled' in lobby
        services.join(viewer=meera(), consultation_id=call.pk)
        form = {"version": 0, "a_q1": "Bloating", "a_q2": "", "done": "yes"}
        assert page.post(met.value.extra["url"], form).status_code == 302
        assert rooms.enter(viewer=asha(), consultation_id=call.pk)
        assert met.value.extra["url"] not in page.get(f"/calls/{call.pk}/").content.decode()


def test_what_is_not_required_stops_nobody_but_is_asked_for() -> None:
    asked(is_required=False)
    with clock.at(NOW):
        call = coming()
        page = Client()
        page.force_login(asha())
        for path in (f"/calls/{call.pk}/", f"/portal/consultations/{call.pk}/", "/portal/"):
            assert "/questions/" in page.get(path).content.decode(), path
        assert rooms.enter(viewer=asha(), consultation_id=call.pk)


def test_the_reminder_asks_for_it() -> None:
    asked()
    with clock.at(NOW):
        call = treated(status=Status.SCHEDULED, starts_at=NOW + timedelta(hours=30))
        plan_reminders(consultation_id=call.pk)
    with clock.at(NOW + timedelta(hours=6, minutes=1)):
        assert Reminder.objects.filter(due_at__lte=clock.now()).exists()
        send_due()
    texts = {mail.to: mail.text for mail in Message.objects.filter(template="meetings/mail/reminder")}
    assert "answer the questions before the call" in texts[asha().email]
    assert "answer the questions" not in texts[meera().email]


def test_who_treats_the_client_reads_the_answers_and_it_is_told() -> None:
    asked()
    with clock.at(NOW):
        call = coming()
        answer(call, 0, q1="Bloating")
        path = f"/consultations/{call.pk}/intake"
        got = {who.first_name: ApiClient(who).get(path).status_code for who in (asha(), kabir(), adi(), meera())}
        assert got == {"Asha": 200, "Kabir": 404, "Adi": 404, "Meera": 200}
        assert set(RecordRead.objects.values_list("what", flat=True)) == {"intake"}
        page = Client()
        page.force_login(meera())
        assert "Bloating" in page.get(f"/practice/calls/{call.pk}/note/").content.decode()


def test_new_questions_leave_answers_that_were_begun_alone() -> None:
    first = asked()
    with clock.at(NOW):
        call = coming()
        answer(call, 0, q1="Bloating")
        second = asked(questions=[{**QUESTIONS[1], "id": "q2"}])
        assert (first.version, second.version, second.questions[0]["id"]) == (1, 2, "q2")
        assert asked(questions=[{**QUESTIONS[1], "id": "q2"}]) == second
        found = intake.of_call(call)
        assert found
        assert found.form == first
    with pytest.raises(Forbidden):
        intake.ask(viewer=meera(), kind_id=kind().pk, questions=[], is_required=False)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE notes_intakeform SET questions = '[]'")


def test_the_practice_edits_them_on_a_page() -> None:
    kind()
    page = Client()
    page.force_login(adi())
    where = "/office/questions/discovery/"
    form: dict[str, Any] = {"questions-TOTAL_FORMS": 2, "questions-INITIAL_FORMS": 0, "is_required": "on"}
    form |= {"questions-0-text_en": "Tea or coffee?", "questions-0-kind": "choice", "questions-0-options": "Tea | चाय"}
    form |= {"questions-1-text_en": "", "questions-1-kind": "text"}
    assert page.post(where, form).status_code == 422
    assert page.post(where, {**form, "questions-0-options": "Tea | चाय\nCoffee"}).status_code == 302
    stored = intake.current(kind().pk)
    assert stored
    assert stored.is_required
    assert stored.questions[0]["options"] == [
        {"value": "o1", "en": "Tea", "hi": "चाय"},
        {"value": "o2", "en": "Coffee", "hi": ""},
    ]
    assert page.get(where).status_code == page.get("/office/questions/").status_code == 200
    assert page.get("/office/practitioners/").status_code == 200
