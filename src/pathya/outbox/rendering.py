"""A mail's three templates → subject, text and HTML, in the person's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import mrml
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

LONGEST_SUBJECT: Final = 200
_CONTROL: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
"""Signs that neither the database nor a mail program can take."""


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(template: str, context: Mapping[str, Any], language: str) -> Rendered:
    """`<template>.subject.txt`, `<template>.txt` and `<template>.mjml`; only the last one escapes."""
    with translation.override(language):
        common = {
            "language": language,
            "base_url": settings.BASE_URL,
            "practice_name": settings.PRACTICE_NAME,
            "practice_address": settings.PRACTICE_ADDRESS,
        }
        subject = one_line(_render(f"{template}.subject.txt", {**common, **context}, escape=False))
        everything = {**common, **context, "subject": subject}
        text = _render(f"{template}.txt", everything, escape=False)
        mjml = _render(f"{template}.mjml", everything, escape=True)
    return Rendered(subject, text.strip() + "\n", to_html(mjml))


def one_line(text: str) -> str:
    """Without line breaks and control characters: what a name may not smuggle into a header."""
    visible = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(visible.split())[:LONGEST_SUBJECT]


def to_html(mjml: str) -> str:
    html: str = mrml.to_html(mjml).content
    return html


def _render(name: str, context: Mapping[str, Any], *, escape: bool) -> str:
    template: Any = get_template(name)
    text: str = template.template.render(Context(dict(context), autoescape=escape))
    return text.translate(_CONTROL)
