"""What visitors may read: live pages by address, menus."""

from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import get_language
from wagtail.models import Page, Site

from pathya.kit.errors import NotFound
from pathya.kit.notices import Kept
from pathya.nutritionists.models import Nutritionist

FIRST = "en"


@dataclass(frozen=True)
class MenuLink:
    text: str
    url: str


@dataclass(frozen=True)
class MenuColumn:
    title: str
    links: list[MenuLink]


@dataclass(frozen=True)
class Menus:
    header: list[MenuLink]
    footer: list[MenuColumn]


_roots: Kept[list[str]] = Kept("content")
_menus: Kept[Menus] = Kept("content")


def page_at(path: str, language: str) -> Page:
    """The live page at an address, in `language` where it is published, else in the language it has."""
    addresses = [root + path for root in roots()]
    found = Page.objects.live().filter(url_path__in=addresses)
    rows = found.values_list("locale__language_code", "content_type__app_label", "content_type__model", "pk")
    best = min(rows, key=lambda row: (row[0] != language, row[0] != FIRST), default=None)
    if best is None:
        raise NotFound
    page: Page = apps.get_model(*best[1:3]).objects.select_related("locale", "share_image").get(pk=best[3])
    return page


def roots() -> list[str]:
    """`url_path` of the home page in each language."""
    return _roots.get("roots", _load_roots)


def _load_roots() -> list[str]:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return []
    return list(site.root_page.get_translations(inclusive=True).values_list("url_path", flat=True))


def languages_of(page: Page) -> list[str]:
    """Codes of the languages in which this page is public."""
    return sorted(page.get_translations(inclusive=True).live().values_list("locale__language_code", flat=True))


def public_pages() -> list[tuple[str, Page]]:
    """(address, page) of every public page, each address once."""
    seen: dict[str, Page] = {}
    starts = sorted(roots(), key=len, reverse=True)
    for page in Page.objects.live().filter(depth__gte=2).select_related("locale").order_by("path"):
        start = next((root for root in starts if page.url_path.startswith(root)), None)
        if start is not None:
            seen.setdefault("/" + page.url_path[len(start) :], page)
    return sorted(seen.items())


def menus() -> Menus:
    """The menus in the active language; links to pages that are not public are left out."""
    return _menus.get(get_language(), _load_menus)


def _load_menus() -> Menus:
    navigation = apps.get_model("content", "Navigation").objects.first()
    if navigation is None:
        return Menus([], [])
    columns = [MenuColumn(block.value.title, _links(block.value["links"])) for block in navigation.footer]
    return Menus(_links(block.value for block in navigation.header), [column for column in columns if column.links])


def _links(values: object) -> list[MenuLink]:
    return [MenuLink(value.text, value.href) for value in values if value.href]  # type: ignore[attr-defined]


def nutritionist_choices() -> list[tuple[str, str]]:
    """For the editor's choice of whom to show."""
    listed = Nutritionist.objects.filter(is_listed=True).select_related("user")
    return [(str(one.id), one.name) for one in listed]
