"""What the office keeps: coupons, tax rules, plans, packages."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.billing import selectors
from pathya.billing.forms_office import CouponForm, PackageForm, PlanForm, RuleForm
from pathya.billing.models import Coupon, Order, Package, Plan
from pathya.billing.rules import OrderState
from pathya.billing.services import catalogue, coupons
from pathya.billing.views.desk import shown, tried
from pathya.kit.errors import NotFound
from pathya.ui import htmx

admin_page = role_required(Role.ADMIN)
SHOWN = 20


@require_http_methods(["GET", "POST"])
@admin_page
def coupon(request: HttpRequest, coupon_id: UUID | None = None) -> HttpResponse:
    """A new coupon, or the limits and the use of one."""
    viewer = user_of(request)
    found: Coupon | None = selectors.of_office(viewer, selectors.coupons(), coupon_id) if coupon_id else None
    if request.method == "POST" and found is not None and "end" in request.POST:
        coupons.end(actor=viewer, coupon_id=found.pk)
        htmx.toast(request, _("The coupon has ended."))
        return redirect("office_list", "coupons")
    form = CouponForm(request.POST if request.method == "POST" else None, coupon=found)
    if request.method == "POST" and form.is_valid():
        given = form.given()
        if tried(form, lambda: coupons.save(actor=viewer, coupon_id=coupon_id, **given)):
            htmx.toast(request, _("The coupon is saved."))
            return redirect("office_list", "coupons")
    uses = (
        Order.objects.filter(coupon=found, state=OrderState.PAID).select_related("client")
        if found
        else Order.objects.none()
    )
    title = found.code if found else _("New coupon")
    return shown(request, form, title=title, action=_("Save"), coupon=found, uses=uses[:SHOWN])


@require_http_methods(["GET", "POST"])
@admin_page
def rule(request: HttpRequest) -> HttpResponse:
    """A new rule from a day on."""
    form = RuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if tried(form, lambda: catalogue.rule(actor=user_of(request), **given)):
            htmx.toast(request, _("The rule is saved."))
            return redirect("office_list", "tax-rules")
    return shown(request, form, title=_("New tax rule"), action=_("Save"), advice=True)


@require_http_methods(["GET", "POST"])
@admin_page
def plan(request: HttpRequest, plan_id: UUID | None = None) -> HttpResponse:
    found = Plan.objects.filter(pk=plan_id).first() if plan_id else None
    if plan_id and found is None:
        raise NotFound
    form = PlanForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if tried(form, lambda: catalogue.save_plan(actor=user_of(request), plan_id=plan_id, **given)):
            htmx.toast(request, _("The plan is saved."))
            return redirect("office_list", "plans")
    return shown(request, form, title=_("Plan"), action=_("Save"))


@require_http_methods(["GET", "POST"])
@admin_page
def package(request: HttpRequest, package_id: UUID | None = None) -> HttpResponse:
    found = Package.objects.filter(pk=package_id).first() if package_id else None
    if package_id and found is None:
        raise NotFound
    form = PackageForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if tried(form, lambda: catalogue.save_package(actor=user_of(request), package_id=package_id, **given)):
            htmx.toast(request, _("The package is saved."))
            return redirect("office_list", "packages")
    return shown(request, form, title=_("Package"), action=_("Save"))
