"""What payers and the office fill in."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from pathya.billing import gateways
from pathya.practice.rules import STATES


class CheckoutForm(forms.Form):
    coupon = forms.CharField(label=_("Coupon"), max_length=24, required=False)
    name = forms.CharField(label=_("Name on the invoice"), max_length=160, required=False)
    state = forms.ChoiceField(label=_("Your state"), required=False, choices=[("", "–"), *STATES.items()])
    gstin = forms.CharField(label=_("GSTIN, for businesses"), max_length=15, required=False)
    gateway = forms.ChoiceField(label=_("How you pay"), widget=forms.RadioSelect)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(name, gateways.NAMES[name]) for name in gateways.offered()]
        field = self.fields["gateway"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices
        field.initial = choices[0][0] if choices else ""


class LinkForm(forms.Form):
    email = forms.EmailField(label=_("The client's e-mail"), max_length=254)
    description = forms.CharField(label=_("What it is for"), max_length=200)
    amount = forms.DecimalField(
        label=_("Amount in rupees"), min_value=Decimal(1), max_value=Decimal(1_000_000), decimal_places=2
    )


class RefundForm(forms.Form):
    amount = forms.DecimalField(label=_("Amount in rupees"), min_value=Decimal("0.01"), decimal_places=2)
    reason = forms.CharField(label=_("Reason"), max_length=200)
