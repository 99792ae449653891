"""Sections of the home page. Those that show live things have their templates in `web`, which knows them."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pathya.content import drawings, selectors
from pathya.content.blocks.links import Action
from pathya.content.blocks.samples import CALL, FEATURES, HERO, NEXT_SLOT, NUTRITIONISTS, PROGRAMS
from pathya.content.blocks.text import title


def actions() -> blocks.ListBlock:
    return blocks.ListBlock(Action(), label=_("Buttons"), max_num=2, default=[])


def drawing() -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(label=_("Drawing"), choices=drawings.choices, required=False)


class Hero(blocks.StructBlock):  # type: ignore[misc]
    eyebrow = blocks.CharBlock(label=_("Line above"), max_length=80, required=False)
    title = title()
    text = blocks.TextBlock(label=_("Text"), max_length=320)
    actions = actions()
    drawing = drawing()
    show_next_slot = blocks.BooleanBlock(label=_("Show the next free call"), required=False, default=True)

    class Meta:
        icon = "home"
        label = _("Opening")
        template = "web/blocks/hero.html"
        description = _("What this is, for whom, and what to do first.")
        preview_value = HERO


class Feature(blocks.StructBlock):  # type: ignore[misc]
    drawing = drawing()
    title = title()
    text = blocks.TextBlock(label=_("Text"), max_length=300)


class Features(blocks.StructBlock):  # type: ignore[misc]
    title = title()
    text = blocks.TextBlock(label=_("Text"), max_length=320, required=False)
    features = blocks.ListBlock(Feature(), label=_("Points"), min_num=2, max_num=6)

    class Meta:
        icon = "list-ul"
        label = _("What to expect")
        template = "content/blocks/features.html"
        description = _("Two to six points, each with a drawing.")
        preview_value = FEATURES


class Nutritionists(blocks.StructBlock):  # type: ignore[misc]
    title = title()
    text = blocks.TextBlock(label=_("Text"), max_length=320, required=False)
    chosen = blocks.MultipleChoiceBlock(
        label=_("Who"),
        required=False,
        choices=selectors.nutritionist_choices,
        help_text=_("Nobody chosen: those with the earliest free call."),
    )

    class Meta:
        icon = "group"
        label = _("Nutritionists")
        template = "web/blocks/nutritionists.html"
        description = _("Three of the nutritionists, with their next free call.")
        preview_value = NUTRITIONISTS


class Programs(blocks.StructBlock):  # type: ignore[misc]
    title = title()
    text = blocks.TextBlock(label=_("Text"), max_length=320, required=False)

    class Meta:
        icon = "list-ol"
        label = _("Programs")
        template = "programs/blocks/programs.html"
        description = _("The first three programs; nothing while there is none.")
        preview_value = PROGRAMS


class NextSlot(blocks.StructBlock):  # type: ignore[misc]
    title = title()
    text = blocks.TextBlock(label=_("Text"), max_length=320, required=False)

    class Meta:
        icon = "time"
        label = _("Next free call")
        template = "web/blocks/next_slot.html"
        description = _("The earliest free discovery call, always the real one.")
        preview_value = NEXT_SLOT


class CallToAction(blocks.StructBlock):  # type: ignore[misc]
    title = title()
    text = blocks.TextBlock(label=_("Text"), max_length=320, required=False)
    actions = actions()
    drawing = drawing()

    class Meta:
        icon = "pick"
        label = _("Invitation")
        template = "content/blocks/call_to_action.html"
        description = _("A coloured band that says what to do next.")
        preview_value = CALL
