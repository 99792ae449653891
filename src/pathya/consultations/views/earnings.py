"""What one's calls brought in, month by month, and the same as CSV."""

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.billing.rules import safe_cell
from pathya.consultations import earnings
from pathya.kit import clock
from pathya.ui.words import viewer_zone


@require_GET
@role_required(Role.NUTRITIONIST)
def page(request: HttpRequest) -> HttpResponse:
    """`year`, this one when left out; `export=csv`."""
    this = clock.today(viewer_zone()).year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else this
    found = earnings.of_year(user_of(request), year)
    if request.GET.get("export") == "csv":
        return _csv(found)
    context = {"found": found, "total": found.total, "years": range(this, max(this - 4, 2020), -1)}
    return render(request, "consultations/practice/earnings.html", context)


def _csv(found: earnings.Earnings) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="earnings-{found.year}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    money = (_("Paid"), _("Given back"), _("Net"))
    titles = (_("Month"), _("Kind"), *money, _("Completed"), _("Did not come"), _("By package"))
    writer.writerow([safe_cell(title) for title in titles])
    for month in found.months:
        for line in month.lines.values():
            cells = (line.name, line.paid, line.back, line.net, line.completed, line.missed, line.by_credit)
            writer.writerow([f"{month.first:%Y-%m}", *(safe_cell(cell) for cell in cells)])
    return response
