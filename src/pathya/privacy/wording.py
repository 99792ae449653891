"""What the parts of a report are called."""

from collections.abc import Iterable

from django.utils.translation import gettext, gettext_noop, override

from pathya.privacy.rules import Erased

FATES = {
    "removed": gettext_noop("removed"),
    "anonymised": gettext_noop("made anonymous"),
    "kept": gettext_noop("kept"),
}
NAMES = {
    "account": gettext_noop("Account"),
    "sessions": gettext_noop("Sessions"),
    "messages": gettext_noop("Messages"),
    "trail": gettext_noop("Audit trail"),
    "consents": gettext_noop("Consents"),
    "consultations": gettext_noop("Calls"),
}
"""A part that is not named here is told by its own name, with spaces."""


def told(report: Iterable[Erased], language: str) -> list[str]:
    """One line for each class of records, in a language."""
    with override(language):
        return [_line(one) for one in report]


def _line(one: Erased) -> str:
    name = gettext(NAMES[one.name]) if one.name in NAMES else one.name.replace("_", " ").capitalize()
    line = f"{name}: {gettext(FATES[one.fate])} ({one.count})"
    return f"{line}. {gettext(str(one.reason))}" if one.reason else line
