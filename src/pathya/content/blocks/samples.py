"""What the block picker shows of each block."""

from typing import Any

_ACTION = {"label": "Book a free discovery call", "address": "/nutritionists/", "page": None, "weight": "main"}
_LOOK = {"label": "How it works", "address": "#how", "page": None, "weight": "quiet"}

HERO: dict[str, Any] = {
    "eyebrow": "Functional nutrition for Indian kitchens",
    "title": "Food that suits the path you are on",
    "text": "Talk to a nutritionist about what you eat and how you feel. The first call is free.",
    "actions": [_ACTION, _LOOK],
    "drawing": "methi",
    "show_next_slot": True,
}
FEATURES: dict[str, Any] = {
    "title": "It begins with your own plate",
    "text": "",
    "features": [
        {"drawing": "millet", "title": "Your food first", "text": "Advice begins with what is cooked at home."},
        {"drawing": "amla", "title": "One person", "text": "You meet the same nutritionist each time."},
    ],
}
NUTRITIONISTS: dict[str, Any] = {"title": "Who you can talk to", "text": "", "chosen": []}
NEXT_SLOT: dict[str, Any] = {"title": "The next free call", "text": ""}
CALL: dict[str, Any] = {
    "title": "Begin with a conversation",
    "text": "The discovery call is free and commits you to nothing.",
    "actions": [_ACTION],
    "drawing": "turmeric",
}
TEXT = "<h2>A heading</h2><p>A paragraph with <b>important words</b>.</p><ul><li>a point</li><li>another</li></ul>"
STEPS: dict[str, Any] = {
    "title": "How it works",
    "anchor": "how",
    "steps": [
        {"title": "Choose a nutritionist", "text": "Read who they are and what they work on."},
        {"title": "Pick a free time", "text": "You see real free times in your own time zone."},
    ],
}
FAQ: dict[str, Any] = {
    "title": "Questions people ask",
    "anchor": "questions",
    "questions": [{"question": "Is the first call really free?", "answer": "<p>Yes. You need no card to book it.</p>"}],
}
QUOTE: dict[str, Any] = {"text": "Words of a real person who agreed to be quoted.", "by": "Name", "about": ""}
PROGRAMS: dict[str, Any] = {
    "title": "A few weeks, one step at a time",
    "text": "A plan for every week and a nutritionist who goes along.",
}
