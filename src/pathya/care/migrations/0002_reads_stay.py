from django.db import migrations

FORWARD = """
CREATE FUNCTION care_recordread_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was read by whom is never changed';
END $$;
CREATE TRIGGER care_recordread_stays BEFORE UPDATE ON care_recordread
    FOR EACH ROW EXECUTE FUNCTION care_recordread_stays();
"""
BACKWARD = "DROP TRIGGER care_recordread_stays ON care_recordread; DROP FUNCTION care_recordread_stays();"


class Migration(migrations.Migration):
    dependencies = [("care", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
