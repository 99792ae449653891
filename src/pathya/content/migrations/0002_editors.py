"""The group of editors: every page, picture, document, menu and the practice's details; nothing else."""

from django.db import migrations

ALLOWED = [
    ("wagtailadmin", "admin", "access_admin"),
    ("practice", "practice", "change_practice"),
    ("content", "navigation", "change_navigation"),
    ("wagtailredirects", "redirect", "add_redirect"),
    ("wagtailredirects", "redirect", "change_redirect"),
    ("wagtailredirects", "redirect", "delete_redirect"),
    ("simple_translation", "simpletranslation", "submit_translation"),
]
ON_PAGES = ["add_page", "change_page", "publish_page"]
IN_COLLECTIONS = [
    ("wagtailimages", "image", ["add_image", "change_image", "choose_image", "delete_image"]),
    ("wagtaildocs", "document", ["add_document", "change_document", "choose_document", "delete_document"]),
]


def make(apps, schema_editor):  # noqa: ARG001
    Group = apps.get_model("auth", "Group")
    editors, _ = Group.objects.get_or_create(name="Editors")
    for app, model, codename in ALLOWED:
        editors.permissions.add(permission(apps, app, model, codename))
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    for codename in ON_PAGES:
        apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
            group=editors, page=root, permission=permission(apps, "wagtailcore", "page", codename)
        )
    files = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for app, model, codenames in IN_COLLECTIONS:
        for codename in codenames:
            apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                group=editors, collection=files, permission=permission(apps, app, model, codename)
            )


def permission(apps, app, model, codename):
    """Django makes permissions after all migrations; made here, it finds them."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": "Can " + codename.replace("_", " ")}
    )
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0001_initial"),
        ("practice", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("simple_translation", "0001_initial"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
