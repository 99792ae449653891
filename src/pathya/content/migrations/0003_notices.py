"""Pages and menus kept in the web processes are dropped when one of these tables changes (kit/notices.py)."""

from django.db import migrations

TOPICS = {
    "wagtailcore_page": "content",
    "wagtailcore_site": "content",
    "wagtailimages_image": "content",
    "content_navigation": "content",
    "nutritionists_nutritionist": "nutritionists",
    "nutritionists_offer": "nutritionists",
    "nutritionists_consultationkind": "nutritionists",
    "nutritionists_specialisation": "nutritionists",
}


def trigger(table: str, topic: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER notice AFTER INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION pathya_notice('{topic}')",
        f"DROP TRIGGER notice ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0002_editors"),
        ("practice", "0002_notices"),
        ("nutritionists", "0002_models"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [trigger(table, topic) for table, topic in TOPICS.items()]
