"""What the pages of plans share."""

from datetime import date

from django.http import HttpRequest, HttpResponse


def day_asked(request: HttpRequest, otherwise: date) -> date:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return otherwise


def number(text: str | None) -> int:
    """A whole number from a form's hidden field; 0 for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 8 else 0


def file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
