"""The note of a seat: written and completed by who held the group, without opening the client's record to them."""

from datetime import timedelta

import pytest
from django.test import Client

from pathya.care import selectors as care
from pathya.consultations import groups
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.notes import selectors
from pathya.notes.models import Note
from tests import factories as cast
from tests.consultations.factories import NOW, TEN
from tests.consultations.test_groups import opened, people, take

pytestmark = pytest.mark.django_db


def test_a_seat_is_completed_by_its_note_and_the_group_ends_with_the_others() -> None:
    with clock.at(NOW):
        session, (one, two) = opened(), people(2)
        mine, other = take(one, session), take(two, session)
    with clock.at(TEN + timedelta(minutes=20)):
        page = Client()
        page.force_login(cast.meera())
        where = f"/practice/calls/{mine.pk}/note/"
        shown = page.get(where).content.decode()
        assert "/note/complete/" in shown
        assert f"/practice/clients/{one.pk}/" not in shown, "the record stays closed"
        typed = {"version": "0", "template": "adime", "assessment": "Asked about dates.", "goals": ""}
        assert page.post(f"{where}complete/", typed).status_code == 302
        mine.refresh_from_db()
        other.refresh_from_db()
        assert (mine.status, mine.summary) == (Status.COMPLETED, "Asked about dates.")
        assert other.status == Status.SCHEDULED
        assert not care.treats(cast.meera(), one.pk)
        groups.end(viewer=cast.meera(), group_id=session.pk, summary="For all")
        summaries = Consultation.objects.filter(group=session).order_by("seat")
        assert [call.summary for call in summaries] == ["Asked about dates.", "For all"]
        assert page.get(f"/calls/{mine.pk}/note/").status_code == 200
        assert Note.objects.get().author == cast.meera()
        for stranger in (cast.kabir(), two):
            with pytest.raises(NotFound):
                selectors.note(stranger, mine.pk)
    with clock.at(TEN + timedelta(days=31)), pytest.raises(NotFound):
        selectors.own_call(cast.meera(), mine.pk)
