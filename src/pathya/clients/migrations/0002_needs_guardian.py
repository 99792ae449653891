from django.db import migrations

FORWARD = """
CREATE FUNCTION clients_needs_guardian(person uuid, moment timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM clients_profile p
        WHERE p.user_id = person AND p.born > (moment AT TIME ZONE 'Asia/Kolkata')::date - interval '18 years'
    ) AND NOT EXISTS (
        SELECT FROM care_delegate d
        WHERE d.client_id = person AND d.tie = 'guardian' AND d.consented_at IS NOT NULL AND d.revoked_at IS NULL
    )
$$;
"""
BACKWARD = "DROP FUNCTION clients_needs_guardian(uuid, timestamptz);"


class Migration(migrations.Migration):
    """A young person without a guardian's consent: asked inside the statement that books."""

    dependencies = [("clients", "0001_initial"), ("care", "0003_guardians_agree")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
