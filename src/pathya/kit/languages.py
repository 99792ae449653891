"""Texts that the practice keeps in both languages."""

from django.utils.translation import get_language

HINDI = "hi"


def in_language(english: str, hindi: str) -> str:
    """The text in the active language; English where there is no Hindi."""
    return hindi if hindi and (get_language() or "").startswith(HINDI) else english
