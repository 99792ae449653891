import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION consultations_free_after(person uuid, host uuid, wanted uuid, begins timestamptz) RETURNS uuid
LANGUAGE sql STABLE AS $$
    SELECT c.id FROM consultations_consultation c JOIN consultations_policy y ON y.id = c.policy_id
    WHERE c.client_id = person AND c.nutritionist_id = host AND c.status = 'completed' AND c.fee_amount > 0
      AND y.follow_up_kind_id = wanted AND y.follow_up_days > 0 AND begins >= c.ends_at
      AND (begins AT TIME ZONE c.time_zone)::date <= (c.starts_at AT TIME ZONE c.time_zone)::date + y.follow_up_days
      AND NOT EXISTS (
          SELECT FROM consultations_consultation f WHERE f.free_after_id = c.id AND f.status <> 'cancelled'
      )
    ORDER BY c.starts_at LIMIT 1
$$;
"""
BACKWARD = "DROP FUNCTION consultations_free_after(uuid, uuid, uuid, timestamptz);"


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0006_series_groups"),
        ("nutritionists", "0004_medical_registration"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="free_after",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="consultations.consultation",
            ),
        ),
        migrations.AddField(
            model_name="policy",
            name="follow_up_days",
            field=models.PositiveSmallIntegerField(
                default=0, validators=[django.core.validators.MaxValueValidator(365)]
            ),
        ),
        migrations.AddField(
            model_name="policy",
            name="follow_up_kind",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="nutritionists.consultationkind",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("free_after", None), models.Q(("by_credit", False), ("fee_amount", 0)), _connector="OR"
                ),
                name="consultation_free_after",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("free_after__isnull", False), models.Q(("status", "cancelled"), _negated=True)),
                fields=("free_after",),
                name="consultation_free_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("follow_up_days", 0),
                    models.Q(("follow_up_days__lte", 365), ("follow_up_kind__isnull", False)),
                    _connector="OR",
                ),
                name="policy_follow_up",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
