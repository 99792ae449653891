"""Kept pages hear of programs; editors may write them, admins too (docs/adr/0011-one-row-per-program.md)."""

from django.db import migrations

TABLES = ("programs_program", "programs_includedsession", "programs_figures", "programs_cohort")
ALLOWED = ("add_program", "change_program", "view_program", "publish_program")


def trigger(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER notice AFTER INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION pathya_notice('programs')",
        f"DROP TRIGGER notice ON {table}",
    )


def allow(apps, schema_editor):  # noqa: ARG001
    """Django makes permissions after all migrations; made here, it finds them."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="programs", model="program")
    editors, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Editors")
    for codename in ALLOWED:
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": "Can " + codename.replace("_", " ")}
        )
        editors.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0001_initial"),
        ("practice", "0002_notices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [*map(trigger, TABLES), migrations.RunPython(allow, migrations.RunPython.noop)]
