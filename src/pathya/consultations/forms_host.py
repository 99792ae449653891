"""What hosts fill in to book for a client."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.consultations.rules import REASON_LENGTH, Pays
from pathya.nutritionists.models import Offer

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local", "step": 300}, format="%Y-%m-%dT%H:%M")
FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


class ExtendForm(forms.Form):
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=240)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The client reads it."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        max_length=REASON_LENGTH,
    )


class HostBookForm(forms.Form):
    """`clients` None: an admin names anybody by their address."""

    client = forms.ChoiceField(label=_("Client"))
    email = forms.EmailField(label=_("The client's e-mail"), max_length=254)
    offer = forms.ChoiceField(label=_("Kind of call"))
    at = forms.DateTimeField(
        label=_("Day and time"), help_text=_("On your own clock."), widget=MOMENT, input_formats=FORMATS
    )
    pays = forms.ChoiceField(
        label=_("How it is paid"), choices=Pays.choices, initial=Pays.ASK, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed outside your hours, inside your notice and beyond your horizon. It is kept with the call."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        max_length=REASON_LENGTH,
        required=False,
    )

    def __init__(
        self, clients: Sequence[User] | None, offers: Sequence[Offer], data: Any = None, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.offers = {str(offer.pk): offer for offer in offers}
        self._choices("offer", [(key, self._named(offer, clients)) for key, offer in self.offers.items()])
        if clients is None:
            del self.fields["client"]
        else:
            del self.fields["email"]
            self._choices("client", [(str(one.pk), one.get_full_name()) for one in clients])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices

    @staticmethod
    def _named(offer: Offer, clients: Sequence[User] | None) -> str:
        what = f"{offer.kind.name}, {offer.duration_minutes} min, {offer.fee}"
        return what if clients is not None else f"{offer.nutritionist.name}: {what}"

    @property
    def chosen(self) -> Offer:
        return self.offers[self.cleaned_data["offer"]]
