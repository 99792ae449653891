"""Where a service tells what became of the messages it took over."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pathya.integrations.whatsapp import CloudAccount, webhook
from pathya.kit.errors import Forbidden, NotFound
from pathya.operations import limits
from pathya.outbox import delivery, tasks
from pathya.outbox.rules import Channel, Progress

STEPS = {
    "sent": Progress.ACCEPTED,
    "failed": Progress.UNDELIVERED,
    "delivered": Progress.DELIVERED,
    "read": Progress.READ,
}


@csrf_exempt
@require_http_methods(["GET", "POST"])
def whatsapp(request: HttpRequest) -> HttpResponse:
    """GET: Meta's check of the address. POST: signed by Meta or refused; repeats and any order change nothing."""
    account: CloudAccount | None = settings.WHATSAPP
    if account is None or not account.app_secret:
        raise NotFound
    if request.method == "GET":
        challenge = webhook.answers(request.GET.dict(), account.verify_token)
        if challenge is None:
            raise Forbidden
        return HttpResponse(challenge, content_type="text/plain; charset=utf-8")
    signature = request.headers.get("X-Hub-Signature-256", "")
    try:
        told = webhook.read(request.body, signature=signature, secret=account.app_secret)
    except webhook.NotMetas:
        limits.check("whatsapp-webhook", request.META.get("REMOTE_ADDR") or "", limit=60, seconds=60)
        raise Forbidden from None
    for external_id, status in told:
        step = STEPS[status]
        if not delivery.note_progress(channel=Channel.WHATSAPP, external_id=external_id, progress=step):
            later = tasks.note_progress.configure(schedule_in={"seconds": 30})
            later.defer(channel=Channel.WHATSAPP.value, external_id=external_id, progress=step.value)
    return HttpResponse(status=200)
