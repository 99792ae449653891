"""Single things of the back office: an order, a payment, a refund, a request, a difference; and what is made anew."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role, User
from pathya.billing import selectors
from pathya.billing.by_terms import by_terms
from pathya.billing.forms_office import ClosingForm, LinkForm, ReceivedForm, ReferenceForm, RefundForm
from pathya.billing.links import pay_url
from pathya.billing.models import Difference
from pathya.billing.rules import BY_HAND, Document, OrderState, RefundState
from pathya.billing.services import asking, inbox, payments, reconciling, refunds
from pathya.billing.views.sheets import SHEETS
from pathya.kit.errors import NotFound, PathyaError
from pathya.kit.pagination import asked, paginated
from pathya.ui import htmx

admin_page = role_required(Role.ADMIN)
FORM = "billing/office/form.html"


def tried(form: forms.BaseForm, work: Callable[[], Any]) -> bool:
    """Whether it was done; what was wrong stands beside its field."""
    try:
        work()
    except PathyaError as fact:
        for name, texts in (fact.fields or {"__all__": [fact.message]}).items():
            form.add_error(name if name in form.fields else None, [str(text) for text in texts])
        return False
    return True


def shown(request: HttpRequest, form: forms.BaseForm | None, **context: Any) -> HttpResponse:
    status = 422 if form is not None and form.errors else 200
    sheets = SHEETS if user_of(request).role == Role.ADMIN else {}
    return render(request, FORM, {"form": form, "sheets": sheets, **context}, status=status)


@require_http_methods(["GET", "POST"])
@admin_page
def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """An order with its attempts and documents; what came by bank is entered here, what was supplied is invoiced."""
    viewer = user_of(request)
    found = selectors.order(viewer, order_id)
    form = ReceivedForm(request.POST if request.method == "POST" and "supplied" not in request.POST else None)
    if request.method == "POST" and "supplied" in request.POST:
        asking.supplied(actor=viewer, order_id=order_id)
        htmx.toast(request, _("The invoice is issued."))
        return redirect("office_order", order_id)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if tried(form, lambda: payments.by_hand(actor=viewer, order_id=order_id, **given)):
            htmx.toast(request, _("The payment is entered."))
            return redirect("office_order", order_id)
    kinds = {one.kind for one in found.invoices.all()}
    waits = found.state == OrderState.PAID and kinds and not kinds - {Document.RECEIPT, Document.VOUCHER}
    context = {
        "order": found,
        "form": form if found.is_open and found.total else None,
        "waits": waits,
        "sheets": SHEETS,
    }
    return render(request, "billing/office/order.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@admin_page
def payment(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """One payment and a refund of it, whole or in part."""
    viewer = user_of(request)
    found = selectors.payment(viewer, payment_id)
    form = RefundForm(request.POST or None, initial={"amount": found.left})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if tried(form, lambda: refunds.refund(actor=viewer, payment_id=payment_id, **given)):
            htmx.toast(request, _("The refund is on its way."))
            return redirect("office_payment", payment_id)
    form_shown = form if found.left and found.paid_at else None
    return shown(
        request,
        form_shown,
        title=found.order.title,
        payment=found,
        action=_("Refund"),
        terms=by_terms(viewer, payment_id),
    )


@require_http_methods(["GET", "POST"])
@admin_page
def refund(request: HttpRequest, refund_id: UUID) -> HttpResponse:
    """One refund: asked for again when the gateway refused it, closed by its reference when it goes by hand."""
    viewer = user_of(request)
    found = selectors.refund(viewer, refund_id)
    by_hand = found.payment.gateway == BY_HAND and found.state != RefundState.SUCCESS
    form = ReferenceForm(request.POST or None) if by_hand else None
    if request.method == "POST" and form is None:
        refunds.again(actor=viewer, refund_id=refund_id)
        htmx.toast(request, _("The gateway is asked again."))
        return redirect("office_refund", refund_id)
    if form is not None and request.method == "POST" and form.is_valid():
        reference = form.cleaned_data["reference"]
        if tried(form, lambda: refunds.by_hand(actor=viewer, refund_id=refund_id, reference=reference)):
            return redirect("office_refund", refund_id)
    again = found.state == RefundState.FAILED and not by_hand
    return shown(request, form, title=_("Refund"), refund=found, action=_("Paid back by hand"), again=again)


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN, Role.NUTRITIONIST)
def new_link(request: HttpRequest) -> HttpResponse:
    """Ask a client for a payment; below, what was asked for before."""
    viewer = user_of(request)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        client = User.objects.filter(email=given.pop("email").lower(), role=Role.CLIENT).first()
        if client is None:
            form.add_error("email", _("There is no client with this address."))
        elif tried(form, lambda: asking.link(actor=viewer, client_id=client.pk, **given)):
            htmx.toast(request, _("The request is on its way."))
            return redirect("office_link")
    page, limit = asked(request.GET)
    found = paginated(selectors.links(viewer), page=page, limit=limit)
    context = {"form": form, "page": found}
    return render(request, "billing/office/links.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN, Role.NUTRITIONIST)
def link(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """One request, and taking it back."""
    viewer = user_of(request)
    found = selectors.links(viewer).filter(pk=link_id).first()
    if found is None:
        raise NotFound
    if request.method == "POST":
        asking.withdraw(actor=viewer, link_id=link_id)
        htmx.toast(request, _("The request is withdrawn."))
        return redirect("office_link")
    open_still = not found.paid_at and not found.withdrawn_at
    return shown(request, None, title=found.description, link=found, withdraw=open_still, pay_url=pay_url(found))


@require_http_methods(["GET", "POST"])
@admin_page
def difference(request: HttpRequest, difference_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    rows = Difference.objects.select_related("payment__order__client", "closed_by", "refund")
    found: Difference = selectors.of_office(viewer, rows, difference_id)
    form = ClosingForm(request.POST or None) if found.closed_at is None else None
    if form is not None and request.method == "POST" and form.is_valid():
        closing = form.cleaned_data["closing"]
        reconciling.close(actor=viewer, difference_id=difference_id, closing=closing)
        return redirect("office_list", "differences")
    return shown(request, form, title=_("Difference"), difference=found, action=_("Close it"))


@require_POST
@admin_page
def replay(request: HttpRequest, event_id: UUID) -> HttpResponse:
    inbox.replay(actor=user_of(request), event_id=event_id)
    htmx.toast(request, _("It is worked on again."))
    return redirect("office_list", "webhooks")
