"""File names as people may see them: one component, no tricks, the ending that the content has."""

import re
import unicodedata

from pathya.documents.rules import ENDINGS, NAME_LENGTH, Media

JOINERS = "\u200c\u200d"
"""Devanagari needs them; every other invisible character goes."""
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
UNWELCOME = re.compile(r'[<>:"|?*\\/;%$`&#{}^~\']+')
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def visible(text: str) -> str:
    """One line without control, bidirectional and other invisible characters, blanks made single."""
    plain = unicodedata.normalize("NFC", text)
    kept = (sign if sign in JOINERS or unicodedata.category(sign) not in INVISIBLE else " " for sign in plain)
    return " ".join("".join(kept).split())


def cleaned(name: str, media: Media) -> str:
    """The last component of a name, harmless on every system, ending as its content says."""
    last = re.split(r"[/\\]", name.strip())[-1]
    stem = UNWELCOME.sub(" ", visible(last))
    stem = re.sub(r"(\.\w{1,5})+\s*$", "", stem).strip(" .-") or "document"
    if DEVICES.fullmatch(stem.partition(".")[0]):
        stem = f"document {stem}"
    return f"{' '.join(stem.split())[: NAME_LENGTH - 5].strip(' .')}.{ENDINGS[media]}"
