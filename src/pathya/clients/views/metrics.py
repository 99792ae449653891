"""Measurements: newest values, one kind over time, in bulk, from a lab report."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.care.rules import What
from pathya.clients import csv_import, lab_report, pictures, selectors, services
from pathya.clients.catalogue import KINDS
from pathya.clients.forms import CsvForm, MetricForm, ReportForm
from pathya.clients.models import Source
from pathya.clients.views.common import client_page, tell
from pathya.clients.views.whose import whose
from pathya.kit.errors import Invalid, NotFound
from pathya.ui import htmx
from pathya.ui.words import viewer_zone


@require_http_methods(["GET", "POST"])
@client_page
def overview(request: HttpRequest) -> HttpResponse:
    """The newest value of each kind; a POST enters one."""
    here = whose(request, reads=[What.METRICS])
    client = here.client
    form = MetricForm(request.POST if request.method == "POST" else None, zone=client.time_zone)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = csv_import.entry(
                data["kind"], data["value"], data["unit"], data["day"].isoformat(), viewer_zone(client.time_zone)
            )
        except ValueError as wrong:
            form.add_error("value", str(wrong))
        else:
            services.add_metrics(viewer=here.viewer, client=client, entries=[made])
            htmx.toast(request, _("Saved."))
            return here.goes("metrics_kind", made.kind.slug)
    context = {"form": form, "latest": selectors.latest(client, selectors.profile(client).banded)}
    return here.shows(request, "clients/metrics.html", context, wrong=bool(form.errors))


@require_GET
@client_page
def kind(request: HttpRequest, kind: str) -> HttpResponse:
    found = KINDS.get(kind)
    if found is None:
        raise Http404
    here = whose(request, reads=[What.METRICS])
    client = here.client
    rows = list(selectors.metrics(client, kind)[: pictures.MOST])
    band = found.band(selectors.profile(client).banded)
    chart = pictures.chart(found, rows, viewer_zone(client.time_zone), band)
    context = {"kind": found, "rows": rows, "band": band, "chart": chart}
    return here.shows(request, "clients/metric.html", context)


@require_POST
@client_page
def remove(request: HttpRequest, metric_id: UUID) -> HttpResponse:
    here = whose(request)
    services.remove_metric(viewer=here.viewer, metric_id=metric_id)
    htmx.toast(request, _("Taken out."))
    return here.goes("metrics")


@require_http_methods(["GET", "POST"])
@client_page
def lines(request: HttpRequest) -> HttpResponse:
    """In bulk: shown first, entered when all lines are right and the person says so."""
    here = whose(request, writes=True)
    form = CsvForm(request.POST if request.method == "POST" else None)
    entries: list[csv_import.Entry] = []
    wrong: list[csv_import.Wrong] = []
    if request.method == "POST" and form.is_valid():
        entries, wrong = csv_import.parse(form.cleaned_data["text"], viewer_zone(here.client.time_zone))
        if entries and not wrong and request.POST.get("enter"):
            services.add_metrics(viewer=here.viewer, client=here.client, entries=entries, source=Source.CSV)
            count = len(entries)
            htmx.toast(request, ngettext("%(n)d value saved.", "%(n)d values saved.", count) % {"n": count})
            return here.goes("metrics")
    context = {"form": form, "entries": entries, "wrong": wrong, "kinds": KINDS.values()}
    return here.shows(request, "clients/lines.html", context, wrong=bool(form.errors or wrong))


@require_http_methods(["GET", "POST"])
@client_page
def report(request: HttpRequest) -> HttpResponse:
    """Read a lab report; what is found is proposed."""
    here = whose(request, writes=True)
    form = ReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        content = data["file"].read(lab_report.MOST_BYTES + 1)
        try:
            made = services.read_report(
                viewer=here.viewer, client=here.client, content=content, taken_on=data["taken_on"]
            )
        except Invalid as fact:
            tell(form, fact) if fact.fields else form.add_error("file", str(fact.message))
        else:
            return here.goes("metrics_settle", made.pk)
    return here.shows(request, "clients/report.html", {"form": form}, wrong=bool(form.errors))


@require_http_methods(["GET", "POST"])
@client_page
def settle(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Each proposed value with its line in the report: confirm, mend or leave out."""
    here = whose(request, writes=True)
    found, wrong = selectors.report(here.viewer, report_id), {}
    if found.client_id != here.client.pk:
        raise NotFound
    if request.method == "POST":
        proposed = [one["kind"] for one in found.rows if one["state"] == "proposed"]
        values = {
            name: request.POST.get(f"value-{name}", "") if request.POST.get(f"take-{name}") else None
            for name in proposed
        }
        try:
            services.settle_report(viewer=here.viewer, report_id=report_id, values=values)
        except Invalid as fact:
            wrong = fact.fields
        else:
            htmx.toast(request, _("Saved."))
            return here.goes("metrics")
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
    return here.shows(request, "clients/settle.html", context, wrong=bool(wrong))
