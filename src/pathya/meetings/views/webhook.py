"""Zoom tells that a recording is there."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from pathya.integrations.video import webhook
from pathya.kit import clock
from pathya.kit.errors import Forbidden, NotFound
from pathya.meetings import recordings
from pathya.operations import limits


@csrf_exempt
@require_POST
def zoom(request: HttpRequest) -> HttpResponse:
    """Signed by Zoom or refused; kept once, worked on later, answered at once."""
    account = settings.ZOOM
    if account is None or not account.webhook_secret:
        raise NotFound
    try:
        notice = webhook.read(
            request.body,
            signature=request.headers.get("x-zm-signature", ""),
            timestamp=request.headers.get("x-zm-request-timestamp", ""),
            secret=account.webhook_secret,
            now=clock.now(),
        )
    except webhook.NotZooms:
        limits.check("zoom-webhook", request.META.get("REMOTE_ADDR") or "", limit=60, seconds=60)
        raise Forbidden from None
    if notice.kind == webhook.VALIDATION:
        return JsonResponse(webhook.validated(notice, account.webhook_secret))
    recordings.take(notice)
    return HttpResponse(status=204)
