"""Series: the same time on the wall, conflicts seen before, all or none, paid by credits or one order."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from pathya.consultations import errors, paying, series, services
from pathya.consultations.models import Consultation, Series
from pathya.consultations.rules import Status
from pathya.credits import services as sessions
from pathya.credits.selectors import left
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.meetings.models import Reminder
from pathya.meetings.reminders import plan
from pathya.outbox.models import Message
from tests import factories as cast
from tests.consultations import oracle
from tests.consultations.factories import NOW, TEN, book, call, kind, nutritionist, tell_all
from tests.consultations.test_slots_grid import ZONES

WEEK = timedelta(weeks=1)


def weekly(count: int = 4, first: datetime = TEN) -> list[datetime]:
    return [first + n * WEEK for n in range(count)]


def booked(starts: list[datetime] | None = None, slug: str = "discovery", *, with_credit: bool = False) -> Series:
    """Asha's with Meera."""
    return series.book(
        client=cast.asha(),
        nutritionist_id=nutritionist(cast.meera()).pk,
        kind_id=kind(slug).pk,
        starts=starts or weekly(),
        zone="Asia/Kolkata",
        with_credit=with_credit,
    )


def previewed(first: datetime = TEN, count: int = 4, weeks: int = 1) -> list[series.Date]:
    who = nutritionist(cast.meera())
    return series.preview(
        client=cast.asha(), nutritionist_id=who.pk, kind_id=kind().pk, starts_at=first, count=count, every_weeks=weeks
    )


@settings(max_examples=150, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(date(2027, 1, 1), date(2027, 12, 31)),
    minute=st.integers(0, 1439),
    count=st.integers(2, 12),
    weeks=st.sampled_from([1, 2]),
)
def test_each_date_is_the_same_time_on_the_wall(zone: str, day: date, minute: int, count: int, weeks: int) -> None:
    here = ZoneInfo(zone)
    first = oracle.wall(here, day, minute)
    shown = first.astimezone(here)
    minute, day = shown.hour * 60 + shown.minute, shown.date()
    expected = [first] + [oracle.wall(here, day + n * weeks * WEEK, minute) for n in range(1, count)]
    assert series.times(first, here, count, weeks) == expected


@pytest.mark.parametrize(
    ("practice", "viewer", "first", "shown"),
    [
        ("Asia/Kolkata", "Europe/London", date(2027, 3, 15), ["04:30", "04:30", "05:30", "05:30"]),
        ("Asia/Kolkata", "America/New_York", date(2027, 3, 8), ["23:30", "00:30", "00:30", "00:30"]),
        ("Asia/Kolkata", "Australia/Sydney", date(2027, 3, 29), ["15:30", "14:30", "14:30", "14:30"]),
        ("Asia/Kolkata", "Europe/London", date(2027, 10, 18), ["05:30", "05:30", "04:30", "04:30"]),
        ("Europe/London", "Asia/Kolkata", date(2027, 3, 15), ["15:30", "15:30", "14:30", "14:30"]),
        ("Europe/London", "Asia/Kolkata", date(2027, 10, 18), ["14:30", "14:30", "15:30", "15:30"]),
        ("Australia/Sydney", "America/New_York", date(2027, 3, 8), ["18:00", "19:00", "19:00", "19:00"]),
    ],
)
def test_clients_elsewhere_see_the_clocks_change(practice: str, viewer: str, first: date, shown: list[str]) -> None:
    """Mondays at ten. New York changes on 14 March, London on the 28th and on 31 October, Sydney on 4 April 2027."""
    zone = ZoneInfo(practice)
    found = series.times(datetime.combine(first, time(10), zone).astimezone(UTC), zone, 4, 1)
    assert {f"{moment.astimezone(zone):%a %H:%M}" for moment in found} == {"Mon 10:00"}
    assert [f"{moment.astimezone(ZoneInfo(viewer)):%H:%M}" for moment in found] == shown


@pytest.mark.django_db
def test_conflicts_are_seen_before_with_the_nearest_free_time() -> None:
    with clock.at(NOW):
        meera = nutritionist(cast.meera())
        call(cast.bilal(), meera, TEN + WEEK)
        call(cast.asha(), nutritionist(cast.kabir()), TEN + 2 * WEEK)
        found = previewed()
        assert [each.against for each in found] == ["", "slot_taken", "client_busy", ""]
        near = [each.nearest.start if each.nearest else None for each in found]
        assert near == [None, TEN + WEEK - timedelta(minutes=30), TEN + 2 * WEEK - timedelta(minutes=30), None]
        assert [each.against for each in previewed(TEN.replace(hour=15))] == ["slot_not_offered"] * 4
        assert previewed(TEN + timedelta(days=40))[0].against == "slot_too_far"
        made = booked([each.nearest.start if each.nearest else each.starts_at for each in found])
        assert made.calls.count() == 4


@pytest.mark.django_db
def test_past_the_horizon_but_not_the_first() -> None:
    with clock.at(NOW):
        assert booked(weekly(12)).calls.count() == 12
        with pytest.raises(errors.SlotTooFar):
            booked(weekly(2, TEN + timedelta(days=40)))


@pytest.mark.django_db
def test_all_or_none() -> None:
    with clock.at(NOW):
        call(cast.bilal(), nutritionist(cast.meera()), TEN + 3 * WEEK)
        with pytest.raises(errors.SlotTaken) as told:
            booked()
        assert told.value.extra["time"] == "2027-02-02T04:30:00Z"
        assert told.value.extra["nearest"]
        assert not Consultation.objects.filter(client=cast.asha()).exists()
        assert not Series.objects.exists()
        for starts in ([TEN], weekly(13)):
            with pytest.raises(Invalid):
                booked(starts)


@pytest.mark.django_db
def test_one_mail_to_each_with_every_call_and_reminders_for_all() -> None:
    with clock.at(NOW):
        made = booked()
        tell_all()
        for each in made.calls.all():
            plan(consultation_id=each.pk)
        assert Message.objects.count() == 2
        mail = Message.objects.get(to=cast.asha().email)
        file = Calendar.from_ical(mail.attachments.get().content)
        assert [event.decoded("dtstart") for event in file.walk("VEVENT")] == weekly()
        assert Reminder.objects.count() == 16
        assert {row.due_at for row in Reminder.objects.filter(person=cast.asha(), lead_minutes=60)} == {
            start - timedelta(hours=1) for start in weekly()
        }


@pytest.mark.django_db
def test_paid_by_sessions_of_a_package_or_not_at_all() -> None:
    with clock.at(NOW):
        fee = kind("first")
        nutritionist(cast.meera())
        sessions.grant(owner=cast.asha(), kind_id=fee.pk, count=3, source="Package")
        with pytest.raises(errors.NoCredit):
            booked(slug="first", with_credit=True)
        assert left(cast.asha(), fee.pk) == 3
        made = booked(weekly(3), slug="first", with_credit=True)
        assert left(cast.asha(), fee.pk) == 0
        assert set(made.calls.values_list("status", "by_credit")) == {(Status.SCHEDULED, True)}


@pytest.mark.django_db
def test_held_calls_are_paid_by_one_order() -> None:
    with clock.at(NOW):
        made = booked(weekly(12), slug="first")
        order = paying.order_for_series(client=cast.asha(), series_id=made.pk)
        assert (order.total, order.lines.count()) == (12 * 1200, 12)
        assert paying.order_for_series(client=cast.asha(), series_id=made.pk).pk == order.pk
        with pytest.raises(NotFound):
            paying.order_for_series(client=cast.bilal(), series_id=made.pk)
        for line in order.lines.all():
            services.confirm_paid(line.reference)
        tell_all()
        assert Message.objects.filter(template="consultations/mail/series").count() == 2


@pytest.mark.django_db
def test_cancel_one_or_the_rest() -> None:
    with clock.at(NOW):
        made = booked()
        calls = list(series.of(cast.asha(), made.pk))
        services.cancel(viewer=cast.asha(), consultation_id=calls[1].pk)
        with pytest.raises(NotFound):
            series.cancel_rest(viewer=cast.bilal(), series_id=made.pk)
        gone = series.cancel_rest(viewer=cast.meera(), series_id=made.pk, since=calls[2].starts_at)
        assert [each.pk for each in gone] == [calls[2].pk, calls[3].pk]
        with pytest.raises(errors.NotCancellable):
            series.cancel_rest(viewer=cast.asha(), series_id=made.pk, since=calls[1].starts_at)
        left_over = made.calls.filter(status=Status.SCHEDULED)
        assert [each.pk for each in left_over] == [calls[0].pk]
        assert book(cast.asha(), nutritionist(cast.meera()), calls[3].starts_at)
