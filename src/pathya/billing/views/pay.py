"""Paying: the order, the way to the gateway, the true state afterwards, the documents."""

from uuid import UUID

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from pathya.accounts.decorators import role_required, signed_in_required, user_of
from pathya.accounts.models import Role
from pathya.billing import papers, selectors
from pathya.billing.errors import AlreadyPaid
from pathya.billing.forms import CheckoutForm
from pathya.billing.rules import PaymentState
from pathya.billing.services import asking, orders, payments, settle
from pathya.kit.errors import NotFound, PathyaError
from pathya.kit.pagination import asked, paginated

FORMS = [
    "https://api.razorpay.com",
    "https://api.cashfree.com",
    "https://sandbox.cashfree.com",
    "https://payments.cashfree.com",
    "https://payments-test.cashfree.com",
]
"""Where the form of `go` may lead: the gateways' hosted checkouts, and where those redirect to."""


@require_GET
@role_required(Role.CLIENT)
def link(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """The address in the mail: an order over the link's amount."""
    order = asking.order_of(client=user_of(request), link_id=link_id)
    return redirect("payment_checkout", order.pk)


@require_http_methods(["GET", "POST"])
@role_required(Role.CLIENT)
def checkout(request: HttpRequest, order_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    order = selectors.order(viewer, order_id)
    if not order.is_open:
        return redirect("payment_result", order.pk)
    initial = {name: getattr(order, f"bill_{name}") for name in ("name", "address", "state", "gstin", "country")}
    initial["coupon"] = order.coupon or ""
    form = CheckoutForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        chosen = given.pop("gateway")
        try:
            order = orders.describe(client=viewer, order_id=order_id, **given)
            if order.total == 0:
                settle.pay_nothing(order=order)
                return redirect("payment_result", order.pk)
            if "apply" not in request.POST:
                attempt = payments.begin(client=viewer, order_id=order_id, gateway=chosen)
                return redirect("payment_go", attempt.pk)
        except AlreadyPaid:
            return redirect("payment_result", order.pk)
        except PathyaError as fact:
            for name, texts in (fact.fields or {"__all__": [fact.message]}).items():
                form.add_error(name, [str(text) for text in texts])
        order = selectors.order(viewer, order_id)
    context = {"order": order, "form": form, "bill": papers.bill_of(order)}
    return render(request, "billing/checkout.html", context, status=422 if form.errors else 200)


@require_GET
@role_required(Role.CLIENT, Role.ADMIN)
def request_pdf(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """What is to be paid, on paper, with the UPI code to pay it; no tax document."""
    viewer = user_of(request)
    order = selectors.order(viewer, order_id)
    if not order.is_open:
        raise NotFound
    return _pdf(papers.request_pdf(order, viewer.language), f"pay-{order.pk}")


@require_GET
@csp_update({"form-action": FORMS})
@role_required(Role.CLIENT)
def go(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """The way to the gateway's page: a plain address, or a form for a person to send."""
    payment = selectors.payment(user_of(request), payment_id)
    if payment.state != "pending":
        return redirect("payment_result", payment.order_id)
    found = payments.checkout(payment)
    if not found.fields:
        return redirect(found.url)
    return render(request, "billing/go.html", {"checkout": found, "payment": payment})


@csrf_exempt
@require_http_methods(["GET", "POST"])
def returned(request: HttpRequest, gateway: str) -> HttpResponse:
    """The gateway sends the payer back here, by GET or by a form of its own page."""
    fields = {str(name): str(value) for name, value in (request.GET.dict() | request.POST.dict()).items()}
    payment = payments.returned(gateway=gateway, fields=fields)
    if payment.page_url and not request.user.is_authenticated:
        return render(request, "billing/thanks.html", {"payment": payment})
    return redirect("payment_result", payment.order_id)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def given_up(request: HttpRequest, payment_id: UUID) -> HttpResponse:  # noqa: ARG001
    """The payer left the gateway's page; the next page says how it stands, to whom it belongs."""
    payment = payments.order_of_attempt(payment_id)
    return redirect("payment_result", payment)


@require_GET
@role_required(Role.CLIENT)
def result(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """How it stands, as we know it now."""
    order = selectors.order(user_of(request), order_id)
    attempts = [one for one in order.payments.all() if not (one.page_url and one.state == PaymentState.PENDING)]
    invoice = next((one for one in order.invoices.all() if one.original_id is None), None)
    context = {"order": order, "attempt": attempts[0] if attempts else None, "invoice": invoice}
    response = render(request, "billing/result.html", context)
    add_never_cache_headers(response)
    return response


@require_GET
@role_required(Role.CLIENT)
def history(request: HttpRequest) -> HttpResponse:
    viewer = user_of(request)
    page, limit = asked(request.GET)
    found = paginated(selectors.orders(viewer), page=page, limit=limit)
    return render(request, "billing/history.html", {"page": found, "links": selectors.open_links(viewer)})


@require_GET
@signed_in_required
def invoice_pdf(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """The document in the viewer's language."""
    viewer = user_of(request)
    found = selectors.invoice(viewer, invoice_id)
    return _pdf(papers.pdf(found, viewer.language), found.number.replace("/", "-"))


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    add_never_cache_headers(response)
    return response
