"""What the office fills in: refunds, requests, coupons, tax rules, plans, packages, closings."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pathya.billing.models import Coupon, Package, Plan
from pathya.billing.rules import Papers, Treatment
from pathya.kit import clock
from pathya.nutritionists.models import ConsultationKind

MOST = Decimal(1_000_000)


def rupees(label: Any, least: str = "1", **options: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=Decimal(least), max_value=MOST, decimal_places=2, **options)


def day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **options)


class LinkForm(forms.Form):
    email = forms.EmailField(label=_("The client's e-mail"), max_length=254)
    description = forms.CharField(label=_("What it is for"), max_length=200)
    amount = rupees(_("Amount in rupees"))
    papers = forms.ChoiceField(label=_("Invoice"), choices=Papers.choices, initial=Papers.PAID)


class RefundForm(forms.Form):
    amount = rupees(_("Amount in rupees"), "0.01")
    reason = forms.CharField(label=_("Reason"), max_length=200)


class ReceivedForm(forms.Form):
    method = forms.ChoiceField(
        label=_("How it came"), choices=[("upi", "UPI"), ("bank", _("Bank")), ("cash", _("Cash"))]
    )
    reference = forms.CharField(label=_("The bank's reference"), max_length=80)


class ReferenceForm(forms.Form):
    reference = forms.CharField(label=_("The bank's reference"), max_length=80)


class ClosingForm(forms.Form):
    closing = forms.CharField(label=_("What came of it"), max_length=200)


class RuleForm(forms.Form):
    service = forms.SlugField(
        label=_("Service"),
        max_length=24,
        help_text=_("As lines of orders name it, like consultation, program, premium."),
    )
    since = day(_("From"))
    treatment = forms.ChoiceField(label=_("Treatment"), choices=Treatment.choices)
    sac = forms.CharField(label="SAC", max_length=6, initial="999319")
    rate = forms.DecimalField(label=_("Rate in %"), min_value=Decimal(0), max_value=Decimal(40), decimal_places=2)


class CouponForm(forms.Form):
    """`until` is the last day; it is kept as the midnight after it in the practice's zone."""

    code = forms.CharField(label=_("Code"), min_length=3, max_length=24)
    percent = forms.IntegerField(label=_("Per cent off"), min_value=1, max_value=100, required=False)
    amount = rupees(_("Or rupees off"), required=False)
    valid_from = day(_("From"))
    until = day(_("Until, this day too"), required=False)
    most = forms.IntegerField(label=_("How often in all"), min_value=1, max_value=1_000_000, required=False)
    most_per_person = forms.IntegerField(label=_("How often for one person"), min_value=1, max_value=1000, initial=1)
    note = forms.CharField(label=_("Note for you"), max_length=120, required=False)

    def __init__(self, *args: Any, coupon: Coupon | None = None, **kwargs: Any) -> None:
        zone = ZoneInfo(settings.PRACTICE_TIME_ZONE)
        initial: dict[str, Any] = {"valid_from": clock.today(zone), "most_per_person": 1}
        if coupon is not None:
            fields = ("code", "percent", "amount", "most", "most_per_person", "note")
            initial = {name: getattr(coupon, name) for name in fields}
            initial["valid_from"] = coupon.valid_from.astimezone(zone).date()
            initial["until"] = coupon.valid_until and coupon.valid_until.astimezone(zone).date()
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        if coupon is not None:
            for name in ("code", "percent", "amount"):
                self.fields[name].disabled = True

    def given(self) -> dict[str, Any]:
        zone = ZoneInfo(settings.PRACTICE_TIME_ZONE)
        given = dict(self.cleaned_data)
        until = given.pop("until")
        given["valid_from"] = datetime.combine(given["valid_from"], time(0), zone)
        given["valid_until"] = datetime.combine(until, time(23, 59, 59), zone) if until else None
        return given


class PlanForm(forms.ModelForm[Plan]):
    class Meta:
        model = Plan
        fields = (
            "slug",
            "title_en",
            "title_hi",
            "summary_en",
            "summary_hi",
            "amount",
            "months",
            "grace_days",
            "service",
            "is_offered",
        )
        labels: ClassVar = {
            "slug": _("Short name"),
            "title_en": _("Title, English"),
            "title_hi": _("Title, Hindi"),
            "summary_en": _("One line, English"),
            "summary_hi": _("One line, Hindi"),
            "amount": _("Amount in rupees"),
            "months": _("Months of one charge"),
            "grace_days": _("Days of grace"),
            "service": _("Service, for the tax rule"),
            "is_offered": _("Clients can take it"),
        }


class PackageForm(forms.ModelForm[Package]):
    class Meta:
        model = Package
        fields = ("title_en", "title_hi", "kind", "sessions", "amount", "valid_days", "service", "is_offered")
        labels: ClassVar = {
            "title_en": _("Title, English"),
            "title_hi": _("Title, Hindi"),
            "kind": _("Kind of call"),
            "sessions": _("Sessions"),
            "amount": _("Amount in rupees"),
            "valid_days": _("Days until they run out"),
            "service": _("Service, for the tax rule"),
            "is_offered": _("Clients can take it"),
        }

    kind = forms.ModelChoiceField(queryset=ConsultationKind.objects.all(), label=_("Kind of call"))
