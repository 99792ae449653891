"""Whether a page has to ask about cookies; no query."""

from typing import Any

from django.http import HttpRequest

from pathya.privacy.selectors import cookie_choice


def cookies(request: HttpRequest) -> dict[str, Any]:
    """`cookie_question`: nothing was chosen in this browser yet."""
    return {"cookie_question": not cookie_choice(request)}
