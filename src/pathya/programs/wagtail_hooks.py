"""Programs in the content system: drafts, previews in both languages, scheduled publishing."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from pathya.programs.models import Program


def both(name: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(f"{name}_en"), FieldPanel(f"{name}_hi")])


FACTS = [
    FieldPanel("type"),
    FieldRowPanel([FieldPanel("slug"), FieldPanel("drawing")]),
    FieldRowPanel([FieldPanel("price"), FieldPanel("offer_price"), FieldPanel("days")]),
    FieldRowPanel([FieldPanel("is_featured"), FieldPanel("position"), FieldPanel("lead")]),
    MultiFieldPanel([InlinePanel("sessions", max_num=6)], heading=_("Consultations that come with it")),
    PublishingPanel(),
]
WORDS = [both("title"), both("summary"), both("about"), both("caution")]
LISTS = [FieldPanel("audience"), FieldPanel("outcomes"), FieldPanel("features"), FieldPanel("included")]
MORE = [FieldPanel("meals"), FieldPanel("stories"), FieldPanel("questions")]


@register_snippet
class ProgramViewSet(SnippetViewSet):  # type: ignore[misc]
    model = Program
    icon = "list-ol"
    menu_label = _("Programs")
    menu_order = 150
    add_to_admin_menu = True
    list_display: ClassVar = ["title", "type", "days", "price", "live"]
    list_filter: ClassVar = ["type", "is_featured", "live"]
    search_fields: ClassVar = ["title_en", "title_hi", "slug"]
    edit_handler = TabbedInterface(
        [
            ObjectList(WORDS, heading=_("Words")),
            ObjectList(LISTS, heading=_("Lists")),
            ObjectList([FieldPanel("schedule")], heading=_("Weeks")),
            ObjectList(MORE, heading=_("Meals, stories, questions")),
            ObjectList(FACTS, heading=_("Price and publishing")),
        ]
    )
