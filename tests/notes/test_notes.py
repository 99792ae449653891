"""The note of a call: kept as it is typed, never over somebody else's words, fixed once it is signed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from pathya.care.models import CareRelation, RecordRead
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.notes import errors, selectors, writing
from pathya.notes.models import Note
from pathya.operations.models import AuditEvent
from tests.api import ApiClient
from tests.consultations.factories import NOW
from tests.factories import adi, asha, bilal, esha, kabir, meera
from tests.notes.factories import SECTIONS, follow_up_offer, treated

pytestmark = pytest.mark.django_db


def save(call: Consultation, version: int = 0, **changes: Any) -> Note:
    wish = {"template": "adime", "sections": SECTIONS, "goals": ["Fibre 30 g a day"], **changes}
    return writing.write(viewer=meera(), consultation_id=call.pk, version=version, **wish)


def test_it_is_kept_by_versions_and_a_template_can_change_without_losing_a_word() -> None:
    call = treated()
    first = save(call)
    assert (first.version, save(call).version) == (1, 1), "the same again changes nothing"
    second = save(call, 1, template="soap", sections={**SECTIONS, "plan": "Again in two weeks"})
    assert second.version == 2
    stored = Note.objects.get()
    assert [name for name, _title, _text in stored.parts] == ["assessment", "plan", "intervention"]
    assert "Ragi" not in str(stored.__dict__)
    with pytest.raises(errors.Changed) as met:
        save(call, 1, sections={"assessment": "Mine"})
    assert met.value.extra == {"version": 2}
    assert Note.objects.get().content == stored.content


@pytest.mark.parametrize(
    "wrong", [{"template": "free"}, {"sections": {"assessment": "x" * 8001}}, {"goals": ["x"] * 13}]
)
def test_what_does_not_fit_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        save(treated(), **wrong)


def test_only_who_treats_reads_it_and_every_read_is_told() -> None:
    call = treated()
    save(call)
    path = f"/consultations/{call.pk}/note"
    got = {
        who.first_name: ApiClient(who).get(path).status_code
        for who in (asha(), bilal(), kabir(), esha(), adi(), meera())
    }
    assert got == {"Asha": 404, "Bilal": 404, "Kabir": 404, "Esha": 404, "Adi": 404, "Meera": 200}
    assert list(RecordRead.objects.filter(client=asha()).values_list("what", flat=True)) == ["call_note"]
    CareRelation.objects.update(ended_at=clock.now(), ended_why="client")
    assert ApiClient(meera()).get(path).status_code == 404
    with pytest.raises(NotFound):
        save(call, 1)


def test_signed_it_is_fixed_by_the_database_and_added_to_only() -> None:
    call = treated()
    with pytest.raises(Invalid, match="marked"):
        writing.sign(
            viewer=meera(), consultation_id=save(call, sections={"intervention": "x"}).consultation_id, version=1
        )
    version = save(call, 1).version
    with pytest.raises(errors.NotSigned):
        writing.add(viewer=meera(), consultation_id=call.pk, text="Too early")
    note = writing.sign(viewer=meera(), consultation_id=call.pk, version=version)
    with pytest.raises(errors.Signed):
        save(call, version, goals=[])
    for statement in (
        "UPDATE notes_note SET template = 'soap'",
        "UPDATE notes_note SET signed_at = NULL, shared_at = NULL",
        "DELETE FROM notes_note",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    writing.add(viewer=meera(), consultation_id=call.pk, text="Vitamin D came back low.")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE notes_addendum SET written_at = now()")
    assert note.addenda.get().text == "Vitamin D came back low."
    writing.share(viewer=meera(), consultation_id=call.pk, shared=True)
    assert (
        ApiClient(asha()).get(f"/consultations/{call.pk}/note").json()["data"]["addenda"][0]["author"] == "Meera Iyer"
    )
    writing.share(viewer=meera(), consultation_id=call.pk, shared=False)
    assert not selectors.notes_about(asha(), asha().pk)
    events = (
        AuditEvent.objects.filter(event__startswith="notes.note").order_by("at", "id").values_list("event", flat=True)
    )
    assert [event.rpartition(".")[2] for event in events] == ["written", "signed", "amended", "shared", "unshared"]


def test_the_page_saves_completes_and_tells_a_conflict_with_both_texts() -> None:
    call, page = treated(), Client()
    page.force_login(meera())
    follow_up_offer()
    where = f"/practice/calls/{call.pk}/note/"
    typed = {"version": 0, "template": "adime", "assessment": "Typed here", "goals": "One\nTwo"}
    with clock.at(NOW + timedelta(minutes=5)):
        assert page.get(where).status_code == 200
        kept = page.post(where, typed, headers={"X-Autosave": "1"})
        assert kept.json()["version"] == 1
        save(call, 1, sections={"assessment": "Saved elsewhere"})
        met = page.post(where, {**typed, "version": 1, "assessment": "Typed on"}, headers={"X-Autosave": "1"})
        assert (met.status_code, Note.objects.get().version) == (409, 2)
        both = page.post(where, {**typed, "version": 1, "assessment": "Typed on"})
        text = both.content.decode()
        assert both.status_code == 409
        assert "Typed on" in text
        assert "Saved elsewhere" in text
        assert 'name="version" value="2"' in text
        done = page.post(
            f"{where}complete/", {**typed, "version": 2, "assessment": "Typed on", "follow_up_on": "2027-01-25"}
        )
        assert done.status_code == 302, done.content.decode()
    call.refresh_from_db()
    assert (call.status, call.summary) == (Status.COMPLETED, "Typed on")
    assert call.follow_ups.get().state == "proposed"


def test_nothing_is_completed_without_an_assessment() -> None:
    call = treated()
    with pytest.raises(Invalid), clock.at(NOW + timedelta(minutes=5)):
        writing.complete(viewer=meera(), consultation_id=call.pk)
    call.refresh_from_db()
    assert call.status == Status.IN_PROGRESS
