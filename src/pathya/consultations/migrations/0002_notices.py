"""Free times kept in the web processes are dropped when a call takes time or gives it back (kit/notices.py)."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER notice AFTER INSERT OR DELETE OR UPDATE OF nutritionist_id, starts_at, busy_until, status
ON consultations_consultation FOR EACH ROW EXECUTE FUNCTION pathya_notice('calls')
"""
"""For each row: a booking that finds its time taken tells nobody."""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0001_initial"), ("practice", "0002_notices")]

    operations = [migrations.RunSQL(TRIGGER, "DROP TRIGGER notice ON consultations_consultation")]
