"""The plant drawings that an editor may choose."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DRAWINGS: dict[str, Promise] = {
    "methi": _("Methi (fenugreek)"),
    "amla": _("Amla"),
    "turmeric": _("Turmeric"),
    "millet": _("Millet"),
    "curry-leaf": _("Curry leaf"),
    "coconut": _("Coconut"),
}


def choices() -> list[tuple[str, Promise]]:
    return list(DRAWINGS.items())
