"""Blocks that pages are made of: each declares its template, a preview and a description."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pathya.content.blocks.links import MenuGroup, MenuLink
from pathya.content.blocks.sections import CallToAction, Features, Hero, NextSlot, Nutritionists, Programs
from pathya.content.blocks.text import Contact, Grievance, Picture, Questions, Quote, Steps, Text

WORDS = [
    (
        "text",
        Text(features=["h2", "h3", "bold", "italic", "link", "document-link", "ol", "ul", "hr"], group=_("Words")),
    ),
    ("steps", Steps(group=_("Words"))),
    ("questions", Questions(group=_("Words"))),
    ("quote", Quote(group=_("Words"))),
    ("picture", Picture(group=_("Words"))),
    ("call_to_action", CallToAction(group=_("Words"))),
]


class HomeBody(blocks.StreamBlock):  # type: ignore[misc]
    hero = Hero(group=_("Home"))
    features = Features(group=_("Home"))
    nutritionists = Nutritionists(group=_("Home"))
    programs = Programs(group=_("Home"))
    next_slot = NextSlot(group=_("Home"))

    class Meta:
        block_counts = {"hero": {"max_num": 1}}  # noqa: RUF012

    def __init__(self, **options: object) -> None:
        super().__init__(WORDS, **options)


class PageBody(blocks.StreamBlock):  # type: ignore[misc]
    contact = Contact(group=_("Practice"))
    grievance = Grievance(group=_("Practice"))

    def __init__(self, **options: object) -> None:
        super().__init__(WORDS, **options)


class HeaderMenu(blocks.StreamBlock):  # type: ignore[misc]
    link = MenuLink()


class FooterMenu(blocks.StreamBlock):  # type: ignore[misc]
    column = MenuGroup()
