"""Pages in English and Hindi trees, and the menus."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page

from pathya.content import drawings
from pathya.content.blocks import FooterMenu, HeaderMenu, HomeBody, PageBody

HOME_DEPTH = 2
"""Home pages stand right under the tree's root."""


class SitePage(Page):  # type: ignore[misc]
    """What every public page shares.

    A page and its translations have one address, so a translation takes the slug of the page in the
    site's first language (docs/adr/0004-one-address-two-languages.md).
    """

    share_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    slug: str
    private_page_options: ClassVar[list[str]] = []
    promote_panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("share_image")],
            heading=_("For search engines and sharing"),
        ),
    ]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.is_site_home or not self.locale_id:
            super().save(*args, **kwargs)
        elif self.language == settings.LANGUAGE_CODE:
            super().save(*args, **kwargs)
            for other in self.get_translations().exclude(slug=self.slug).specific():
                other.save()
        else:
            self.slug = self._first_slug() or self.slug
            super().save(*args, **kwargs)

    def _first_slug(self) -> str | None:
        """The slug of this page in the site's first language, if it stands there."""
        same = Page.objects.filter(translation_key=self.translation_key)
        first: str | None = (
            same.filter(locale__language_code=settings.LANGUAGE_CODE).values_list("slug", flat=True).first()
        )
        return first

    @property
    def is_site_home(self) -> bool:
        return bool(self.depth == HOME_DEPTH)

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """As a visitor sees it, in the page's own language."""
        with translation.override(self.language):
            response: HttpResponse = super().serve_preview(request, mode_name).render()
            return response


class HomePage(SitePage):
    body = StreamField(HomeBody(), verbose_name=_("sections"), blank=True)

    template = "content/home.html"
    max_count_per_parent = 2
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["content.StandardPage"]
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("home page")


class StandardPage(SitePage):
    """A page of words: about, contact, privacy, terms, whatever the practice needs."""

    intro = models.TextField(_("introduction"), max_length=400, blank=True)
    drawing = models.CharField(_("drawing"), max_length=24, choices=drawings.choices, blank=True)
    body = StreamField(PageBody(), verbose_name=_("text"), blank=True)

    template = "content/page.html"
    parent_page_types: ClassVar = ["content.HomePage", "content.StandardPage"]
    subpage_types: ClassVar = ["content.StandardPage"]
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro"), FieldPanel("drawing"), FieldPanel("body")]

    class Meta:
        verbose_name = _("page")


@register_setting(icon="list-ul", order=105)
class Navigation(BaseGenericSetting):  # type: ignore[misc]
    """The menus; read them through `selectors.menus`."""

    header = StreamField(HeaderMenu(max_num=6), verbose_name=_("top of every page"), blank=True)
    footer = StreamField(FooterMenu(max_num=4), verbose_name=_("foot of every page"), blank=True)

    panels: ClassVar = [FieldPanel("header"), FieldPanel("footer")]

    class Meta:
        verbose_name = _("navigation")
