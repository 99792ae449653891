"""Editors as their role change makes them, and the form of a page as the content system posts it."""

from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from pathya.accounts.models import User
from pathya.content.models import StandardPage
from tests import factories


def esha() -> User:
    user = factories.esha()
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_form(page: StandardPage, **changes: Any) -> dict[str, Any]:
    """What the edit form posts; `text` is the HTML of one rich text block."""
    text = changes.pop("text", "<p>Words.</p>")
    fields = {
        "title": page.title,
        "slug": page.slug,
        "seo_title": page.seo_title,
        "search_description": page.search_description,
        "share_image": "",
        "intro": page.intro,
        "body": streamfield([("text", rich_text(text, features=["h2", "bold", "link"]))]),
        "comments": inline_formset([]),
        **changes,
    }
    return dict(nested_form_data(fields))
