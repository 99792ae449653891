"""What payers and the office fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pathya.billing import gateways
from pathya.practice.rules import STATES

COUNTRIES = [
    ("AE", _("United Arab Emirates")),
    ("AU", _("Australia")),
    ("CA", _("Canada")),
    ("DE", _("Germany")),
    ("GB", _("United Kingdom")),
    ("NP", _("Nepal")),
    ("NZ", _("New Zealand")),
    ("OM", _("Oman")),
    ("QA", _("Qatar")),
    ("SA", _("Saudi Arabia")),
    ("SG", _("Singapore")),
    ("US", _("United States")),
    ("ZZ", _("Another country")),
]
"""Where clients abroad mostly live; for GST only "outside India" counts."""


class CheckoutForm(forms.Form):
    coupon = forms.CharField(label=_("Coupon"), max_length=24, required=False)
    name = forms.CharField(label=_("Name on the invoice"), max_length=160, required=False)
    address = forms.CharField(label=_("Address on the invoice"), max_length=400, required=False)
    country = forms.ChoiceField(
        label=_("Where you live"), required=False, choices=[("IN", _("India")), *COUNTRIES], initial="IN"
    )
    state = forms.ChoiceField(label=_("Your state, in India"), required=False, choices=[("", "–"), *STATES.items()])
    gstin = forms.CharField(label=_("GSTIN, for businesses"), max_length=15, required=False)
    gateway = forms.ChoiceField(label=_("How you pay"), widget=forms.RadioSelect)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(name, gateways.NAMES[name]) for name in gateways.offered()]
        field = self.fields["gateway"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices
        field.initial = choices[0][0] if choices else ""
