"""The progress report as page and PDF, for the client and for who treats them."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from pathya.accounts.decorators import role_required
from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.care import services as trail
from pathya.journeys import insights, papers, pictures, selectors
from pathya.journeys.report import LONGEST, report
from pathya.journeys.views_common import client_page, viewer_of
from pathya.kit import clock

SPAN = 30


def span_asked(request: HttpRequest, client: User) -> tuple[date, date]:
    """The range asked for; the last 30 days for none or a nonsensical one."""
    today = clock.today(client.time_zone)
    try:
        last = min(date.fromisoformat(request.GET.get("last", "")), today)
        first = date.fromisoformat(request.GET.get("first", ""))
        if not 0 <= (last - first).days < LONGEST:
            raise ValueError
    except ValueError:
        return today - timedelta(days=SPAN - 1), today
    return first, last


@require_GET
@client_page
def own(request: HttpRequest) -> HttpResponse:
    return _page(request, viewer_of(request), "ui/layouts/portal.html")


@require_GET
@client_page
def own_pdf(request: HttpRequest) -> HttpResponse:
    return _pdf(request, viewer_of(request))


@require_GET
@role_required(Role.NUTRITIONIST)
def of_client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    return _page(request, _treated(request, client_id), "ui/layouts/practice.html")


@require_GET
@role_required(Role.NUTRITIONIST)
def of_client_pdf(request: HttpRequest, client_id: UUID) -> HttpResponse:
    return _pdf(request, _treated(request, client_id))


def _treated(request: HttpRequest, client_id: UUID) -> User:
    viewer = viewer_of(request)
    client = care.client(viewer, client_id)
    trail.note_read(viewer=viewer, client_id=client_id, what="days")
    return client


def _page(request: HttpRequest, client: User, layout: str) -> HttpResponse:
    first, last = span_asked(request, client)
    told = report(client, first, last)
    context: dict[str, Any] = {
        "report": told,
        "client": client,
        "layout": layout,
        "is_own": client == request.user,
        "query": f"?first={first.isoformat()}&last={last.isoformat()}",
        "charts": [
            *pictures.charts(told.check_ins, last, told.days),
            *pictures.food_charts(told.foods, last, told.days),
            *pictures.symptom_charts(selectors.symptom_days(client, first, last), last, told.days),
        ],
        "insights": [(one, insights.rests_on(one.days)) for one in told.insights],
        "journeys": selectors.journeys(client)[:3],
    }
    return render(request, "journeys/report.html", context)


def _pdf(request: HttpRequest, client: User) -> HttpResponse:
    first, last = span_asked(request, client)
    content = papers.pdf(client, report(client, first, last), get_language() or "en")
    name = f"pathya-{first.isoformat()}-{last.isoformat()}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
