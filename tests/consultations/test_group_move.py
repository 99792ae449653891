"""A group is moved as a whole: its time, every seat, what is told, reminded and offered; or nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from icalendar import Calendar

from pathya.consultations import errors, offering, regrouping, services
from pathya.consultations.models import Consultation, GroupSession, GroupWait
from pathya.consultations.rules import OFFER, Status
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.meetings.models import Reminder
from pathya.meetings.reminders import plan
from pathya.outbox.models import Message
from tests import factories as cast
from tests.consultations.factories import NOW, TEN, book, call, nutritionist, tell_all
from tests.consultations.test_groups import opened, people, take

pytestmark = pytest.mark.django_db
LATER = TEN + timedelta(days=1, hours=2)


def times(session: GroupSession) -> set[tuple[object, int]]:
    return set(Consultation.every.filter(group=session).values_list("starts_at", "sequence"))


def test_every_seat_moves_and_everybody_is_told_and_reminded_anew() -> None:
    with clock.at(NOW):
        session, (one, two) = opened(), people(2)
        calls = [take(one, session), take(two, session)]
        tell_all()
        for each in calls:
            plan(consultation_id=each.pk)
        time = regrouping.move(viewer=cast.meera(), group_id=session.pk, starts_at=LATER, reason="Ill", sequence=0)
        assert (time.ends_at, time.busy_until) == (LATER + timedelta(minutes=45), LATER + timedelta(minutes=55))
        assert times(session) == {(LATER, 1)}
        tell_all()
        for each in calls:
            plan(consultation_id=each.pk)
        due = Reminder.objects.filter(consultation=calls[0], state="waiting", channel="mail", lead_minutes=60)
        assert [row.due_at for row in due] == [LATER - timedelta(hours=1)]
        moved = Message.objects.filter(template="consultations/mail/moved")
        assert sorted(moved.values_list("to", flat=True)) == sorted([one.email, two.email])
        mail = moved.get(to=one.email)
        (event,) = Calendar.from_ical(bytes(mail.attachments.get().content)).walk("VEVENT")
        assert (event["SEQUENCE"], event.decoded("DTSTART")) == (1, LATER)
        told = Message.objects.filter(template="consultations/mail/group", to=cast.meera().email)
        assert [row.subject.startswith("Moved: ") for row in told.order_by("created_at")] == [False, True]


def test_a_call_of_anybody_keeps_the_whole_group_where_it_is() -> None:
    with clock.at(NOW):
        session, (one, two) = opened(), people(2)
        take(one, session), take(two, session)
        call(two, nutritionist(cast.kabir()), LATER)
        book(cast.charlie(), nutritionist(cast.meera()), LATER + timedelta(days=1))

        def moves(**changes: object) -> None:
            asked = {"viewer": cast.meera(), "starts_at": LATER, "reason": "Ill", **changes}
            regrouping.move(group_id=session.pk, **asked)  # type: ignore[arg-type]

        for fact, changes in (
            (errors.SeatsBusy, {}),
            (errors.SlotTaken, {"starts_at": LATER + timedelta(days=1)}),
            (errors.ChangedMeanwhile, {"sequence": 4}),
            (errors.SlotPast, {"starts_at": NOW}),
            (Invalid, {"reason": " "}),
            (NotFound, {"viewer": cast.kabir()}),
            (NotFound, {"viewer": one}),
        ):
            with pytest.raises(fact):
                moves(**changes)
        assert times(session) == {(TEN, 0)}
        moves(viewer=cast.adi(), starts_at=TEN + timedelta(minutes=10))
    with clock.at(TEN + timedelta(minutes=10)), pytest.raises(errors.GroupOver):
        moves(starts_at=TEN + timedelta(days=3))


def test_who_cannot_come_then_gets_everything_back() -> None:
    with clock.at(NOW):
        session, (one,) = opened(fee=Decimal(500)), people(1)
        mine = services.confirm_paid(take(one, session).pk)
        regrouping.move(viewer=cast.meera(), group_id=session.pk, starts_at=LATER, reason="Ill")
    with clock.at(LATER - timedelta(minutes=30)):
        page = Client()
        page.force_login(one)
        text = page.get(f"/portal/consultations/{mine.pk}/").content.decode()
        assert "Cancel now: ₹500 back of ₹500." in text
        left = services.cancel(viewer=one, consultation_id=mine.pk)
        assert left.settlement
        assert left.settlement["back"] == "500.00"


def test_an_offered_seat_is_offered_anew_for_the_new_time() -> None:
    with clock.at(NOW):
        session, (one, two, three) = opened(seats=2), people(3)
        mine = take(one, session)
        take(two, session)
        offering.wait(client=three, group_id=session.pk)
        services.cancel(viewer=one, consultation_id=mine.pk)
        assert offering.offer_due() == 1
    with clock.at(NOW + timedelta(hours=1)):
        regrouping.move(viewer=cast.meera(), group_id=session.pk, starts_at=LATER, reason="Ill")
        assert GroupWait.objects.get(offer_until__gte=NOW + timedelta(hours=1) + OFFER)
        assert take(three, session).starts_at == LATER
    assert Message.objects.filter(template="consultations/mail/seat", to=three.email).count() == 2


def test_by_its_form_and_by_dragging_it_in_the_week() -> None:
    with clock.at(NOW):
        session, page = opened(), Client()
        page.force_login(cast.meera())
        week = page.get("/practice/week/?from=2027-01-12").content.decode()
        url = f"/practice/week/groups/{session.pk}/move/"
        assert f'data-url="{url}"' in week
        posted = {"at": "2027-01-13T12:00", "reason": "Ill", "sequence": "0"}
        assert page.post(url, posted).headers["Location"] == f"/practice/week/groups/{session.pk}/"
        assert Consultation.every.get(group=session).starts_at == LATER
        answer = page.post(url, {**posted, "at": "2027-01-13T15:00"}, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (409, "changed_meanwhile")
        dragged = {"at": "2027-01-13T15:00", "reason": "Ill", "sequence": "1"}
        assert page.post(url, dragged, headers={"Accept": "application/json"}).json()["sequence"] == 2
        assert Consultation.every.get(group=session).status == Status.SCHEDULED
