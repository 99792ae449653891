"""Terms of programs: dated versions, tried before they are kept; who enrols agrees to the one they read."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from pathya.billing.models import Payment
from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid
from pathya.programs import errors
from pathya.programs.models import Enrolment, Policy
from pathya.programs.rules import Terms
from pathya.programs.services import enrolling, life, terms
from tests import factories as cast
from tests.api import ApiClient
from tests.programs.factories import NOON, TODAY, enrolled, held, program

pytestmark = pytest.mark.django_db
STRICT = Terms(refunds=((0, 80),), session_percent=0, pause_days=0, most_pauses=0)
PATH = "/office/policies/programs/"


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.at(NOON):
        yield


def sent(**changes: Any) -> dict[str, Any]:
    steps = {"day_0": 0, "share_0": 100, "day_1": 3, "share_1": 40}
    rest = {"session_percent": 15, "most_pauses": 1, "pause_days": 7, "fee": 1000, "program": str(program().pk)}
    return {**steps, **rest, **changes}


def test_they_are_tried_then_kept_and_count_from_their_day_for_later_enrolments() -> None:
    before, owner = held(cast.asha(), start_on=TODAY + timedelta(days=1)), Client()
    owner.force_login(cast.adi())
    tried = owner.post(PATH, sent(action="preview")).text
    assert [amount in tried for amount in ("₹1,000", "₹400", "₹250")] == [True] * 3
    assert not Policy.objects.exists()
    for wrong in ({"share_1": ""}, {"share_1": 101}, {"day_1": 0}, {"valid_from": "2027-01-01"}, {"pause_days": 0}):
        assert owner.post(PATH, sent(action="save", **wrong)).status_code == 422, wrong
    assert not Policy.objects.exists()
    assert owner.post(PATH, sent(action="save", valid_from="2027-01-20")).status_code == 302
    assert terms.in_force(program().pk) is None
    with clock.at(datetime(2027, 1, 19, 18, 30, tzinfo=UTC)):
        later = held(cast.bilal())
    assert (later.terms.share_back(0, 0), later.terms.share_back(2, 1), later.terms.most_pauses) == (100, 25, 1)
    before.refresh_from_db()
    assert before.terms == Terms()
    page = owner.get(f"{PATH}?program=calm-gut").text
    assert "To come" in page
    assert "Cancelled by day 3: 40 % back." in page


def test_a_program_s_own_come_before_those_for_all() -> None:
    terms.change(viewer=cast.adi(), program_id=program().pk, terms=STRICT)
    with clock.at(NOON + timedelta(hours=1)):
        terms.change(viewer=cast.adi(), program_id=None, terms=Terms(refunds=((0, 60),)))
        assert terms.terms_of(terms.in_force(program().pk)) == STRICT
        assert terms.terms_of(terms.in_force(program("other", title_en="Other").pk)).refunds == ((0, 60),)
    with pytest.raises(Forbidden):
        terms.change(viewer=cast.meera(), program_id=None, terms=Terms())
    with pytest.raises(Invalid):
        terms.change(viewer=cast.adi(), program_id=None, terms=Terms(refunds=((0, 50), (7, 60))))


def test_who_enrols_agrees_to_the_version_they_read() -> None:
    client, made = Client(), program()
    client.force_login(cast.asha())
    read = client.get("/programs/calm-gut/enrol/").text
    assert 'name="terms" value="built-in"' in read
    kept = held(cast.asha())
    now = terms.change(viewer=cast.adi(), program_id=made.pk, terms=STRICT)
    form = {"start_on": TODAY.isoformat(), "terms": "built-in"}
    refused = client.post("/programs/calm-gut/enrol/", form)
    assert (refused.status_code, str(errors.TermsChanged.message) in refused.text) == (409, True)
    assert f'name="terms" value="{now.pk}"' in refused.text
    api = ApiClient(cast.asha())
    told = api.get(f"/programs/{made.pk}/details").json()["data"]
    assert (told["termsVersion"], "₹4,000" in told["terms"][0]) == (str(now.pk), True)
    refused = api.post(f"/programs/{made.pk}/enroll", {"termsVersion": "built-in"})
    assert refused.json()["error"]["code"] == "terms_changed"
    assert client.post("/programs/calm-gut/enrol/", {**form, "terms": str(now.pk)}).status_code == 302
    row = Enrolment.objects.get(client=cast.asha(), status="awaiting_payment")
    assert (row.policy, row.pk == kept.pk) == (now, False)
    assert enrolling.enrol(client=cast.asha(), program_id=made.pk, terms=str(now.pk)).pk == row.pk
    assert "₹4,000" in client.get(f"/portal/programs/{row.pk}/").text


def test_an_admin_sees_what_the_terms_give_back_before_a_refund() -> None:
    row = enrolled(cast.asha())
    payment = Payment.objects.get()
    with clock.at(NOON + timedelta(days=3)):
        told = ApiClient(cast.adi()).get(f"/payments/{payment.pk}/refund-terms").json()["data"]
        assert [(one["byClient"]["amount"], one["byPractice"]["amount"]) for one in told] == [("2500.00", "3950.00")]
        assert ApiClient(cast.asha()).get(f"/payments/{payment.pk}/refund-terms").status_code == 403
        owner = Client()
        owner.force_login(cast.adi())
        page = owner.get(f"/office/money/payments/{payment.pk}/").text
        assert ("₹2,500" in page, "₹3,950" in page) == (True, True)
        life.cancel(viewer=cast.asha(), enrolment_id=row.pk)
        assert ApiClient(cast.adi()).get(f"/payments/{payment.pk}/refund-terms").json()["data"] == []
