from django.db import migrations

FORWARD = """
CREATE FUNCTION notes_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_change text[] := TG_ARGV[0]::text[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF current_setting('pathya.erasing', true) = 'on' THEN
            RETURN OLD;
        END IF;
    ELSIF to_jsonb(NEW) - may_change = to_jsonb(OLD) - may_change THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is signed and never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER notes_note_kept BEFORE UPDATE ON notes_note
    FOR EACH ROW WHEN (OLD.signed_at IS NOT NULL) EXECUTE FUNCTION notes_stays('{shared_at}');
CREATE TRIGGER notes_note_stays BEFORE DELETE ON notes_note
    FOR EACH ROW WHEN (OLD.signed_at IS NOT NULL) EXECUTE FUNCTION notes_stays('{}');
CREATE TRIGGER notes_addendum_stays BEFORE UPDATE OR DELETE ON notes_addendum
    FOR EACH ROW EXECUTE FUNCTION notes_stays('{}');
CREATE TRIGGER notes_plan_kept BEFORE UPDATE ON notes_plan
    FOR EACH ROW WHEN (OLD.state = 'issued' AND NEW.state = 'replaced') EXECUTE FUNCTION notes_stays('{state,replaced_at}');
CREATE TRIGGER notes_plan_fixed BEFORE UPDATE ON notes_plan
    FOR EACH ROW WHEN (OLD.state <> 'draft' AND NOT (OLD.state = 'issued' AND NEW.state = 'replaced'))
    EXECUTE FUNCTION notes_stays('{}');
CREATE TRIGGER notes_plan_stays BEFORE DELETE ON notes_plan
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION notes_stays('{}');
CREATE TRIGGER notes_intakeform_stays BEFORE UPDATE ON notes_intakeform
    FOR EACH ROW EXECUTE FUNCTION notes_stays('{}');
"""
BACKWARD = """
DROP TRIGGER notes_intakeform_stays ON notes_intakeform;
DROP TRIGGER notes_plan_stays ON notes_plan; DROP TRIGGER notes_plan_fixed ON notes_plan;
DROP TRIGGER notes_plan_kept ON notes_plan; DROP TRIGGER notes_addendum_stays ON notes_addendum;
DROP TRIGGER notes_note_stays ON notes_note; DROP TRIGGER notes_note_kept ON notes_note;
DROP FUNCTION notes_stays();
"""


class Migration(migrations.Migration):
    """What was signed or issued stays as it is; a row goes only with the person (`pathya.erasing`, personal.py)."""

    dependencies = [("notes", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
