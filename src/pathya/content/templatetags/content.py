"""`{% load content %}`: what search engines and sharing read."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from pathya.practice.models import Practice

register = template.Library()
LOCALES = {"en": "en_IN", "hi": "hi_IN"}
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.inclusion_tag("content/head.html", takes_context=True)
def page_head(context: template.Context, page: Page) -> dict[str, Any]:
    """Canonical address, Open Graph and JSON-LD of a page."""
    image = page.share_image
    rendition = image.get_rendition("fill-1200x630|format-jpeg") if image else None
    return {
        "page": page,
        "title": page.seo_title or page.title,
        "address": settings.BASE_URL + (page.relative_url(None) or "/"),
        "locale": LOCALES.get(page.language, "en_IN"),
        "practice": context["practice"],
        "picture": f"{settings.BASE_URL}{rendition.url}" if rendition else "",
        "organization": _json_ld(_organization(context["practice"])),
    }


def _organization(who: Practice) -> dict[str, Any]:
    facts = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": who.name,
        "url": settings.BASE_URL + "/",
        "email": who.email,
        "telephone": who.phone,
        "address": who.address,
        "sameAs": [address for _, address in who.social],
    }
    return {name: value for name, value in facts.items() if value}


def _json_ld(data: dict[str, Any]) -> SafeString:
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308  (escaped above)
