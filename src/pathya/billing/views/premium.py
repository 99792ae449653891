"""The client's subscription and packages of sessions."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.billing import errors, selectors
from pathya.billing.models import SandboxSubscription
from pathya.billing.services import catalogue, orders, pretend, subscriptions
from pathya.credits import selectors as session_credits
from pathya.kit.errors import NotFound
from pathya.ui import htmx

client_page = role_required(Role.CLIENT)


@require_http_methods(["GET", "POST"])
@client_page
def premium(request: HttpRequest) -> HttpResponse:
    """Plans, or the subscription that runs; a plan is chosen by POST."""
    viewer = user_of(request)
    if request.method == "POST":
        try:
            plan_id = UUID(request.POST.get("plan", ""))
        except ValueError:
            raise NotFound from None
        try:
            wish = subscriptions.record(client=viewer, plan_id=plan_id)
            subscriptions.confirm(subscription=wish)
        except errors.AlreadySubscribed as fact:
            htmx.toast(request, str(fact.message))
        except (errors.GatewayUnavailable, errors.NoGateway) as fact:
            htmx.toast(request, str(fact.message))
        return redirect("premium")
    mine = list(selectors.subscriptions(viewer).order_by("-created_at")[:5])
    running = selectors.premium_of(viewer)
    waiting = next((one for one in mine if one.state == "created" and one.confirm_url), None)
    context = {
        "running": running,
        "waiting": None if running else waiting,
        "plans": [] if running else [one for one in selectors.offered_plans() if not waiting or one != waiting.plan],
        "former": [one for one in mine if one.state == "ended" and one.paid_until],
    }
    return render(request, "billing/premium.html", context)


@require_POST
@client_page
def cancel(request: HttpRequest, subscription_id: UUID) -> HttpResponse:
    subscriptions.cancel(client=user_of(request), subscription_id=subscription_id)
    htmx.toast(request, _("You will not be charged again."))
    return redirect("premium")


@require_http_methods(["GET", "POST"])
@client_page
def packages(request: HttpRequest) -> HttpResponse:
    """Sessions on stock: what is left, and what can be bought."""
    viewer = user_of(request)
    if request.method == "POST":
        things = [(catalogue.PACKAGE, request.POST.get("package", "")[:64])]
        return redirect("payment_checkout", orders.open_order(client=viewer, things=things).pk)
    context = {"packages": selectors.offered_packages(), "grants": session_credits.grants(viewer)[:20]}
    return render(request, "billing/packages.html", context)


@require_http_methods(["GET", "POST"])
def sandbox(request: HttpRequest, subscription_id: str) -> HttpResponse:
    """The pretend gateway's page for the consent to monthly charges."""
    row = SandboxSubscription.objects.filter(pk=subscription_id).first()
    if row is None or not settings.PAYMENT_SANDBOX:
        raise NotFound
    if request.method == "POST":
        if request.POST.get("choice") != "abandon":
            pretend.confirm(subscription_id=row.pk, fails=request.POST.get("choice") == "fails")
        return redirect(row.return_url)
    return render(request, "billing/sandbox_subscribe.html", {"row": row})
