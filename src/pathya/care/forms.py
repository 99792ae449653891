"""Giving somebody access."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pathya.care.rules import Scope, Tie


class AcceptForm(forms.Form):
    """A guardian's word; others have only the button."""

    agrees = forms.BooleanField(
        label=_("I am this person's parent or legal guardian, I am 18 or older, and I agree to this."), required=False
    )


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("Their e-mail"), max_length=254)
    tie = forms.ChoiceField(label=_("Who they are to you"), choices=Tie.choices)
    scope = forms.ChoiceField(
        label=_("What they may do"), choices=Scope.choices, initial=Scope.READ, widget=forms.RadioSelect
    )
