from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connections, transaction
from django.test import Client

from pathya.care import selectors, services
from pathya.care.models import CareRelation, RecordRead
from pathya.care.rules import WITHOUT_CONTACT
from pathya.kit import clock
from pathya.kit.errors import NotFound
from tests.consultations.factories import NOW, book, nutritionist, tell_all
from tests.factories import adi, asha, bilal, charlie, esha, kabir, meera


@pytest.mark.django_db
def test_a_booking_lets_that_nutritionist_read_and_nobody_else() -> None:
    with clock.at(NOW):
        book(asha(), nutritionist(meera()))
        assert not selectors.may_read(meera(), asha().pk)
        tell_all()
    assert selectors.client(meera(), asha().pk) == asha()
    assert list(selectors.clients_of(meera())) == [asha()]
    for stranger in (kabir(), bilal(), charlie(), esha(), adi()):
        assert not selectors.may_read(stranger, asha().pk)
        with pytest.raises(NotFound):
            selectors.client(stranger, asha().pk)
    assert not selectors.may_act(meera(), asha().pk)


@pytest.mark.django_db
def test_either_side_ends_it_and_a_stranger_can_not() -> None:
    relation = services.begin(client=asha(), nutritionist=meera())
    for stranger in (kabir(), charlie()):
        with pytest.raises(NotFound):
            services.end(viewer=stranger, relation_id=relation.pk)
    services.end(viewer=asha(), relation_id=relation.pk)
    services.end(viewer=meera(), relation_id=relation.pk)
    relation.refresh_from_db()
    assert relation.ended_why == "client"
    assert not selectors.may_read(meera(), asha().pk)
    again = services.begin(client=asha(), nutritionist=meera())
    assert again.pk != relation.pk


@pytest.mark.django_db
def test_a_nutritionist_ends_it_on_the_page_and_another_can_not() -> None:
    relation = services.begin(client=asha(), nutritionist=meera())
    for who, status in ((kabir(), 404), (bilal(), 404), (esha(), 404), (meera(), 302)):
        assert selectors.treats(meera(), asha().pk)
        page = Client()
        page.force_login(who)
        assert page.post(f"/portal/care/relations/{relation.pk}/end/").status_code == status
    assert not selectors.treats(meera(), asha().pk)


@pytest.mark.django_db
def test_a_year_without_contact_ends_it() -> None:
    services.begin(client=asha(), nutritionist=meera())
    services.begin(client=bilal(), nutritionist=meera())
    with clock.at(clock.now() + timedelta(days=300)):
        services.touch(client=bilal(), nutritionist=meera())
    with clock.at(clock.now() + WITHOUT_CONTACT + timedelta(days=1)):
        assert services.end_silent() == 1
        assert services.end_silent() == 0
    assert list(selectors.clients_of(meera())) == [bilal()]


@pytest.mark.django_db
def test_reads_of_others_are_kept_once_in_a_while_and_never_changed() -> None:
    services.note_read(viewer=asha(), client_id=asha().pk, what="history")
    for _ in range(3):
        services.note_read(viewer=meera(), client_id=asha().pk, what="history")
    services.note_read(viewer=meera(), client_id=asha().pk, what="metrics")
    with clock.at(clock.now() + timedelta(hours=1)):
        services.note_read(viewer=meera(), client_id=asha().pk, what="history")
    assert sorted(selectors.reads(asha()).values_list("what", flat=True)) == ["history", "history", "metrics"]
    assert not selectors.reads(bilal()).exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        RecordRead.objects.update(what="profile")


def test_two_bookings_at_once_make_one_relation(committed: str) -> None:
    client, nutritionist, gate = asha(), meera(), Barrier(8)

    def begin() -> None:
        gate.wait()
        services.begin(client=client, nutritionist=nutritionist)
        connections.close_all()

    threads = [Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert CareRelation.objects.count() == 1
