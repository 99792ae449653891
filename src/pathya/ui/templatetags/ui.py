"""`{% load ui %}`: icons, drawings, form fields, times and money."""

from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django import forms, template
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pathya.kit.money import Money, formatted
from pathya.ui import icons, words

register = template.Library()


@register.simple_tag
def icon(name: str, *, size: int = 20, label: str = "") -> SafeString:
    """A lucide icon; decoration unless `label` says what it means."""
    return mark_safe(icons.icon(str(name), size, str(label)))  # noqa: S308  (our own mark-up, label escaped)


@register.simple_tag
@lru_cache(maxsize=256)
def botanical(name: str, *, css: str = "", label: str = "") -> SafeString:
    """One of our plant drawings: methi, amla, turmeric, millet, curry-leaf, coconut."""
    return render_to_string("ui/components/botanical.html", {"name": name, "css": css, "label": label})


@register.inclusion_tag("ui/components/field.html")
def field(bound: BoundField, *, optional: bool | None = None, **attributes: Any) -> dict[str, Any]:
    """Label above, help and error under; attributes go to the input (`data_x` is written `data-x`)."""
    widget = bound.field.widget
    kind = "text"
    if isinstance(widget, forms.CheckboxInput):
        kind = "check"
    elif isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        kind = "choice"
    elif isinstance(widget, forms.PasswordInput):
        kind = "password"
    written = {name.replace("_", "-"): value for name, value in attributes.items()}
    return {
        "field": bound,
        "kind": kind,
        "widget": bound.as_widget(attrs=written),
        "optional": not bound.field.required if optional is None else optional,
    }


@register.inclusion_tag("ui/components/errors.html")
def errors(form: forms.BaseForm) -> dict[str, Any]:
    """What is wrong with the form, on top of it, each with a link to its field."""
    fields = [form[name] for name in form.errors if name != NON_FIELD_ERRORS]
    return {"form": form, "fields": [f for f in fields if not f.is_hidden], "shown": bool(form.errors)}


@register.inclusion_tag("ui/components/empty.html")
def empty_state(
    title: str, text: str = "", *, drawing: str = "methi", url: str = "", action: str = ""
) -> dict[str, str]:
    """What a list says when it is empty, and what to do then."""
    return {"title": title, "text": text, "drawing": drawing, "url": url, "action": action}


@register.filter
def rupees(value: Money | Decimal | int) -> str:
    """`₹1,24,999`"""
    return formatted(value if isinstance(value, Money) else Money(Decimal(value)))


@register.filter
def when(instant: datetime, zone: ZoneInfo | str | None = None) -> SafeString:
    """`today 4:30 pm` as a time element with the full date on hover."""
    place = words.viewer_zone(zone)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        instant.isoformat(),
        words.in_full(instant, place),
        words.when(instant, place),
    )


@register.filter
def clock_time(instant: datetime, zone: ZoneInfo | str | None = None) -> SafeString:
    """`4:30 pm` as a time element."""
    place = words.viewer_zone(zone)
    text = words.clock_time(instant.astimezone(place))
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', instant.isoformat(), words.in_full(instant, place), text
    )


@register.filter
def long_date(day: Any) -> str:
    """`Sunday, 22 November 2026`; an instant is read in the viewer's zone."""
    return words.long_date(day.astimezone(words.viewer_zone()).date() if isinstance(day, datetime) else day)


@register.filter
def initials(name: str) -> str:
    """`Asha Verma` → `AV`"""
    parts = str(name).split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The present query string with changes; an empty value drops its key."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        parameters.pop(name, None)
        if value not in {None, ""}:
            parameters[name] = value
    encoded = parameters.urlencode()
    return f"?{encoded}" if encoded else "?"
