import pytest
from django.db import Error, connection, transaction

from pathya.kit.ids import new_id
from pathya.operations import audit, context
from pathya.operations.models import AuditEvent
from tests.factories import asha

pytestmark = pytest.mark.django_db


def test_records_who_what_and_from_where() -> None:
    user, subject = asha(), new_id()
    with context.of("req-1", "198.51.100.7"):
        audit.record(
            "bookings.call.cancelled",
            actor=user,
            subject=("consultations.consultation", subject),
            detail={"late": True},
        )
    event = audit.events(subject_id=subject).get()
    assert (event.event, event.actor_id, event.address) == ("bookings.call.cancelled", user.pk, "198.51.100.7")
    assert (event.request_id, event.subject_type, event.detail) == (
        "req-1",
        "consultations.consultation",
        {"late": True},
    )
    audit.record("accounts.user.seen", actor=None, subject=user)
    assert [one.event for one in audit.events(subject_id=user.pk)] == ["accounts.user.seen"]
    assert list(audit.events(actor_id=user.pk, prefix="accounts.")) == []


def test_undone_with_its_transaction() -> None:
    subject = new_id()
    with transaction.atomic():
        audit.record("bookings.call.booked", actor=None, subject=("x", subject))
        transaction.set_rollback(True)
    assert not audit.events(subject_id=subject).exists()


@pytest.mark.parametrize("name", ["booked", "Bookings.Call", "a..b", "bookings.call.", "a.b.c.d.e", "a b.c"])
def test_names_have_a_form(name: str) -> None:
    with pytest.raises(ValueError, match="event name"):
        audit.record(name, actor=None, subject=None)


@pytest.mark.parametrize("key", ["email", "newPassword", "phone_number", "note", "token", "medicalHistory"])
def test_personal_data_stays_out(key: str) -> None:
    with pytest.raises(ValueError, match="never erased"):
        audit.record("a.b.c", actor=None, subject=None, detail={key: "x"})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE operations_auditevent SET event = 'x.y'",
        "DELETE FROM operations_auditevent",
        "TRUNCATE operations_auditevent",
        "UPDATE operations_auditlink SET number = number + 1",
        "DELETE FROM operations_auditlink",
        "TRUNCATE operations_auditlink",
        "INSERT INTO operations_auditlink VALUES (1, 999, gen_random_uuid(), sha256(''))",
        "UPDATE operations_audithead SET number = 0",
        "DELETE FROM operations_audithead",
        "INSERT INTO operations_audithead VALUES (99, 0, sha256(''))",
        "TRUNCATE operations_audithead",
        "UPDATE operations_auditanchor SET at = now()",
        "DELETE FROM operations_auditanchor",
        "TRUNCATE operations_auditanchor",
    ],
)
def test_the_database_refuses_to_change_it(statement: str) -> None:
    audit.record("a.b.c", actor=None, subject=None)
    connection.check_constraints()
    with pytest.raises(Error, match="refused"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEvent.objects.exists()
