"""The site's beginning: home, standard pages and menus, in both languages."""

from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from wagtail.models import Locale, Page, Site

from pathya.content.models import HomePage, Navigation, StandardPage
from pathya.content.starter import home_en, home_hi, menus, pages_en, pages_hi

LOCK = 7_284_001
"""Advisory lock: two starting processes make one site."""
DRAWINGS = {"about": "turmeric", "contact": "curry-leaf", "privacy": "amla", "terms": "millet"}


@transaction.atomic
def ensure_site() -> bool:
    """Make the starting site when there is none; True when it did.

    Run at each start, after migrations. Once a home page stands, only the site's address (from the settings)
    is kept right: whatever editors changed or deleted stays so.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    english = Locale.objects.get_or_create(language_code="en")[0]
    hindi = Locale.objects.get_or_create(language_code="hi")[0]
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    made = site is None or not isinstance(site.root_page.specific, HomePage)
    if made:
        site = _make_site(site, english, hindi)
    _keep_address(site)
    return made


def _make_site(site: Site | None, english: Locale, hindi: Locale) -> Site:
    root = Page.objects.filter(depth=1).first() or Page.add_root(instance=Page(title="Root", slug="root"))
    welcome = site.root_page if site else None
    first = _make_tree(root, english, "pathya", home_en, pages_en, translates=None)
    _make_tree(root, hindi, "pathya-hi", home_hi, pages_hi, translates=first)
    site = site or Site(is_default_site=True)
    site.root_page = first
    site.save()
    if welcome is not None and welcome.specific_class is Page and not welcome.get_children().exists():
        welcome.delete()
    if not Navigation.objects.exists():
        Navigation.objects.create(header=menus.HEADER, footer=menus.FOOTER)
    return site


def _make_tree(
    root: Page, locale: Locale, slug: str, start: ModuleType, rest: ModuleType, translates: HomePage | None
) -> HomePage:
    home = HomePage(
        title=start.TITLE,
        slug=slug,
        seo_title=start.SEO_TITLE,
        search_description=start.DESCRIPTION,
        locale=locale,
        body=start.BODY,
    )
    _publish(root, home, translates)
    for path, title, description, intro, body in rest.PAGES:
        page = StandardPage(
            title=title,
            slug=path,
            search_description=description,
            intro=intro,
            drawing=DRAWINGS[path],
            body=body,
            locale=locale,
        )
        _publish(home, page, translates and translates.get_children().get(slug=path))
    return home


def _publish(parent: Page, page: Any, translates: Page | None) -> None:
    if translates is not None:
        page.translation_key = translates.translation_key
    parent.add_child(instance=page)
    page.save_revision().publish()


def _keep_address(site: Site) -> None:
    address = urlsplit(settings.BASE_URL)
    host = address.hostname or "localhost"
    port = address.port or (443 if address.scheme == "https" else 80)
    if (site.hostname, site.port, site.site_name) != (host, port, settings.WAGTAIL_SITE_NAME):
        site.hostname, site.port, site.site_name = host, port, settings.WAGTAIL_SITE_NAME
        site.save()
