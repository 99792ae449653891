from django.db import migrations

FORWARD = """
CREATE FUNCTION billing_invoice_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE until date := nullif(current_setting('pathya.forgets_until', true), '')::date;
BEGIN
    IF TG_OP = 'DELETE' AND OLD.issued_on <= until AND OLD.issued_on < CURRENT_DATE - INTERVAL '8 years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER billing_invoice_stays ON billing_invoice;
CREATE TRIGGER billing_invoice_stays BEFORE UPDATE OR DELETE ON billing_invoice
    FOR EACH ROW EXECUTE FUNCTION billing_invoice_stays();
"""
BACKWARD = """
DROP TRIGGER billing_invoice_stays ON billing_invoice;
CREATE TRIGGER billing_invoice_stays BEFORE UPDATE OR DELETE ON billing_invoice
    FOR EACH ROW EXECUTE FUNCTION billing_stays();
DROP FUNCTION billing_invoice_stays();
"""


class Migration(migrations.Migration):
    """A tax document may go when the law no longer asks for it: eight years, and only for the job that says so."""

    dependencies = [("billing", "0003_selling")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
