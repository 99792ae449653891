"""How the content system looks and what it leaves out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.models import Page

from pathya.content.models import HOME_DEPTH

LEFT_OUT = {"users", "groups", "sites", "workflows", "workflow-tasks", "locales"}


def colours() -> SafeString:
    sheets = [(static(name),) for name in ("ui/fonts/fonts.css", "content/css/admin.css")]
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


def without_the_unused(request: HttpRequest, items: list[MenuItem]) -> None:  # noqa: ARG001
    items[:] = [item for item in items if item.name not in LEFT_OUT]


def without_help(request: HttpRequest, items: list[MenuItem]) -> None:  # noqa: ARG001
    items[:] = [item for item in items if item.name != "help"]


def move_together(pages: list[object], action: str) -> dict[object, object]:
    """Translations move and go with their page, so that they keep one address; publishing stays apart."""
    if action not in {"move", "delete"}:
        return {}
    return {page: page.get_translations() for page in pages}  # type: ignore[attr-defined]


def keep_the_home_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """With its home page the whole site would go."""
    if page.depth > HOME_DEPTH:
        return None
    messages.error(request, _("The home page can be changed, not deleted."))
    return redirect("wagtailadmin_explore", page.id)


hooks.register("insert_global_admin_css", colours)
hooks.register("construct_settings_menu", without_the_unused)
hooks.register("construct_main_menu", without_help)
hooks.register("construct_translated_pages_to_cascade_actions", move_together)
hooks.register("before_delete_page", keep_the_home_page)
