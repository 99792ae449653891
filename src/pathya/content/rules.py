"""Which addresses an editor may link to."""

import re

ANCHOR = re.compile(r"[a-z][a-z0-9-]{0,39}")
OUTSIDE = re.compile(r"https://[^\s<>\"'\\]+|mailto:[^\s<>\"'\\]+|tel:\+?[0-9 ()-]+", re.IGNORECASE)
INSIDE = re.compile(r"/(?![/\\])[^\s<>\"'\\]*|#[a-z][a-z0-9-]*")


def is_address(text: str) -> bool:
    """A path or anchor of this site, or an https, mailto or tel address; nothing that could run as a script."""
    return INSIDE.fullmatch(text) is not None or OUTSIDE.fullmatch(text) is not None
