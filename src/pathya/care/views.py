"""Who sees my record, who acts for me, who read what."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.decorators import role_required
from pathya.accounts.models import Role, User
from pathya.care import selectors, services
from pathya.care.forms import AcceptForm, InviteForm
from pathya.care.rules import Tie
from pathya.kit.errors import Conflict, Invalid
from pathya.kit.pagination import paginated
from pathya.ui import htmx

client_page = role_required(Role.CLIENT)
SHOWN = 10
PER_PAGE = 50


@require_http_methods(["GET", "POST"])
@client_page
def page(request: HttpRequest) -> HttpResponse:
    """Relations, delegates and the last reads; a POST invites somebody."""
    viewer = _viewer(request)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.invite(client=viewer, **form.cleaned_data)
        except Invalid as fact:
            for name, texts in fact.fields.items():
                form.add_error(name, [str(text) for text in texts])
        else:
            htmx.toast(request, _("The invitation is on its way."))
            return redirect("care")
    relations, delegates = list(selectors.relations(viewer)), list(selectors.delegates(viewer))
    context = {
        "open_relations": [one for one in relations if one.is_open],
        "ended_relations": [one for one in relations if not one.is_open],
        "mine": [one for one in delegates if one.client_id == viewer.pk],
        "others": [one for one in delegates if one.client_id != viewer.pk],
        "reads": selectors.reads(viewer)[:SHOWN],
        "form": form,
    }
    return render(request, "care/page.html", context, status=422 if form.errors else 200)


@require_GET
@client_page
def reads(request: HttpRequest) -> HttpResponse:
    """Every read, a page at a time."""
    number = request.GET.get("page", "1")
    wanted = int(number) if number.isdecimal() and len(number) < 7 else 1
    found = paginated(selectors.reads(_viewer(request)), page=wanted, limit=PER_PAGE)
    return render(request, "care/reads.html", {"page": found})


@require_POST
@role_required(Role.CLIENT, Role.NUTRITIONIST)
def end(request: HttpRequest, relation_id: UUID) -> HttpResponse:
    relation = services.end(viewer=_viewer(request), relation_id=relation_id)
    if relation.nutritionist_id == _viewer(request).pk:
        told = _("You no longer see the record of %(name)s.") % {"name": relation.client.get_full_name()}
        htmx.toast(request, told)
        return redirect("practice_today")
    told = _("%(name)s no longer sees your record.") % {"name": relation.nutritionist.get_full_name()}
    htmx.toast(request, told)
    return redirect("care")


@require_POST
@client_page
def revoke(request: HttpRequest, delegate_id: UUID) -> HttpResponse:
    services.revoke(viewer=_viewer(request), delegate_id=delegate_id)
    htmx.toast(request, _("The access has ended."))
    return redirect("care")


@require_http_methods(["GET", "POST"])
@client_page
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail, signed in: a button, so that opening a link changes nothing."""
    asked = selectors.invitation(token)
    form = (
        AcceptForm(request.POST if request.method == "POST" else None) if asked and asked.tie == Tie.GUARDIAN else None
    )
    if request.method == "POST":
        try:
            row = services.accept(viewer=_viewer(request), token=token, agrees="agrees" in request.POST)
        except Conflict as fact:
            return render(request, "care/accept.html", {"fact": fact}, status=fact.status)
        except Invalid as fact:
            if form is not None and form.is_valid():
                form.add_error("agrees", [str(text) for text in fact.fields["agrees"]])
            return render(request, "care/accept.html", {"form": form}, status=fact.status)
        told = _("You can now look after %(name)s's record.") % {"name": row.client.get_full_name()}
        htmx.toast(request, told)
        return redirect("care")
    return render(request, "care/accept.html", {"form": form})


def _viewer(request: HttpRequest) -> User:
    return cast("User", request.user)
