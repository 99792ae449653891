"""The outbox as a page and as JSON, in development only: every message in full."""

import base64
from typing import Any
from uuid import UUID

from csp.constants import NONE, SELF
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers

from pathya.kit.pagination import paginated
from pathya.outbox.models import Message, MessageAttachment

FRAME = {
    "default-src": [NONE],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}
"""A mail's own styles may apply; nothing of it runs, and nothing is fetched from elsewhere."""


def messages(request: HttpRequest) -> HttpResponse:
    """Newest first; `to` searches by part of the address."""
    to = request.GET.get("to", "").strip()
    number = request.GET.get("page", "1")
    rows = Message.objects.filter(to__icontains=to).order_by("-created_at", "-id").defer("text", "html")
    page = paginated(rows, page=int(number) if number.isdecimal() else 1)
    return render(request, "outbox/messages.html", {"page": page, "to": to})


def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    found = get_object_or_404(Message.objects.prefetch_related("attachments"), id=message_id)
    return render(request, "outbox/message.html", {"message": found})


def message_html(request: HttpRequest, message_id: UUID) -> HttpResponse:  # noqa: ARG001
    """What the frame of the message page shows."""
    answer = HttpResponse(get_object_or_404(Message, id=message_id).html)
    setattr(answer, "_csp_config", FRAME)  # noqa: B010  what csp.decorators.csp does, for a view with arguments
    return answer


def attachment(request: HttpRequest, message_id: UUID, attachment_id: UUID) -> HttpResponse:  # noqa: ARG001
    file = get_object_or_404(MessageAttachment, id=attachment_id, message_id=message_id)
    answer = HttpResponse(bytes(file.content), content_type=file.content_type)
    answer.headers["Content-Disposition"] = "attachment"
    if file.name.isascii() and '"' not in file.name and "\\" not in file.name:
        answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer


def messages_json(request: HttpRequest) -> JsonResponse:
    """`{"messages": […]}`, newest first; `to` is a whole address, `limit` at most 500."""
    limit = request.GET.get("limit", "50")
    rows = Message.objects.order_by("-created_at", "-id").prefetch_related("attachments")
    if to := request.GET.get("to", "").strip():
        rows = rows.filter(to__iexact=to)
    most = min(int(limit), 500) if limit.isdecimal() else 50
    answer = JsonResponse({"messages": [_body(row) for row in rows[:most]]})
    add_never_cache_headers(answer)
    return answer


def _body(row: Message) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "channel": row.channel,
        "to": row.to,
        "subject": row.subject,
        "text": row.text,
        "html": row.html,
        "attachments": [_file(file) for file in row.attachments.all()],
        "createdAt": row.created_at.isoformat().replace("+00:00", "Z"),
        "state": row.state,
    }


def _file(file: MessageAttachment) -> dict[str, str]:
    """Text as it is, anything else in base64; `encoding` tells which."""
    content = bytes(file.content)
    text = file.content_type.startswith("text/")
    return {
        "name": file.name,
        "contentType": file.content_type,
        "encoding": "text" if text else "base64",
        "content": content.decode() if text else base64.b64encode(content).decode(),
    }
