"""The menus in both languages."""

from typing import Any


def _link(english: str, hindi: str, address: str) -> dict[str, Any]:
    return {"label_en": english, "label_hi": hindi, "address": address, "page": None}


HEADER = [
    ("link", _link("Nutritionists", "पोषण विशेषज्ञ", "/nutritionists/")),
    ("link", _link("Programs", "कार्यक्रम", "/programs/")),
    ("link", _link("About", "हमारे बारे में", "/about/")),
    ("link", _link("Contact", "संपर्क", "/contact/")),
]
FOOTER = [
    (
        "column",
        {
            "title_en": "Pathya",
            "title_hi": "पथ्य",
            "links": [
                _link("Nutritionists", "पोषण विशेषज्ञ", "/nutritionists/"),
                _link("Programs", "कार्यक्रम", "/programs/"),
                _link("About", "हमारे बारे में", "/about/"),
                _link("Contact", "संपर्क", "/contact/"),
            ],
        },
    ),
    (
        "column",
        {
            "title_en": "The small print",
            "title_hi": "नियम",
            "links": [_link("Privacy", "निजता", "/privacy/"), _link("Terms", "शर्तें", "/terms/")],
        },
    ),
]
