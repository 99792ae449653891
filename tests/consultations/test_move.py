"""Moving a call: by whom, until when, how often, and never into another one."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathya.accounts.models import User
from pathya.consultations import errors, moving, services
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Party
from pathya.consultations.schemas import call_body
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound, PathyaError
from pathya.operations import audit
from pathya.outbox.models import Message
from tests import factories as cast
from tests.consultations.factories import NOW, TEN, book, call, kind, nutritionist, tell_all
from tests.consultations.test_races import overlaps

pytestmark = pytest.mark.django_db
LATER = TEN + timedelta(days=1, hours=2)


@pytest.fixture(autouse=True)
def _monday() -> object:
    with clock.at(NOW):
        yield


def move(person: User, made: Consultation, to: datetime = LATER, reason: str = "") -> Consultation:
    return moving.reschedule(viewer=person, consultation_id=made.pk, starts_at=to, reason=reason)


def test_the_client_moves_it_and_both_are_told() -> None:
    meera = nutritionist(cast.meera())
    made = book(cast.asha(), meera)
    moved = move(cast.asha(), made)
    moved.refresh_from_db()
    assert (moved.starts_at, moved.duration_minutes, moved.sequence, moved.moves) == (LATER, 20, 1, 1)
    event = audit.events(subject_id=made.pk).first()
    assert (event.event, event.detail["override"]) == ("consultations.call.moved", False)
    book(cast.bilal(), meera)
    tell_all()
    told = Message.objects.filter(to="asha@pathya.example").latest("created_at")
    assert told.subject.startswith("Moved:")
    assert b"SEQUENCE:1" in bytes(told.attachments.get().content)


def test_by_half_an_hour_it_does_not_stand_in_its_own_way() -> None:
    made = book(cast.asha(), nutritionist(cast.meera(), step_minutes=10))
    assert move(cast.asha(), made, TEN + timedelta(minutes=10)).starts_at == TEN + timedelta(minutes=10)


def test_strangers_find_nothing() -> None:
    made = book(cast.asha(), nutritionist(cast.meera()))
    for stranger in (cast.charlie(), cast.kabir(), cast.esha()):
        with pytest.raises(NotFound):
            move(stranger, made, reason="Mine")


def test_a_taken_time_is_refused_to_either() -> None:
    meera = nutritionist(cast.meera())
    made = book(cast.asha(), meera)
    book(cast.bilal(), meera, LATER)
    with pytest.raises(errors.SlotTaken) as fact:
        move(cast.asha(), made)
    assert fact.value.extra["nearest"]
    with pytest.raises(errors.SlotTaken):
        move(cast.meera(), made, LATER + timedelta(minutes=15), "Train")
    call(cast.asha(), nutritionist(cast.kabir()), LATER + timedelta(hours=1))
    with pytest.raises(errors.ClientBusy):
        move(cast.meera(), made, LATER + timedelta(hours=1), "Train")
    made.refresh_from_db()
    assert (made.starts_at, made.sequence) == (TEN, 0)


def test_the_client_keeps_notice_limit_and_hours() -> None:
    made = book(cast.asha(), nutritionist(cast.meera(), step_minutes=60))
    with pytest.raises(errors.SlotNotOffered):
        move(cast.asha(), made, LATER.replace(hour=20))
    for hour in (1, 2, 3):
        made = move(cast.asha(), made, LATER + timedelta(hours=hour))
    with pytest.raises(errors.NotMovable):
        move(cast.asha(), made, LATER)
    soon = call(cast.bilal(), nutritionist(cast.kabir()), NOW + timedelta(hours=23, minutes=59))
    with pytest.raises(errors.NotMovable):
        move(cast.bilal(), soon)


def test_the_host_moves_outside_the_hours_with_a_reason() -> None:
    made = book(cast.asha(), nutritionist(cast.meera()))
    night = datetime(2027, 1, 12, 15, 30, tzinfo=UTC)  # 9 pm in Kolkata
    with pytest.raises(Invalid):
        move(cast.meera(), made, night)
    move(cast.meera(), made, night, "A funeral")
    made.refresh_from_db()
    assert (made.starts_at, made.moves, made.move_reason) == (night, 0, "A funeral")
    event = audit.events(subject_id=made.pk).first()
    assert event.detail["override"] is True
    assert "funeral" not in str(event.detail)
    move(cast.adi(), made, LATER, "The practice is closed")
    with clock.at(LATER), pytest.raises(errors.NotMovable):
        move(cast.meera(), made, LATER + timedelta(hours=3), "Late")


def test_the_host_extends_but_never_into_the_next() -> None:
    meera = nutritionist(cast.meera())
    made = book(cast.asha(), meera)
    book(cast.bilal(), meera, TEN + timedelta(hours=1))
    longer = moving.extend(viewer=cast.meera(), consultation_id=made.pk, minutes=45, reason="Much to say")
    assert (longer.busy_until, longer.move_reason) == (TEN + timedelta(minutes=55), "Much to say")
    page = Client()
    page.force_login(cast.meera())
    where = f"/practice/calls/{made.pk}/length/"
    assert where in page.get(f"/practice/calls/{made.pk}/").content.decode()
    assert page.post(where, {"minutes": "60", "reason": "More"}).status_code == 409
    assert page.post(where, {"minutes": "40", "reason": "Less"}).status_code == 302
    made.refresh_from_db()
    assert made.duration_minutes == 40
    with pytest.raises(errors.SlotTaken):
        moving.extend(viewer=cast.meera(), consultation_id=made.pk, minutes=60, reason="More")
    with pytest.raises(errors.NotMovable):
        moving.extend(viewer=cast.asha(), consultation_id=made.pk, minutes=30, reason="Mine")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["book", "move", "host", "extend", "cancel"]),
        st.integers(0, 2),
        st.integers(0, 1),
        st.integers(0, 40),
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_no_two_calls_overlap(steps: list[tuple[str, int, int, int]]) -> None:
    clients = [cast.asha(), cast.bilal(), cast.charlie()]
    hosts = [nutritionist(cast.meera()), nutritionist(cast.kabir(), step_minutes=10, buffer_minutes=15)]
    kind()
    Consultation.objects.all().delete()
    for verb, who, host, step in steps:
        at = TEN + timedelta(minutes=10 * step)
        open_calls = list(Consultation.objects.exclude(status="cancelled").order_by("pk"))
        try:
            if verb == "book":
                book(clients[who], hosts[host], at)
            elif open_calls:
                one = open_calls[step % len(open_calls)]
                if verb == "cancel":
                    services.cancel(viewer=one.client, consultation_id=one.pk)
                elif verb == "extend":
                    user = one.nutritionist.user
                    moving.extend(viewer=user, consultation_id=one.pk, minutes=5 + step * 3, reason="x")
                else:
                    move(one.client if verb == "move" else one.nutritionist.user, one, at, "x")
        except PathyaError:
            continue
        assert overlaps() == 0


def test_after_a_hosts_move_the_client_may_cancel_for_everything() -> None:
    """By an admin or the nutritionist, close to the start too; the client's own choice brings the terms back."""
    meera = nutritionist(cast.meera())
    paid = call(cast.asha(), meera, TEN, fee_amount=Decimal(1200))
    assert call_body(paid, cast.asha())["full_refund_until"] is None
    move(cast.adi(), paid, LATER, "Meera is ill")
    move(cast.meera(), paid, LATER + timedelta(hours=1), "Later still")
    tell_all()
    assert (
        "everything back"
        in Message.objects.filter(to="asha@pathya.example", template__endswith="moved").latest("created_at").text
    )
    with clock.at(LATER):
        paid.refresh_from_db()
        assert (paid.moved_by_host, paid.moved_from, paid.share_back(Party.CLIENT, clock.now())) == (True, TEN, 100)
        assert call_body(paid, cast.asha())["full_refund_until"] == paid.starts_at
        page = Client()
        page.force_login(cast.asha())
        shown = page.get(f"/portal/consultations/{paid.pk}/cancel/").content.decode()
        assert "get everything back" in shown
        assert "Later still" in shown
        gone = services.cancel(viewer=cast.asha(), consultation_id=paid.pk)
        assert (gone.settlement["back"], gone.settlement["movedFrom"]) == ("1200.00", TEN.isoformat())

    other = call(cast.bilal(), meera, TEN, fee_amount=Decimal(1200))
    move(cast.meera(), other, LATER, "Ill")
    moving.reschedule(viewer=cast.bilal(), consultation_id=other.pk, starts_at=LATER + timedelta(days=1))
    other.refresh_from_db()
    assert (other.moved_by_host, other.moved_from) == (False, None)
    moving.reschedule(viewer=cast.meera(), consultation_id=other.pk, starts_at=LATER, reason="As asked", wished=True)
    other.refresh_from_db()
    assert other.share_back(Party.CLIENT, LATER - timedelta(hours=1)) == 0


def test_an_admin_moves_extends_and_cancels_one_call_on_pages() -> None:
    made = book(cast.asha(), nutritionist(cast.meera()), notes="Only for Meera")
    adi = Client()
    adi.force_login(cast.adi())
    listed = adi.get("/office/calls/?q=asha").content.decode()
    assert f"/office/calls/{made.pk}/" in listed
    assert "Nothing found" in adi.get("/office/calls/?q=nobody").content.decode()
    here = f"/practice/calls/{made.pk}"
    assert adi.post(f"{here}/move/", {"at": "2027-01-13T12:00", "reason": ""}).status_code == 422
    assert adi.post(f"{here}/move/", {"at": "2027-01-13T12:00", "reason": "Ill"})["Location"].startswith("/office/")
    assert adi.post(f"{here}/length/", {"minutes": 40, "reason": "More time"}).status_code == 302
    made.refresh_from_db()
    assert (made.sequence, made.duration_minutes, made.moved_by_host) == (2, 40, True)
    page = adi.get(f"/office/calls/{made.pk}/").content.decode()
    assert "Only for Meera" not in page
    assert "More time" not in page
    assert adi.post(f"{here}/cancel/", {"reason": ""}).status_code == 422
    assert adi.post(f"{here}/cancel/", {"reason": "Closed"}).status_code == 302
