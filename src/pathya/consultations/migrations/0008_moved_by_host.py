from django.db import migrations, models

MOVED_SEATS = """
UPDATE consultations_consultation SET moved_by_host = true
WHERE seat IS NOT NULL AND status IN ('awaiting_payment', 'scheduled', 'in_progress') AND move_reason <> '';
"""
"""Seats of groups that were moved before: until now the reason alone told."""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0007_free_follow_ups")]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="moved_by_host",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="consultation",
            name="moved_from",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunSQL(MOVED_SEATS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(("moved_from", None), ("moved_by_host", True), _connector="OR"),
                name="consultation_moved_from",
            ),
        ),
    ]
