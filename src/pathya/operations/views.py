"""Addresses for balancers and monitors. They tell states and numbers, nothing else."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pathya.operations import health, metrics


@require_safe
@never_cache
def live(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "live"})


@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """Requests may be sent here: database reachable, migrated, configuration whole."""
    reason = health.not_ready()
    if reason:
        return JsonResponse({"status": "not_ready", "reason": reason}, status=503)
    return JsonResponse({"status": "ready"})


@require_safe
@never_cache
def well(_request: HttpRequest) -> JsonResponse:
    """Every part with its state; 503 when one is not well."""
    states = health.report()
    fine = all(state.state == health.OK for state in states.values())
    body = {"status": "ok" if fine else "unwell", "parts": {name: state.body() for name, state in states.items()}}
    return JsonResponse(body, status=200 if fine else 503)


@require_safe
@never_cache
def prometheus(request: HttpRequest) -> HttpResponse:
    """Open in development; in production it needs `Authorization: Bearer <PATHYA_METRICS_TOKEN>`, else 404."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    wanted = settings.METRICS_TOKEN
    if (wanted or settings.PRODUCTION) and not (wanted and constant_time_compare(given, wanted)):
        return HttpResponse(status=404)
    return HttpResponse(metrics.text(), content_type=metrics.CONTENT_TYPE)
