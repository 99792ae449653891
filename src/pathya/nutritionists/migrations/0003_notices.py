"""Free times and filters kept in the web processes are dropped when one of these tables changes (kit/notices.py)."""

from django.db import migrations

TABLES = (
    "nutritionists_weeklyhours",
    "nutritionists_dayexception",
    "nutritionists_exceptionhours",
    "nutritionists_timeoff",
    "nutritionists_holiday",
    "nutritionists_nutritionist_specialisations",
)
CHANGES = dict.fromkeys(TABLES, "INSERT OR UPDATE OR DELETE")
CHANGES["accounts_user"] = "UPDATE OF first_name, last_name"


def trigger(table: str, change: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER notice AFTER {change} ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION pathya_notice('nutritionists')",
        f"DROP TRIGGER notice ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("nutritionists", "0002_models"), ("practice", "0002_notices")]

    operations = [trigger(table, change) for table, change in CHANGES.items()]
