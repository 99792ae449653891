"""Supplements on the day page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pathya.journeys import supplements
from pathya.journeys.views_common import address, client_page, day_asked, viewer_of
from pathya.kit.errors import Invalid
from pathya.ui import htmx


@require_POST
@client_page
def add(request: HttpRequest) -> HttpResponse:
    try:
        supplements.add(person=viewer_of(request), name=request.POST.get("name", ""), dose=request.POST.get("dose", ""))
    except Invalid as fact:
        htmx.toast(request, str(fact.fields["name"][0]), "warning")
    return _back(request)


@require_POST
@client_page
def take(request: HttpRequest, supplement_id: UUID) -> HttpResponse:
    when, taken = day_asked(request), request.POST.get("taken") == "1"
    supplements.take(person=viewer_of(request), supplement_id=supplement_id, day=when, taken=taken)
    return _back(request)


@require_POST
@client_page
def stop(request: HttpRequest, supplement_id: UUID) -> HttpResponse:
    supplements.stop(person=viewer_of(request), supplement_id=supplement_id)
    htmx.toast(request, _("No longer on your list."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(f"{address(day_asked(request))}#supplements")
