"""Giving sessions and taking back what is left; what a client sees of theirs."""

import pytest
from django.test import Client

from pathya.credits import selectors, services
from pathya.credits.models import Grant
from pathya.kit import clock
from pathya.kit.ids import new_id
from tests import factories as cast
from tests.consultations.factories import NOW, kind, nutritionist

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> object:
    with clock.at(NOW):
        yield


def test_an_admin_gives_sessions_and_takes_back_what_is_left() -> None:
    nutritionist(cast.meera())
    office, mine = Client(), Client()
    office.force_login(cast.adi())
    mine.force_login(cast.asha())
    sent = {"email": "asha@pathya.example", "kind": str(kind("first").pk), "count": 3, "source": "Spring package"}
    for wrong in ({"email": "nobody@pathya.example"}, {"last_day": "2027-01-01"}, {"count": 0}):
        assert office.post("/office/sessions/", {**sent, **wrong}).status_code == 422
    assert Grant.objects.count() == 0
    assert office.post("/office/sessions/", {**sent, "last_day": "2027-03-01"}).status_code == 302
    given = Grant.objects.get()
    assert (given.left, given.expires_at.isoformat()) == (3, "2027-03-01T18:30:00+00:00")
    services.reserve(owner=cast.asha(), kind_id=kind("first").pk, reference=new_id())
    page = mine.get("/portal/sessions/").content.decode()
    assert "2 left" in page
    assert "Spring package" in page
    assert mine.get("/office/sessions/").status_code == 404
    assert "Asha Verma" in office.get("/office/sessions/?q=asha").content.decode()
    assert "Asha Verma" not in office.get("/office/sessions/?q=bilal").content.decode()
    assert mine.post(f"/office/sessions/{given.pk}/take-back/").status_code == 404
    assert office.post(f"/office/sessions/{given.pk}/take-back/").status_code == 302
    assert selectors.left(cast.asha(), kind("first").pk) == 0
    given.refresh_from_db()
    assert (given.taken, given.expired) == (1, 2)
