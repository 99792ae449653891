"""The practice as every page and mail states it."""

from pathya.kit.notices import Kept
from pathya.practice.models import Practice

_kept: Kept[Practice] = Kept("practice")


def practice() -> Practice:
    """The practice's row, or its defaults before anybody has edited it."""
    return _kept.get("practice", lambda: Practice.objects.first() or Practice())
