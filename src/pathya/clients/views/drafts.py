"""What is typed into a section of the history is kept while one types."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pathya.clients import drafts, history, selectors
from pathya.clients.views.common import client_page
from pathya.clients.views.whose import whose


@require_POST
@client_page
def section(request: HttpRequest, section: str) -> HttpResponse:
    """The form's fields as they stand; `drop` lets go of what was kept."""
    found = history.SECTIONS.get(section)
    if found is None:
        raise Http404
    here = whose(request, writes=True)
    if "drop" in request.POST:
        drafts.drop(viewer=here.viewer, client=here.client, section=found)
        return here.goes("record_section", section)
    base = selectors.medical_history(here.client).data[section]
    drafts.keep(viewer=here.viewer, client=here.client, section=found, base=base, rows=typed_rows(request, found))
    return HttpResponse(_("Kept as a draft. Save it when you are done."))


def typed_rows(request: HttpRequest, found: history.Section) -> list[dict[str, str]]:
    """The rows of a section's form as they were sent, right or not."""
    total = request.POST.get(f"{found.name}-TOTAL_FORMS", "")
    count = min(int(total), drafts.MOST_ROWS) if total.isdecimal() and len(total) < 4 else 0
    names = [column.name for column in found.columns]
    return [{name: request.POST.get(f"{found.name}-{n}-{name}", "") for name in names} for n in range(count)]
