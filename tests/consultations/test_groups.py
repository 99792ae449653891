"""Group sessions: who opens them, who has a seat, who waits, what is told and reminded, what is paid."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from pathya.accounts.models import User
from pathya.care.models import CareRelation
from pathya.consultations import errors, groups, moving, offering, seats, services
from pathya.consultations.fulfilment import price
from pathya.consultations.models import Consultation, GroupSession, GroupWait
from pathya.consultations.rules import OFFER, Status, Waiting
from pathya.credits import services as sessions
from pathya.credits.selectors import left
from pathya.kit import clock
from pathya.kit.errors import Forbidden, Invalid, NotFound
from pathya.meetings import rooms
from pathya.meetings.models import Reminder, Room
from pathya.meetings.reminders import plan
from pathya.outbox.models import Message
from tests import factories as cast
from tests.consultations.factories import NOW, TEN, book, kind, nutritionist, tell_all

pytestmark = pytest.mark.django_db
KOLKATA = "Asia/Kolkata"


def opened(viewer: User | None = None, **changes: Any) -> GroupSession:
    """Meera's group of three at ten."""
    who = nutritionist(cast.meera())
    fields: dict[str, Any] = {
        "nutritionist_id": who.pk, "kind_id": kind("first").pk, "title": "Eating in Ramadan", "about": "", "seats": 3,
        "starts_at": TEN, "minutes": 45,
    }  # fmt: skip
    return groups.open_group(viewer=viewer or cast.meera(), plan=groups.Plan(**{**fields, **changes}))


def take(client: User, session: GroupSession, **changes: Any) -> Consultation:
    return groups.take_seat(client=client, group_id=session.pk, zone=KOLKATA, **changes)


def people(count: int) -> list[User]:
    return [cast.person(f"Seat{number}", "Group") for number in range(count)]


def test_a_group_holds_the_nutritionists_time_and_each_seat_its_clients() -> None:
    with clock.at(NOW):
        meera, session = nutritionist(cast.meera()), opened()
        with pytest.raises(errors.SlotTaken):
            book(cast.charlie(), meera)
        with pytest.raises(errors.SlotTaken):
            opened(starts_at=TEN + timedelta(minutes=50))
        one, two = people(2)
        assert [take(one, session).seat, take(two, session).seat] == [1, 2]
        with pytest.raises(errors.ClientBusy):
            book(one, nutritionist(cast.kabir()))
        assert not Consultation.objects.filter(client=cast.meera()).exists()


def test_who_may_open_one_and_for_whom() -> None:
    with clock.at(NOW):
        kabir = nutritionist(cast.kabir())
        opened(viewer=cast.adi())
        for viewer, who, fact in (
            (cast.asha(), nutritionist(cast.meera()), Forbidden),
            (cast.meera(), kabir, NotFound),
        ):
            with pytest.raises(fact):
                opened(viewer, nutritionist_id=who.pk, starts_at=TEN + timedelta(days=1))
        for wrong in ({"seats": 1}, {"seats": 201}, {"title": " "}, {"minutes": 3}, {"fee": Decimal(-1)}):
            with pytest.raises(Invalid):
                opened(starts_at=TEN + timedelta(days=1), **wrong)


def test_never_more_than_its_seats_and_a_second_click_finds_the_first() -> None:
    with clock.at(NOW):
        session, many = opened(), people(4)
        first = [take(client, session) for client in many[:3]]
        with pytest.raises(errors.GroupFull):
            take(many[3], session)
        assert take(many[0], session).pk == first[0].pk
        services.cancel(viewer=many[1], consultation_id=first[1].pk)
        assert take(many[3], session).seat == 2
        assert seats.group(cast.meera(), session.pk).free == 0


def test_a_freed_seat_is_kept_for_who_waited_longest_then_for_the_next() -> None:
    with clock.at(NOW):
        session, (one, two, three, early, late, passer) = opened(), people(6)
        held = [take(client, session) for client in (one, two, three)]
        for client in (early, late, early):
            offering.wait(client=client, group_id=session.pk)
        assert offering.offer_due() == 0
        services.cancel(viewer=one, consultation_id=held[0].pk)
        with pytest.raises(errors.GroupFull):
            take(passer, session)
        assert offering.offer_due() == 1
        with pytest.raises(errors.GroupFull):
            take(late, session)
    with clock.at(NOW + OFFER + timedelta(minutes=1)):
        assert offering.offer_due() == 1
        with pytest.raises(errors.GroupFull):
            take(early, session)
        assert take(late, session).seat == 1
        assert set(GroupWait.objects.values_list("state", flat=True)) == {Waiting.ENDED}
    mails = Message.objects.filter(template="consultations/mail/seat")
    assert list(mails.order_by("created_at").values_list("to", flat=True)) == [early.email, late.email]


def test_waiting_is_for_full_groups_ahead() -> None:
    with clock.at(NOW):
        session, (one, two) = opened(seats=2), people(2)
        with pytest.raises(errors.NotFull):
            offering.wait(client=one, group_id=session.pk)
        take(two, session)
    with clock.at(TEN):
        for work in (lambda: take(one, session), lambda: offering.wait(client=one, group_id=session.pk)):
            with pytest.raises(errors.GroupOver):
                work()


def test_a_fee_holds_the_seat_until_it_is_paid_or_free_again() -> None:
    with clock.at(NOW):
        session, (one, two, three) = opened(seats=2, fee=Decimal(500)), people(3)
        call = take(one, session)
        assert (call.status, price(user=one, reference=str(call.pk)).unit.amount) == (Status.AWAITING_PAYMENT, 500)
        services.confirm_paid(call.pk)
        late = take(two, session)
    with clock.at(NOW + timedelta(minutes=16)):
        assert take(three, session).seat == 2
        with pytest.raises(errors.TakenMeanwhile):
            services.confirm_paid(late.pk)
    with clock.at(NOW + timedelta(minutes=40)):
        assert services.confirm_paid(late.pk).status == Status.SCHEDULED


def test_a_session_of_a_package_pays_for_a_seat_and_comes_back() -> None:
    with clock.at(NOW):
        session, (one,) = opened(fee=Decimal(500)), people(1)
        with pytest.raises(errors.NoCredit):
            take(one, session, with_credit=True)
        assert not Consultation.objects.filter(client=one).exists()
        sessions.grant(owner=one, kind_id=session.kind_id, count=2, source="Package")
        call = take(one, session, with_credit=True)
        assert (call.status, left(one, session.kind_id)) == (Status.SCHEDULED, 1)
        services.cancel(viewer=one, consultation_id=call.pk)
        assert left(one, session.kind_id) == 2


def test_each_is_told_and_reminded_once_and_all_meet_in_one_room() -> None:
    with clock.at(NOW):
        session, clients = opened(), people(2)
        calls = [take(client, session) for client in clients]
        tell_all()
        assert not CareRelation.objects.exists(), "a seat is no treatment"
        told = Message.objects.values_list("to", flat=True)
        assert sorted(told) == sorted(person.email for person in (*clients, cast.meera()))
        time = Consultation.every.get(group=session, seat=None)
        for call in (time, *calls):
            plan(consultation_id=call.pk)
            rooms.arrange(consultation_id=call.pk)
        reminded = Reminder.objects.values_list("person__email", flat=True)
        assert sorted(reminded) == sorted(2 * [person.email for person in (*clients, cast.meera())])
        assert list(Room.objects.values_list("consultation", flat=True)) == [time.pk]
    with clock.at(TEN):
        entering = [(cast.meera(), time), *zip(clients, calls, strict=True)]
        links = [rooms.enter(viewer=viewer, consultation_id=call.pk) for viewer, call in entering]
        assert len({link.partition("?")[0].partition("#")[0] for link in links}) == 1


def test_a_seat_is_not_moved() -> None:
    with clock.at(NOW):
        session, (one,) = opened(), people(1)
        call = take(one, session)
        for viewer in (one, cast.meera()):
            with pytest.raises(errors.NotMovable):
                moving.reschedule(
                    viewer=viewer, consultation_id=call.pk, starts_at=TEN + timedelta(days=1), reason="Why"
                )
        with pytest.raises(NotFound):
            services.cancel(viewer=cast.meera(), consultation_id=Consultation.every.get(group=session, seat=None).pk)


def test_cancelled_as_a_whole_everybody_gets_everything_back() -> None:
    with clock.at(NOW):
        session, (one, two) = opened(fee=Decimal(500)), people(2)
        services.confirm_paid(take(one, session).pk)
        take(two, session)
        for viewer in (one, cast.kabir()):
            with pytest.raises(NotFound):
                groups.cancel(viewer=viewer, group_id=session.pk, reason="Ill")
    with clock.at(TEN - timedelta(minutes=5)):
        groups.cancel(viewer=cast.meera(), group_id=session.pk, reason="Ill")
        rows = Consultation.every.filter(group=session)
        assert set(rows.values_list("status", flat=True)) == {Status.CANCELLED}
        settlement = rows.get(client=one).settlement
        assert settlement
        assert (settlement["back"], settlement["by"]) == ("500.00", "nutritionist")
        tell_all()
        assert Message.objects.filter(template="consultations/mail/cancelled", to=one.email).count() == 1


def test_ended_with_notes_for_who_came() -> None:
    with clock.at(NOW):
        session, (one, two) = opened(), people(2)
        came, missed = take(one, session), take(two, session)
        with pytest.raises(errors.NotYet):
            groups.end(viewer=cast.meera(), group_id=session.pk, summary="Good talk")
    with clock.at(TEN + timedelta(minutes=20)):
        groups.end(viewer=cast.meera(), group_id=session.pk, summary="Good talk", absent=[missed.pk])
        came.refresh_from_db()
        missed.refresh_from_db()
        assert (came.status, came.summary, missed.status) == (Status.COMPLETED, "Good talk", Status.NO_SHOW)
        assert not seats.coming(cast.meera())


def test_who_sees_which_group() -> None:
    with clock.at(NOW):
        session, (one, two) = opened(), people(2)
        take(one, session)
        assert seats.group(two, session.pk).mine is None
        assert [call.client for call in seats.participants(seats.group(cast.meera(), session.pk))] == [one]
        with pytest.raises(NotFound):
            seats.participants(seats.group(two, session.pk))
        for stranger in (cast.kabir(), cast.esha()):
            with pytest.raises(NotFound):
                seats.group(stranger, session.pk)
    with clock.at(datetime(2027, 2, 1, tzinfo=UTC)):
        assert seats.group(one, session.pk).mine
        with pytest.raises(NotFound):
            seats.group(two, session.pk)
