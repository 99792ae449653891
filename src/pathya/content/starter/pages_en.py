"""About, contact, privacy and terms in English. A practice has the last two checked before it opens."""

from typing import Any

from pathya.content.starter import text
from pathya.content.starter.home_en import BOOK

INVITATION = (
    "call_to_action",
    {"title": "Begin with a conversation", "text": "", "actions": [BOOK], "drawing": "coconut"},
)

PAGES: list[tuple[str, str, str, str, list[tuple[str, Any]]]] = [
    (
        "about",
        "About",
        "Who we are, how we work and what we do not do.",
        "Food advice that begins with the person, not with a chart.",
        [("text", text("about", "en")), INVITATION],
    ),
    (
        "contact",
        "Contact",
        "How to reach the practice.",
        "A person reads what you write.",
        [("contact", None), ("text", text("contact", "en"))],
    ),
    (
        "privacy",
        "Privacy",
        "What we keep about you, what for, and what you can ask of us.",
        "In plain words, item by item.",
        [("text", text("privacy", "en")), ("grievance", None)],
    ),
    (
        "terms",
        "Terms",
        "The terms of using this site and booking calls.",
        "What you can expect of us, and we of you.",
        [("text", text("terms", "en"))],
    ),
]
"""Slug, title, description, introduction, body."""
