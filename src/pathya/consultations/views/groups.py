"""Pages of group sessions: a client takes a seat or waits for one, a host opens, cancels and ends a group."""

from collections.abc import Callable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.care.rules import Scope
from pathya.clients.views.whose import Whose, whose
from pathya.consultations import groups, offering, policies, seats, wording
from pathya.consultations.forms import CancelForm, GroupEndForm, GroupForm, GroupMoveForm, NotesForm
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Status
from pathya.consultations.wording import zone_name
from pathya.credits.selectors import left as credits_left
from pathya.kit.errors import NotFound, PathyaError
from pathya.nutritionists.models import Offer
from pathya.ui import htmx
from pathya.ui.words import viewer_zone

HOST = role_required(Role.NUTRITIONIST, Role.ADMIN)


@require_GET
@role_required(Role.CLIENT)
def listing(request: HttpRequest) -> HttpResponse:
    """Groups ahead, one's own marked; with `?for=` for somebody one acts for."""
    here = whose(request, writes=True)
    context = {"groups": seats.coming(here.client), "here": here, "people": care.people(here.viewer, Scope.ACT)}
    return render(request, "consultations/portal/groups.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.CLIENT)
def group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """One group, and what one can do, for oneself or with `?for=`: take a seat, wait for one, wait no more."""
    here = whose(request, writes=True)
    form, fact = NotesForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        try:
            call = _done(request, here, group_id, form.cleaned_data["notes"])
        except NotFound:
            raise
        except PathyaError as error:
            fact = error
        else:
            return redirect("consultation_booked", call.pk) if call else here.goes("group", group_id)
    found = seats.group(here.client, group_id)
    fee = found.session.fee
    context = {
        "group": found,
        "session": found.session,
        "form": form,
        "fact": fact,
        "terms": wording.terms(policies.in_force(found.session.kind_id), fee, of_group=True) if fee else [],
        "sessions_left": credits_left(here.client, found.session.kind_id) if fee else 0,
        "zone_label": zone_name(viewer_zone().key),
        "here": here,
        "people": care.people(here.viewer, Scope.ACT),
    }
    return render(request, "consultations/portal/group.html", context, status=fact.status if fact else 200)


def _done(request: HttpRequest, here: Whose, group_id: UUID, notes: str) -> Consultation | None:
    """What the button says; the seat when one was taken."""
    wanted, client = request.POST.get("do", "take"), here.client
    if wanted == "wait":
        offering.wait(client=client, actor=here.viewer, group_id=group_id)
        htmx.toast(request, _("You are on the waiting list. A mail comes when a seat is yours to take."))
    elif wanted == "stop":
        offering.leave(client=client, group_id=group_id)
        htmx.toast(request, _("You are no longer on the waiting list."))
    else:
        zone = client.time_zone if here.query else viewer_zone().key
        return groups.take_seat(
            client=client, actor=here.viewer, group_id=group_id, zone=zone, notes=notes, with_credit=wanted == "credit"
        )
    return None


@require_GET
@HOST
def hosted(request: HttpRequest) -> HttpResponse:
    """A host's groups, those ahead first."""
    viewer = user_of(request)
    context = {"coming": seats.coming(viewer), "past": seats.past(viewer)}
    return render(request, "consultations/practice/groups.html", context)


@require_http_methods(["GET", "POST"])
@HOST
def new(request: HttpRequest) -> HttpResponse:
    """Open a group."""
    viewer = user_of(request)
    offers = {str(offer.pk): offer for offer in _offers(viewer)}
    form = GroupForm(request.POST if request.method == "POST" else None)
    several = viewer.role == Role.ADMIN
    form.fields["offer"].choices = [  # type: ignore[attr-defined]
        (pk, f"{offer.nutritionist.name}: {offer.kind.name}" if several else offer.kind.name)
        for pk, offer in offers.items()
    ]
    fact: PathyaError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            made = groups.open_group(viewer=viewer, plan=_plan(form.cleaned_data, offers))
        except NotFound:
            raise
        except PathyaError as error:
            fact = error
        else:
            htmx.toast(request, _("The group session is open: clients can take seats."))
            return redirect("practice_group", made.pk)
    status = fact.status if fact else (422 if form.is_bound else 200)
    return render(request, "consultations/practice/group_new.html", {"form": form, "fact": fact}, status=status)


@require_GET
@HOST
def hosted_group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Who has a seat, and what the host can do."""
    found = seats.group(user_of(request), group_id)
    return render(request, "consultations/practice/group.html", _hosted(request, found))


@require_http_methods(["GET", "POST"])
@HOST
def cancel(request: HttpRequest, group_id: UUID) -> HttpResponse:
    def work(data: dict[str, Any]) -> None:
        groups.cancel(viewer=user_of(request), group_id=group_id, reason=data["reason"])

    page = ("consultations/practice/group_cancel.html", _("The group session is cancelled. Everybody gets a mail."))
    return form_page(request, group_id, CancelForm, work, page)


@require_http_methods(["GET", "POST"])
@role_required(Role.NUTRITIONIST)
def end(request: HttpRequest, group_id: UUID) -> HttpResponse:
    def work(data: dict[str, Any]) -> None:
        viewer, found = user_of(request), seats.group(user_of(request), group_id)
        came = set(request.POST.getlist("came"))
        absent = [call.pk for call in seats.participants(found) if str(call.pk) not in came]
        groups.end(viewer=viewer, group_id=group_id, summary=data["notes"], absent=absent)

    page = ("consultations/practice/group_end.html", _("The group session is ended."))
    return form_page(request, group_id, GroupEndForm, work, page)


def form_page(
    request: HttpRequest,
    group_id: UUID,
    form_class: type[CancelForm | GroupEndForm | GroupMoveForm],
    work: Callable[[dict[str, Any]], object],
    page: tuple[str, Any],
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form, do the work, go back to the group; what stands against it is told beside what was typed."""
    template, done = page
    found = seats.group(user_of(request), group_id)
    form, fact = form_class(request.POST if request.method == "POST" else None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        try:
            work(form.cleaned_data)
        except NotFound:
            raise
        except PathyaError as error:
            fact = error
        else:
            htmx.toast(request, done)
            return redirect("practice_group", group_id)
    status = fact.status if fact else (422 if form.is_bound else 200)
    return render(request, template, {**_hosted(request, found), "form": form, "fact": fact}, status=status)


def _hosted(request: HttpRequest, found: seats.Group) -> dict[str, Any]:
    time = found.time
    is_open = time.status in {Status.SCHEDULED, Status.IN_PROGRESS}
    return {
        "group": found,
        "session": found.session,
        "participants": list(seats.participants(found)),
        "zone_label": zone_name(viewer_zone().key),
        "is_mine": time.nutritionist.user_id == user_of(request).pk,
        "is_open": is_open,
        "endable": is_open and not found.is_coming,
    }


def _offers(viewer: User) -> list[Offer]:
    rows = Offer.objects.filter(is_active=True).select_related("nutritionist__user", "kind")
    if viewer.role == Role.NUTRITIONIST:
        rows = rows.filter(nutritionist__user=viewer)
    return list(rows.order_by("nutritionist__slug", "kind__position"))


def _plan(data: dict[str, Any], offers: dict[str, Offer]) -> groups.Plan:
    """The form's moment is read on the nutritionist's clock, whatever the viewer's is."""
    offer = offers[data["offer"]]
    zone = ZoneInfo(offer.nutritionist.time_zone)
    return groups.Plan(
        nutritionist_id=offer.nutritionist_id,
        kind_id=offer.kind_id,
        title=data["title"],
        about=data["about"],
        seats=data["seats"],
        starts_at=data["at"].replace(tzinfo=zone),
        minutes=data["minutes"],
        fee=data["fee"],
    )
