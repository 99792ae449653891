import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def asked_by() -> "models.ForeignKey[object, object]":
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0008_moved_by_host"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(model_name="wait", name="asked_by", field=asked_by()),
        migrations.AddField(model_name="groupwait", name="asked_by", field=asked_by()),
    ]
