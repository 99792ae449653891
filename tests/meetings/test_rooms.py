"""Rooms follow their calls; who enters gets the own link, in the time for it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.integrations.delivery import Temporary
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.meetings import errors, rooms
from pathya.meetings.models import Room
from tests import factories as cast
from tests.api import ApiClient
from tests.consultations.factories import NOW, call, nutritionist
from tests.meetings.factories import ACCOUNT, FakeZoom

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def zoom(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> FakeZoom:
    settings.ZOOM = ACCOUNT
    fake = FakeZoom()
    monkeypatch.setattr(rooms, "meeting_service", lambda: fake)
    return fake


def booked() -> Consultation:
    made = call(cast.asha(), nutritionist(cast.meera()), NOW + timedelta(days=1))
    rooms.arrange(consultation_id=made.pk)
    return made


@pytest.mark.django_db
def test_a_room_is_made_moved_and_removed_with_its_call(zoom: FakeZoom) -> None:
    made = booked()
    rooms.arrange(consultation_id=made.pk)
    [(number, wanted)] = zoom.meetings.items()
    assert (wanted.topic, wanted.minutes, wanted.host) == ("Pathya", 20, "meera@pathya.example")
    assert len(zoom.told) == 1
    for name in ("starts_at", "ends_at", "busy_until"):
        setattr(made, name, getattr(made, name) + timedelta(hours=1))
    made.save()
    rooms.arrange(consultation_id=made.pk)
    assert zoom.meetings[number].starts_at == made.starts_at
    Consultation.objects.filter(pk=made.pk).update(status=Status.CANCELLED, cancelled_at=NOW)
    rooms.arrange(consultation_id=made.pk)
    rooms.arrange(consultation_id=made.pk)
    assert zoom.meetings == {}
    assert Room.objects.get().closed_at


@pytest.mark.django_db
def test_a_meeting_deleted_at_zoom_is_made_anew(zoom: FakeZoom) -> None:
    made = booked()
    zoom.meetings.clear()
    Room.objects.update(minutes=10)
    rooms.arrange(consultation_id=made.pk)
    assert Room.objects.get().external_id in zoom.meetings


@pytest.mark.django_db
def test_when_zoom_fails_at_booking_the_call_goes_to_jitsi(zoom: FakeZoom) -> None:
    zoom.down = True
    made = booked()
    room = Room.objects.get()
    assert (room.provider, room.trouble) == ("jitsi", "zoom down 503")
    with clock.at(made.starts_at):
        assert rooms.enter(viewer=cast.asha(), consultation_id=made.pk).startswith(f"https://meet.jit.si/{room.name}")


@pytest.mark.django_db
def test_a_move_that_zoom_does_not_take_is_tried_again(zoom: FakeZoom) -> None:
    made = booked()
    Room.objects.update(minutes=10)
    zoom.down = True
    with pytest.raises(Temporary):
        rooms.arrange(consultation_id=made.pk)
    zoom.down = False
    rooms.arrange(consultation_id=made.pk)
    assert Room.objects.get().minutes == 20


@pytest.mark.django_db
def test_the_host_link_is_the_nutritionists_alone(zoom: FakeZoom) -> None:
    made = booked()
    number = Room.objects.get().external_id
    with clock.at(made.starts_at):
        assert rooms.enter(viewer=cast.asha(), consultation_id=made.pk) == f"https://zoom.us/j/{number}"
        assert rooms.enter(viewer=cast.meera(), consultation_id=made.pk) == f"https://zoom.us/s/{number}?zak=new"
        zoom.down = True
        assert rooms.enter(viewer=cast.meera(), consultation_id=made.pk) == f"https://zoom.us/s/{number}?zak=old"
        for stranger in (cast.charlie(), cast.kabir(), cast.adi(), cast.esha()):
            with pytest.raises(NotFound):
                rooms.enter(viewer=stranger, consultation_id=made.pk)


@pytest.mark.django_db
def test_links_are_sealed_and_names_can_not_be_guessed(zoom: FakeZoom) -> None:
    booked()
    row = Room.objects.values("name", "host_url", "join_url").get()
    assert "zoom.us" not in str(row["host_url"]) + str(row["join_url"])
    assert len(row["name"]) == len("pathya-") + 32


@pytest.mark.django_db
def test_one_enters_from_15_minutes_before_until_the_end_as_often_as_needed() -> None:
    made = booked()
    asha = cast.asha()
    with clock.at(made.starts_at - 15 * MINUTE - timedelta(seconds=2)), pytest.raises(errors.TooEarly):
        rooms.enter(viewer=asha, consultation_id=made.pk)
    links = set()
    for moment in (made.starts_at - 15 * MINUTE, made.starts_at, made.ends_at - MINUTE):
        with clock.at(moment):
            links.add(rooms.enter(viewer=asha, consultation_id=made.pk))
    assert len(links) == 1
    with clock.at(made.ends_at), pytest.raises(errors.CallOver):
        rooms.enter(viewer=asha, consultation_id=made.pk)
    Consultation.objects.filter(pk=made.pk).update(status=Status.COMPLETED)
    with clock.at(made.starts_at), pytest.raises(errors.CallOver):
        rooms.enter(viewer=asha, consultation_id=made.pk)


@pytest.mark.django_db
def test_a_room_not_arranged_in_time_is_made_at_the_door() -> None:
    made = call(cast.asha(), nutritionist(cast.meera()), NOW + timedelta(days=1))
    with clock.at(made.starts_at):
        link = rooms.enter(viewer=cast.asha(), consultation_id=made.pk)
        assert rooms.enter(viewer=cast.meera(), consultation_id=made.pk).partition("#")[0] == link.partition("#")[0]


@pytest.mark.usefixtures("committed")
def test_two_workers_at_once_leave_one_meeting(zoom: FakeZoom) -> None:
    made = call(cast.asha(), nutritionist(cast.meera()), NOW + timedelta(days=1))
    both, create = Barrier(2), zoom.create

    def slow_create(wanted: rooms.Wanted) -> rooms.Arranged:
        both.wait()
        return create(wanted)

    zoom.create = slow_create  # type: ignore[method-assign]

    def work() -> None:
        try:
            rooms.arrange(consultation_id=made.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        for job in [threads.submit(work) for _ in range(2)]:
            job.result()
    assert list(zoom.meetings) == [Room.objects.get().external_id]


@pytest.mark.django_db
def test_the_lobby_is_for_the_two_people_and_lets_camera_and_service_through(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = call(cast.asha(), nutritionist(cast.meera()), NOW + timedelta(days=1), notes="Thyroid")
    address = f"/calls/{made.pk}/"
    for stranger in (cast.charlie(), cast.kabir(), cast.adi()):
        client.force_login(stranger)
        assert client.get(address).status_code == client.post(f"{address}enter/").status_code == 404
    client.force_login(cast.asha())
    with django_assert_max_num_queries(8):
        page = client.get(address)
    assert "Thyroid" in page.content.decode()
    assert "camera=(self)" in page["Permissions-Policy"]
    assert "microphone=(self)" in page["Permissions-Policy"]
    assert "form-action 'self' https://meet.jit.si" in page["Content-Security-Policy"]
    assert "unsafe" not in page["Content-Security-Policy"]
    assert "camera=()" in client.get("/account/reminders/")["Permissions-Policy"]
    early = client.post(f"{address}enter/")
    assert (early.status_code, "opens 15 minutes before" in early.content.decode()) == (409, True)
    with clock.at(made.starts_at):
        entered = client.post(f"{address}enter/")
    assert entered.status_code == 302
    assert entered["Location"].startswith("https://meet.jit.si/pathya-")
    assert entered["Referrer-Policy"] == "no-referrer"


@pytest.mark.django_db
def test_the_api_gives_the_same_way_in() -> None:
    made = booked()
    address = f"/consultations/{made.pk}/room"
    early = ApiClient(cast.asha()).post(address)
    assert (early.status_code, early.json()["error"]["code"]) == (409, "too_early")
    with clock.at(made.starts_at):
        url = ApiClient(cast.asha()).post(address).json()["data"]["url"]
        assert url.startswith(f"https://meet.jit.si/{Room.objects.get().name}")
        assert ApiClient(cast.charlie()).post(address).status_code == 404
