"""Data for search engines inside a page."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe


def json_ld(data: Any) -> SafeString:
    """JSON that may stand inside a script element: no character of it can end the element."""
    text = json.dumps(data, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(text)  # noqa: S308
