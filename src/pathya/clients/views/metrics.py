"""Measurements: newest values, one kind over time, in bulk, from a lab report."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.clients import csv_import, lab_report, pictures, selectors, services
from pathya.clients.catalogue import KINDS
from pathya.clients.forms import CsvForm, MetricForm, ReportForm
from pathya.clients.models import Source
from pathya.clients.views.common import client_page, tell, viewer_of
from pathya.kit.errors import Invalid
from pathya.ui import htmx
from pathya.ui.words import viewer_zone


@require_http_methods(["GET", "POST"])
@client_page
def overview(request: HttpRequest) -> HttpResponse:
    """The newest value of each kind; a POST enters one."""
    viewer = viewer_of(request)
    form = MetricForm(request.POST if request.method == "POST" else None, zone=viewer.time_zone)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = csv_import.entry(
                data["kind"], data["value"], data["unit"], data["day"].isoformat(), viewer_zone(viewer.time_zone)
            )
        except ValueError as wrong:
            form.add_error("value", str(wrong))
        else:
            services.add_metrics(viewer=viewer, client=viewer, entries=[made])
            htmx.toast(request, _("Saved."))
            return redirect("metrics_kind", made.kind.slug)
    context = {"form": form, "latest": selectors.latest(viewer, selectors.profile(viewer).banded)}
    return render(request, "clients/metrics.html", context, status=422 if form.errors else 200)


@require_GET
@client_page
def kind(request: HttpRequest, kind: str) -> HttpResponse:
    viewer, found = viewer_of(request), KINDS.get(kind)
    if found is None:
        raise Http404
    rows = list(selectors.metrics(viewer, kind)[: pictures.MOST])
    band = found.band(selectors.profile(viewer).banded)
    chart = pictures.chart(found, rows, viewer_zone(viewer.time_zone), band)
    context = {"kind": found, "rows": rows, "band": band, "chart": chart}
    return render(request, "clients/metric.html", context)


@require_POST
@client_page
def remove(request: HttpRequest, metric_id: UUID) -> HttpResponse:
    services.remove_metric(viewer=viewer_of(request), metric_id=metric_id)
    htmx.toast(request, _("Taken out."))
    return redirect("metrics")


@require_http_methods(["GET", "POST"])
@client_page
def lines(request: HttpRequest) -> HttpResponse:
    """In bulk: shown first, entered when all lines are right and the person says so."""
    viewer = viewer_of(request)
    form = CsvForm(request.POST if request.method == "POST" else None)
    entries: list[csv_import.Entry] = []
    wrong: list[csv_import.Wrong] = []
    if request.method == "POST" and form.is_valid():
        entries, wrong = csv_import.parse(form.cleaned_data["text"], viewer_zone(viewer.time_zone))
        if entries and not wrong and request.POST.get("enter"):
            services.add_metrics(viewer=viewer, client=viewer, entries=entries, source=Source.CSV)
            count = len(entries)
            htmx.toast(request, ngettext("%(n)d value saved.", "%(n)d values saved.", count) % {"n": count})
            return redirect("metrics")
    context = {"form": form, "entries": entries, "wrong": wrong, "kinds": KINDS.values()}
    return render(request, "clients/lines.html", context, status=422 if form.errors or wrong else 200)


@require_http_methods(["GET", "POST"])
@client_page
def report(request: HttpRequest) -> HttpResponse:
    """Read a lab report; what is found is proposed."""
    viewer = viewer_of(request)
    form = ReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        content = data["file"].read(lab_report.MOST_BYTES + 1)
        try:
            made = services.read_report(viewer=viewer, client=viewer, content=content, taken_on=data["taken_on"])
        except Invalid as fact:
            tell(form, fact) if fact.fields else form.add_error("file", str(fact.message))
        else:
            return redirect("metrics_settle", made.pk)
    return render(request, "clients/report.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@client_page
def settle(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Each proposed value with its line in the report: confirm, mend or leave out."""
    viewer = viewer_of(request)
    found, wrong = selectors.report(viewer, report_id), {}
    if request.method == "POST":
        proposed = [one["kind"] for one in found.rows if one["state"] == "proposed"]
        values = {
            name: request.POST.get(f"value-{name}", "") if request.POST.get(f"take-{name}") else None
            for name in proposed
        }
        try:
            services.settle_report(viewer=viewer, report_id=report_id, values=values)
        except Invalid as fact:
            wrong = fact.fields
        else:
            htmx.toast(request, _("Saved."))
            return redirect("metrics")
    rows = [
        {
            **one,
            "name": KINDS[one["kind"]].name,
            "value": request.POST.get(f"value-{one['kind']}", one["value"]),
            "errors": wrong.get(one["kind"], []),
        }
        for one in found.rows
    ]
    context = {"report": found, "rows": rows, "open": any(one["state"] == "proposed" for one in rows)}
    return render(request, "clients/settle.html", context, status=422 if wrong else 200)
