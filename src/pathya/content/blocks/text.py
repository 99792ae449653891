"""Blocks of words and pictures."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from pathya.content.blocks.links import check_anchor
from pathya.content.blocks.samples import FAQ, QUOTE, STEPS, TEXT

RICH = ["bold", "italic", "link", "ol", "ul"]
"""What an editor may do inside an answer; a text of its own may have headings too."""


def title() -> blocks.CharBlock:
    return blocks.CharBlock(label=_("Title"), max_length=120)


def anchor() -> blocks.CharBlock:
    return blocks.CharBlock(
        label=_("Anchor"),
        required=False,
        max_length=40,
        validators=[check_anchor],
        help_text=_("A short name, so that #name leads here."),
    )


class Text(blocks.RichTextBlock):  # type: ignore[misc]
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "content/blocks/text.html"
        description = _("Paragraphs with headings, lists and links.")
        preview_value = TEXT


class Step(blocks.StructBlock):  # type: ignore[misc]
    title = title()
    text = blocks.TextBlock(label=_("Text"), max_length=400)


class Steps(blocks.StructBlock):  # type: ignore[misc]
    title = title()
    anchor = anchor()
    steps = blocks.ListBlock(Step(), label=_("Steps"), min_num=2, max_num=6)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "content/blocks/steps.html"
        description = _("How something goes, in numbered steps.")
        preview_value = STEPS


class Question(blocks.StructBlock):  # type: ignore[misc]
    question = blocks.CharBlock(label=_("Question"), max_length=160)
    answer = blocks.RichTextBlock(label=_("Answer"), features=RICH)


class Questions(blocks.StructBlock):  # type: ignore[misc]
    title = title()
    anchor = anchor()
    questions = blocks.ListBlock(Question(), label=_("Questions"), min_num=1)

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        template = "content/blocks/questions.html"
        description = _("Questions that open to show their answers.")
        preview_value = FAQ


class Quote(blocks.StructBlock):  # type: ignore[misc]
    text = blocks.TextBlock(label=_("Words"), max_length=400)
    by = blocks.CharBlock(label=_("Who said so"), max_length=80)
    about = blocks.CharBlock(label=_("What they are"), max_length=80, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "content/blocks/quote.html"
        description = _("The true words of a real person who agreed to be quoted.")
        preview_value = QUOTE


class Picture(blocks.StructBlock):  # type: ignore[misc]
    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=200, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "content/blocks/picture.html"
        description = _("A picture with its caption.")


class Contact(blocks.StaticBlock):  # type: ignore[misc]
    class Meta:
        icon = "mail"
        label = _("Contact details")
        admin_text = _("E-mail, phone, address and hours as they stand in Settings → Practice.")
        template = "content/blocks/contact.html"
        description = _("How to reach the practice, kept in one place.")
        preview_value = None


class Grievance(blocks.StaticBlock):  # type: ignore[misc]
    class Meta:
        icon = "warning"
        label = _("Grievance officer")
        admin_text = _("The grievance officer as they stand in Settings → Practice.")
        template = "content/blocks/grievance.html"
        description = _("Whom to turn to about personal data.")
        preview_value = None


__all__ = ["Contact", "Grievance", "Picture", "Questions", "Quote", "Steps", "Text", "title"]
