"""Names of the languages nutritionists speak, in the reader's own."""

from collections.abc import Iterable

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language


def language_name(code: str) -> str:
    """`hi` → Hindi, हिन्दी; a code nobody knows reads as itself."""
    try:
        names = Locale.parse((get_language() or "en").replace("-", "_")).languages
    except (UnknownLocaleError, ValueError):
        names = Locale("en").languages
    return str(names.get(code, code))


def named(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes with their names, sorted by name."""
    return sorted(((code, language_name(code)) for code in codes), key=lambda pair: pair[1])
