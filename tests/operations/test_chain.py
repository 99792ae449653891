"""Each way a superuser could touch the trail behind the program's back is found."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from pathya.kit.ids import new_id
from pathya.operations import audit, chain
from pathya.operations.models import AuditAnchor

pytestmark = pytest.mark.django_db

TABLES = ("auditevent", "auditlink", "audithead", "auditanchor")
SEED = "sha256(('pathya audit chain ' || chain)::bytea)"


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def superuser() -> Iterator[None]:
    """Triggers are off, as a superuser can have it."""
    connection.check_constraints()
    execute("SET session_replication_role = replica")
    try:
        yield
    finally:
        execute("SET session_replication_role = origin")


@pytest.fixture(autouse=True)
def trail() -> None:
    """Five events, an anchor after the third."""
    with superuser():
        for table in ("auditevent", "auditlink", "auditanchor"):
            execute(f"DELETE FROM operations_{table}")
        execute(f"UPDATE operations_audithead SET number = 0, hash = {SEED}")
    for number in range(3):
        audit.record("tests.event.made", actor=None, subject=("test", new_id()), detail={"n": number})
    connection.check_constraints()
    assert chain.anchor()
    for number in range(3, 5):
        audit.record("tests.event.made", actor=None, subject=None, detail={"n": number, "text": "नमस्ते"})
    connection.check_constraints()


def test_whole_as_it_is() -> None:
    assert list(chain.problems()) == []
    out = StringIO()
    call_command("audit_verify", stdout=out)
    assert "whole" in out.getvalue()
    assert chain.anchor()
    assert chain.anchor() is None
    assert list(chain.problems(AuditAnchor.objects.order_by("-number")[0].signature)) == []


REWRITE = """
DO $$ DECLARE l record; h bytea; BEGIN
  FOR l IN SELECT * FROM operations_auditlink ORDER BY chain, number LOOP
    IF l.number = 1 THEN h := sha256(('pathya audit chain ' || l.chain)::bytea); END IF;
    SELECT sha256(h || int8send(l.number) || audit_text(e)) INTO h FROM operations_auditevent e WHERE id = l.event_id;
    UPDATE operations_auditlink SET hash = h WHERE chain = l.chain AND number = l.number;
    UPDATE operations_audithead SET hash = h WHERE chain = l.chain;
  END LOOP; END $$"""
REMOVE = """
DELETE FROM operations_auditevent WHERE detail->>'n' = '1';
DELETE FROM operations_auditlink WHERE number = 2"""
INSERT = """
INSERT INTO operations_auditevent
SELECT gen_random_uuid(), at, event, actor_id, address, request_id, subject_type, subject_id, detail
FROM operations_auditevent LIMIT 1"""
REORDER = """
ALTER TABLE operations_auditlink DROP CONSTRAINT operations_auditlink_event_id_key;
UPDATE operations_auditlink l SET event_id = o.event_id FROM operations_auditlink o
WHERE (l.number, o.number) IN ((2, 3), (3, 2))"""
CUT = """
DELETE FROM operations_auditevent WHERE id IN (SELECT event_id FROM operations_auditlink WHERE number > {0});
DELETE FROM operations_auditlink WHERE number > {0}"""
HIDE = (
    "UPDATE operations_audithead h SET number = l.number, hash = l.hash FROM operations_auditlink l"
    " WHERE l.chain = h.chain AND l.number = {0}"
)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE operations_auditevent SET detail = '{\"n\": 7}' WHERE detail->>'n' = '1'", "was changed"),
        ("UPDATE operations_auditevent SET actor_id = gen_random_uuid() WHERE detail->>'n' = '4'", "was changed"),
        ("DELETE FROM operations_auditevent WHERE detail->>'n' = '1'", "the event is gone"),
        (REMOVE, "links before this one are gone"),
        (INSERT, "inserted past the trigger"),
        (REORDER, "was changed"),
        (CUT.format(4), "the tail was cut"),
        (CUT.format(2) + ";" + HIDE.format(2), "what anchor 1 signed is not there"),
        ("UPDATE operations_auditevent SET event = 'x.y' WHERE detail->>'n' = '1';" + REWRITE, "what anchor 1 signed"),
        ('UPDATE operations_auditanchor SET heads = heads || \'{"3": [1, "00"]}\'', "the signature does not fit"),
    ],
)
def test_finds_what_a_superuser_did(statement: str, found: str) -> None:
    with superuser():
        execute(statement)
    assert any(found in problem for problem in chain.problems())
    with pytest.raises(CommandError, match="not whole"):
        call_command("audit_verify", stderr=StringIO())


def test_an_anchor_known_from_the_logs_is_missed() -> None:
    audit.record("tests.event.made", actor=None, subject=None)
    connection.check_constraints()
    newest = chain.anchor()
    assert newest
    with superuser():
        execute(f"DELETE FROM operations_auditanchor WHERE number = {newest.number}")
    assert list(chain.problems()) == []
    assert list(chain.problems(newest.signature)) == ["the expected anchor is not there: the newest anchors were cut"]
