"""What the parts of a program are made of in the content system; every text stands in both languages."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pathya.clients.rules import Diet
from pathya.programs.rules import Meal

Blocks = list[tuple[str, blocks.Block]]


def pair(name: str, label: Any, *, length: int, long: bool = False, required: bool = True) -> Blocks:
    """A text in English and in Hindi; Hindi may wait."""
    made = blocks.TextBlock if long else blocks.CharBlock
    return [
        (f"{name}_en", made(label=_("%(what)s, English") % {"what": label}, max_length=length, required=required)),
        (f"{name}_hi", made(label=_("%(what)s, Hindi") % {"what": label}, max_length=length, required=False)),
    ]


class Line(blocks.StructBlock):  # type: ignore[misc]
    """One line of a list."""

    def __init__(self, **options: Any) -> None:
        super().__init__(pair("text", _("Text"), length=240), **options)


class Module(blocks.StructBlock):  # type: ignore[misc]
    """What is to be done on a day of the week."""

    def __init__(self, **options: Any) -> None:
        day = blocks.IntegerBlock(label=_("Day of the week of the program"), min_value=1, max_value=7, default=1)
        words = [*pair("title", _("Title"), length=120), *pair("text", _("Text"), length=1200, long=True)]
        super().__init__([("day", day), *words], **options)


class WeekBlock(blocks.StructBlock):  # type: ignore[misc]
    def __init__(self, **options: Any) -> None:
        modules = blocks.ListBlock(Module(), label=_("Modules"), min_num=1, max_num=14)
        milestone = pair("milestone", _("Milestone at its end"), length=160, required=False)
        super().__init__([*pair("title", _("Title"), length=120), ("modules", modules), *milestone], **options)


class Dish(blocks.StructBlock):  # type: ignore[misc]
    def __init__(self, **options: Any) -> None:
        meal = blocks.ChoiceBlock(label=_("Meal"), choices=Meal.choices)
        super().__init__([("meal", meal), *pair("dishes", _("Dishes"), length=240)], **options)


class DayOfMeals(blocks.StructBlock):  # type: ignore[misc]
    """One day for one diet."""

    def __init__(self, **options: Any) -> None:
        diet = blocks.ChoiceBlock(label=_("Diet"), choices=Diet.choices)
        dishes = blocks.ListBlock(Dish(), label=_("Meals"), min_num=1, max_num=8)
        super().__init__([("diet", diet), ("dishes", dishes)], **options)


class Story(blocks.StructBlock):  # type: ignore[misc]
    """The true words of a real person who agreed to be quoted."""

    def __init__(self, **options: Any) -> None:
        agreed = blocks.BooleanBlock(label=_("This is a real person who agreed in writing to these words being shown"))
        about = pair("about", _("What they are"), length=80, required=False)
        by = blocks.CharBlock(label=_("Who said so"), max_length=80)
        words = pair("text", _("Words"), length=600, long=True)
        super().__init__([*words, ("by", by), *about, ("agreed", agreed)], **options)


class Question(blocks.StructBlock):  # type: ignore[misc]
    def __init__(self, **options: Any) -> None:
        words = [*pair("question", _("Question"), length=160), *pair("answer", _("Answer"), length=1000, long=True)]
        super().__init__(words, **options)
