"""A next call is proposed, accepted by booking it, recalled once; a paid call may include one that costs nothing."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from pathya.consultations import errors as booking_errors
from pathya.consultations import fees, policies
from pathya.consultations.models import Consultation
from pathya.consultations.moving import reschedule
from pathya.consultations.rules import Party, Status, Terms
from pathya.consultations.services import cancel
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.notes import errors, followups
from pathya.notes.declined import declined
from pathya.notes.models import FollowUp
from pathya.notes.rules import Proposal
from pathya.nutritionists.models import ConsultationKind
from pathya.outbox.models import Message
from tests.api import ApiClient
from tests.consultations.factories import NOW, TEN, book, call, kind, nutritionist
from tests.factories import adi, asha, bilal, meera
from tests.notes.factories import follow_up_offer, treated

pytestmark = pytest.mark.django_db
WANTED = date(2027, 1, 25)


def proposed(**changes: Any) -> FollowUp:
    follow_up_offer()
    made = treated(status=Status.COMPLETED, **changes)
    return followups.propose(viewer=meera(), consultation_id=made.pk, wanted_on=WANTED)


def included(days: int = 14) -> Consultation:
    """A paid, completed first call whose terms include a follow-up."""
    offered = follow_up_offer()
    first, who = kind("first"), nutritionist(meera())
    with clock.at(NOW - timedelta(days=9)):
        terms = policies.change(
            viewer=adi(), kind_id=first.pk, terms=Terms(follow_up_kind=offered.pk, follow_up_days=days)
        )
    begun = NOW - timedelta(days=7)
    return call(asha(), who, begun, kind=first, fee_amount=1200, status=Status.COMPLETED, policy=terms, minutes=60)


def follow_up(starts_at: datetime, **changes: Any) -> Consultation:
    return book(asha(), nutritionist(meera()), starts_at, kind_id=kind("follow-up").pk, **changes)


def test_a_free_time_near_the_day_is_told_by_mail_and_accepting_books_it() -> None:
    with clock.at(NOW):
        row = proposed()
        assert (row.state, row.starts_at) == (Proposal.PROPOSED, datetime(2027, 1, 25, 3, 30, tzinfo=NOW.tzinfo))
        assert Message.objects.filter(template="notes/mail/proposal", to=asha().email).count() == 1
        with pytest.raises(NotFound):
            followups.accept(viewer=bilal(), follow_up_id=row.pk)
        made = followups.accept(viewer=asha(), follow_up_id=row.pk)
        assert followups.accept(viewer=asha(), follow_up_id=row.pk) == made, "a second click books nothing more"
    assert (made.status, made.starts_at, made.fee_amount) == (Status.AWAITING_PAYMENT, row.starts_at, Decimal(500))
    row.refresh_from_db()
    assert (row.state, row.booked) == (Proposal.ACCEPTED, made)


def test_a_time_that_is_gone_is_replaced_by_another() -> None:
    with clock.at(NOW):
        row = proposed()
        assert row.starts_at
        call(bilal(), nutritionist(meera()), row.starts_at)
        with pytest.raises(booking_errors.SlotTaken):
            followups.accept(viewer=asha(), follow_up_id=row.pk)
        again = FollowUp.objects.get()
        assert again.state == Proposal.PROPOSED
        assert again.starts_at
        assert again.starts_at != row.starts_at
        assert followups.accept(viewer=asha(), follow_up_id=row.pk).starts_at == again.starts_at


def test_unanswered_it_is_recalled_once_and_lapses_at_its_time() -> None:
    with clock.at(NOW):
        row = proposed()
    for after, mails in ((timedelta(days=1), 1), (timedelta(days=3), 2), (timedelta(days=4), 2)):
        with clock.at(NOW + after):
            followups.work_off()
        assert Message.objects.filter(template="notes/mail/proposal").count() == mails
    with clock.at(NOW + timedelta(days=14, hours=1)):
        followups.work_off()
        with pytest.raises(errors.NotOpen):
            followups.accept(viewer=asha(), follow_up_id=row.pk)
    row.refresh_from_db()
    assert row.state == Proposal.LAPSED


def test_beyond_the_horizon_it_waits_until_the_calendar_opens() -> None:
    follow_up_offer()
    with clock.at(NOW):
        made = treated(status=Status.COMPLETED)
        row = followups.propose(viewer=meera(), consultation_id=made.pk, wanted_on=date(2027, 3, 15))
        assert (row.state, row.starts_at) == (Proposal.WAITING, None)
        with pytest.raises(Invalid):
            followups.propose(viewer=meera(), consultation_id=made.pk, wanted_on=date(2027, 1, 11))
    with clock.at(NOW + timedelta(days=40)):
        followups.work_off()
    row.refresh_from_db()
    assert row.state == Proposal.PROPOSED


def test_booking_it_some_other_way_answers_it_and_declining_ends_it() -> None:
    with clock.at(NOW):
        row = proposed()
        made = follow_up(TEN)
        followups.follow(consultation_id=made.pk, event="booked")
        row.refresh_from_db()
        assert (row.state, row.booked) == (Proposal.ACCEPTED, made)
        second = followups.propose(viewer=meera(), consultation_id=row.consultation_id, wanted_on=WANTED)
        page = Client()
        page.force_login(asha())
        where = f"/portal/follow-ups/{second.pk}/"
        assert where in page.get("/portal/").content.decode()
        assert page.get(where).status_code == 200
        assert page.post(where, {"answer": "decline"}).status_code == 302
        assert where not in page.get("/portal/").content.decode()


def test_the_nutritionist_hears_of_a_declined_one_until_there_is_another() -> None:
    with clock.at(NOW):
        row = proposed()
        followups.decline(viewer=asha(), follow_up_id=row.pk)
        followups.decline(viewer=asha(), follow_up_id=row.pk)
        mail = Message.objects.get(template="notes/mail/declined")
        assert (mail.to, asha().get_full_name() in mail.text) == (meera().email, True)
        page = Client()
        page.force_login(meera())
        told = page.get("/practice/requests/").content.decode()
        assert f"{asha().get_full_name()} declined the proposed next call" in told
        assert f"/practice/calls/new/?client={asha().pk}&amp;kind={row.kind_id}" in told
        followups.propose(viewer=meera(), consultation_id=row.consultation_id, wanted_on=WANTED)
        assert not declined(viewer=meera())


@pytest.mark.parametrize(
    ("days", "fee"), [(1, 0), (6, 0), (7, 0), (8, 500)], ids=["next day", "before the last", "last day", "too late"]
)
def test_within_the_window_a_follow_up_costs_nothing(days: int, fee: int) -> None:
    with clock.at(NOW):
        paid = included()
        at = NOW.replace(hour=4, minute=30) + timedelta(days=days)
        told = fees.price(
            viewer=asha(), nutritionist_id=paid.nutritionist_id, kind_id=kind("follow-up").pk, starts_at=at
        )
        made = follow_up(at)
    assert (told.fee.amount, made.fee_amount) == (Decimal(fee), Decimal(fee))
    assert (made.free_after, told.included_in) == ((paid, paid) if fee == 0 else (None, None))
    assert made.status == (Status.AWAITING_PAYMENT if fee else Status.SCHEDULED)


def test_it_is_given_once_and_comes_back_when_cancelled() -> None:
    with clock.at(NOW):
        paid = included()
        first = follow_up(TEN)
        second = follow_up(TEN + timedelta(hours=2))
        assert (first.free_after, second.free_after, second.fee_amount) == (paid, None, Decimal(500))
        cancel(viewer=asha(), consultation_id=first.pk)
        third = follow_up(TEN + timedelta(hours=4))
        assert third.free_after == paid
        with pytest.raises(IntegrityError), transaction.atomic():
            call(asha(), nutritionist(meera()), TEN + timedelta(days=1), free_after=paid)
        with pytest.raises(booking_errors.NotMovable):
            reschedule(viewer=asha(), consultation_id=third.pk, starts_at=TEN + timedelta(days=8))
        reschedule(viewer=asha(), consultation_id=third.pk, starts_at=TEN + timedelta(days=2))


@pytest.mark.parametrize(
    "change",
    [
        {"fee_amount": 0},
        {"status": Status.NO_SHOW},
        {"status": Status.SCHEDULED},
        {"policy": None},
        {"client": "bilal"},
    ],
    ids=["free itself", "missed", "not over", "other terms", "somebody else's"],
)
def test_only_a_paid_call_that_took_place_includes_one(change: dict[str, Any]) -> None:
    with clock.at(NOW):
        paid = included()
        for name, value in change.items():
            setattr(paid, name, bilal() if value == "bilal" else value)
        paid.save()
        assert follow_up(TEN).fee_amount == Decimal(500)


def test_the_price_is_shown_before_booking_in_page_and_api() -> None:
    with clock.at(NOW):
        paid, page = included(), Client()
        offered = ConsultationKind.objects.get(slug="follow-up")
        page.force_login(asha())
        seen = page.get("/book/meera/follow-up/confirm/?at=2027-01-12T04:30:00Z&zone=Asia/Kolkata").content.decode()
        asked = f"nutritionistId={paid.nutritionist_id}&kindId={offered.pk}&scheduledAt=2027-01-12T04:30:00Z"
        told = ApiClient(asha()).get(f"/consultations/price?{asked}").json()["data"]
    assert "costs nothing instead of ₹500" in seen
    assert "Hold this time" not in seen
    assert told == {"fee": {"amount": "0.00", "currency": "INR"}, "includedIn": str(paid.pk), "freeUntil": "2027-01-18"}


def test_terms_of_follow_ups_are_whole() -> None:
    for wrong in (
        Terms(follow_up_days=5),
        Terms(follow_up_kind=kind().pk),
        Terms(follow_up_kind=kind().pk, follow_up_days=400),
    ):
        with pytest.raises(Invalid):
            policies.change(viewer=adi(), kind_id=None, terms=wrong)
    assert Party.CLIENT
