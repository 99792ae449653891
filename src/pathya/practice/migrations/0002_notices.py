"""The database tells listening processes when a kept value changes (kit/notices.py)."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION pathya_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('pathya', TG_ARGV[0]);
  RETURN NULL;
END $$;
"""
TRIGGER = """
CREATE TRIGGER notice AFTER INSERT OR UPDATE OR DELETE ON practice_practice
FOR EACH STATEMENT EXECUTE FUNCTION pathya_notice('practice');
"""


class Migration(migrations.Migration):
    dependencies = [("practice", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION pathya_notice()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER notice ON practice_practice"),
    ]
