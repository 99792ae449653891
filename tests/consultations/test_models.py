"""What the database itself refuses."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from pathya.accounts.models import Role, User
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.nutritionists.models import ConsultationKind, Nutritionist

pytestmark = pytest.mark.django_db
TEN = datetime(2027, 1, 11, 10, tzinfo=UTC)


def person(name: str, role: Role = Role.CLIENT) -> User:
    return User.objects.create_user(f"{name}@pathya.example", first_name=name, last_name="Test", role=role)


def practitioner(name: str) -> Nutritionist:
    return Nutritionist.objects.create(
        user=person(name, Role.NUTRITIONIST), slug=name, headline_en="h", about_en="a", practising_since=2015
    )


@pytest.fixture
def kind() -> ConsultationKind:
    return ConsultationKind.objects.get_or_create(slug="discovery", defaults={"name_en": "Discovery call"})[0]


def call(kind: ConsultationKind, who: Nutritionist, client: User, start: datetime, **changes: object) -> Consultation:
    fields: dict[str, object] = {
        "nutritionist": who,
        "client": client,
        "kind": kind,
        "starts_at": start,
        "ends_at": start + timedelta(minutes=20),
        "buffer_minutes": 10,
        "busy_until": start + timedelta(minutes=30),
        "time_zone": "Asia/Kolkata",
    }
    with transaction.atomic():
        return Consultation.objects.create(**(fields | changes))


def test_a_nutritionist_is_free_again_after_the_buffer(kind: ConsultationKind) -> None:
    meera, asha, bilal = practitioner("meera"), person("asha"), person("bilal")
    call(kind, meera, asha, TEN)
    for minutes in (-29, -10, 0, 20, 29):
        with pytest.raises(IntegrityError, match="consultation_nutritionist_apart"):
            call(kind, meera, bilal, TEN + timedelta(minutes=minutes))
    call(kind, meera, bilal, TEN + timedelta(minutes=30))
    call(kind, meera, bilal, TEN - timedelta(minutes=30))


def test_a_client_is_in_one_call_at_a_time(kind: ConsultationKind) -> None:
    meera, kabir, asha = practitioner("meera"), practitioner("kabir"), person("asha")
    call(kind, meera, asha, TEN)
    with pytest.raises(IntegrityError, match="consultation_client_apart"):
        call(kind, kabir, asha, TEN + timedelta(minutes=19))
    call(kind, kabir, asha, TEN + timedelta(minutes=20))


def test_a_closed_call_takes_no_time(kind: ConsultationKind) -> None:
    meera, asha = practitioner("meera"), person("asha")
    call(kind, meera, asha, TEN, status=Status.CANCELLED, cancelled_at=TEN, cancelled_by=asha)
    call(kind, meera, asha, TEN, status=Status.NO_SHOW)
    call(kind, meera, asha, TEN)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("consultation_forward", {"ends_at": TEN, "busy_until": TEN + timedelta(minutes=10)}),
        ("consultation_busy", {"busy_until": TEN + timedelta(minutes=20)}),
        ("consultation_status", {"status": "lost"}),
        ("consultation_fee", {"fee_amount": -1}),
        ("consultation_cancelled", {"cancelled_at": TEN}),
        ("consultation_cancelled", {"status": Status.CANCELLED}),
    ],
)
def test_nonsense_is_refused(kind: ConsultationKind, name: str, changes: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=name):
        call(kind, practitioner("meera"), person("asha"), TEN, **changes)
