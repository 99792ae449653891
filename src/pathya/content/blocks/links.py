"""Links and buttons: to a page of the site or to a checked address."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from pathya.content import rules
from pathya.kit.languages import in_language

ADDRESS_HELP = _("For example /nutritionists/, #questions, https://…, mailto:… or tel:…")


def check_address(text: str) -> None:
    if text and not rules.is_address(text):
        raise ValidationError(_("Write a path that begins with /, an anchor, or an https, mailto or tel address."))


def check_anchor(text: str) -> None:
    if text and not rules.ANCHOR.fullmatch(text):
        raise ValidationError(_("Use small letters, digits and hyphens, beginning with a letter."))


class LinkValue(blocks.StructValue):  # type: ignore[misc]
    @property
    def href(self) -> str:
        """Where the link leads; empty when its page is not public or its address not allowed."""
        page, address = self.get("page"), self.get("address") or ""
        if page is not None:
            return (page.url or "") if page.live else ""
        return address if rules.is_address(address) else ""

    @property
    def text(self) -> str:
        """The label in the active language."""
        return in_language(self.get("label_en") or "", self.get("label_hi") or "")


class Target(blocks.StructBlock):  # type: ignore[misc]
    """A page or an address, exactly one of them."""

    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = blocks.CharBlock(
        label=_("or address"), required=False, max_length=300, validators=[check_address], help_text=ADDRESS_HELP
    )

    class Meta:
        value_class = LinkValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("address")):
            raise StructBlockValidationError({"address": ValidationError(_("Choose a page or write an address."))})
        return cleaned


class Action(Target):
    """A button."""

    label = blocks.CharBlock(label=_("Text"), max_length=40)
    weight = blocks.ChoiceBlock(
        label=_("Weight"), choices=[("main", _("the main thing to do")), ("quiet", _("quiet"))], default="main"
    )

    class Meta:
        icon = "link"
        label = _("Button")
        form_layout: ClassVar = ["label", "page", "address", "weight"]


class MenuLink(Target):
    """A link with its text in both languages, for menus."""

    label_en = blocks.CharBlock(label=_("Text, English"), max_length=40)
    label_hi = blocks.CharBlock(label=_("Text, Hindi"), max_length=40, required=False)

    class Meta:
        icon = "link"
        label = _("Link")
        form_layout: ClassVar = ["label_en", "label_hi", "page", "address"]


class MenuGroupValue(blocks.StructValue):  # type: ignore[misc]
    @property
    def title(self) -> str:
        return in_language(self["title_en"], self["title_hi"] or "")


class MenuGroup(blocks.StructBlock):  # type: ignore[misc]
    """A titled column of the footer."""

    title_en = blocks.CharBlock(label=_("Title, English"), max_length=40)
    title_hi = blocks.CharBlock(label=_("Title, Hindi"), max_length=40, required=False)
    links = blocks.ListBlock(MenuLink(), label=_("Links"), max_num=8)

    class Meta:
        icon = "list-ul"
        label = _("Column")
        value_class = MenuGroupValue
