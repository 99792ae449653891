import pytest

from pathya.care import personal, selectors, services
from pathya.care.models import CareRelation, Delegate, RecordRead
from tests.factories import asha, bilal, charlie, meera

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def told() -> None:
    for client in (asha(), bilal()):
        services.begin(client=client, nutritionist=meera())
        services.note_read(viewer=meera(), client_id=client.pk, what="history")
    services.invite(client=asha(), email="aunt@mail.example", tie="family")


def test_the_export_holds_ones_own_and_nothing_of_others() -> None:
    parts = {part.name: list(part.rows) for part in personal.gather(asha())}
    assert [row["nutritionist"] for row in parts["care_relations"]] == [meera().get_full_name()]
    assert [row["reader"] for row in parts["record_reads"]] == [meera().get_full_name()]
    assert [row["email"] for row in parts["delegates"]] == ["aunt@mail.example"]
    assert bilal().get_full_name() not in str(parts)
    assert not any(list(part.rows) for part in personal.gather(charlie()))


def test_erasing_takes_ones_own_away_and_leaves_others() -> None:
    for _ in range(2):
        told = personal.erase(asha())
    assert {one.name: one.count for one in told} == {
        "record_reads": 0,
        "delegates": 0,
        "care_relations": 0,
        "reads_of_others": 0,
    }
    assert not selectors.treats(meera(), asha().pk)
    assert CareRelation.objects.get().client == bilal()
    assert RecordRead.objects.get().client == bilal()
    assert not Delegate.objects.exists()


def test_erasing_a_nutritionist_keeps_the_clients_trail() -> None:
    told = {one.name: one for one in personal.erase(meera())}
    assert told["reads_of_others"].count == 2
    assert RecordRead.objects.filter(client=asha()).exists()
    assert not selectors.treats(meera(), asha().pk)
