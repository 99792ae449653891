"""Words that sound alike are read by their index: the planner took the whole list, at ten times the cost."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("nutrition", "0005_restored")]
    operations = [
        migrations.RunSQL(
            "ALTER FUNCTION nutrition_near(text) SET enable_seqscan = off",
            "ALTER FUNCTION nutrition_near(text) RESET enable_seqscan",
        )
    ]
