"""Free times kept in the web processes are dropped when a connected calendar takes time or gives it back."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER notice AFTER INSERT OR DELETE OR UPDATE
ON calendars_busytime FOR EACH ROW EXECUTE FUNCTION pathya_notice('calls')
"""


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_initial"), ("practice", "0002_notices")]

    operations = [migrations.RunSQL(TRIGGER, "DROP TRIGGER notice ON calendars_busytime")]
