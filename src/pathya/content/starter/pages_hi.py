"""About, contact, privacy and terms in Hindi. A practice has the last two checked before it opens."""

from typing import Any

from pathya.content.starter import text
from pathya.content.starter.home_hi import BOOK

INVITATION = (
    "call_to_action",
    {"title": "शुरुआत एक बातचीत से", "text": "", "actions": [BOOK], "drawing": "coconut"},
)

PAGES: list[tuple[str, str, str, str, list[tuple[str, Any]]]] = [
    (
        "about",
        "हमारे बारे में",
        "हम कौन हैं, कैसे काम करते हैं और क्या नहीं करते।",
        "खाने की सलाह, जो चार्ट से नहीं, व्यक्ति से शुरू होती है।",
        [("text", text("about", "hi")), INVITATION],
    ),
    (
        "contact",
        "संपर्क",
        "हम तक कैसे पहुँचें।",
        "आपका लिखा एक इंसान पढ़ता है।",
        [("contact", None), ("text", text("contact", "hi"))],
    ),
    (
        "privacy",
        "निजता",
        "हम आपके बारे में क्या रखते हैं, किस लिए, और आप हमसे क्या माँग सकते हैं।",
        "सीधे शब्दों में, एक-एक बात।",
        [("text", text("privacy", "hi")), ("grievance", None)],
    ),
    (
        "terms",
        "शर्तें",
        "इस साइट के उपयोग और कॉल बुक करने की शर्तें।",
        "आप हमसे क्या उम्मीद कर सकते हैं, और हम आपसे।",
        [("text", text("terms", "hi"))],
    ),
]
"""Slug, title, description, introduction, body."""
