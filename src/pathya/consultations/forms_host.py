"""What hosts and admins fill in about calls and their terms."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.consultations.rules import REASON_LENGTH, Pays, Terms
from pathya.nutritionists.models import Offer

STEPS = 4
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local", "step": 300}, format="%Y-%m-%dT%H:%M")
FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
PRACTICE_ZONE = ZoneInfo("Asia/Kolkata")


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


class AskMoveForm(forms.Form):
    wanted_at = forms.DateTimeField(
        label=_("When would suit you?"), help_text=_("On your own clock."), widget=MOMENT, input_formats=FORMATS
    )
    why = forms.CharField(
        label=_("A word to your nutritionist"),
        help_text=_("Only the two of you see it."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        max_length=REASON_LENGTH,
        required=False,
    )


class WaitForm(forms.Form):
    first = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "first" in cleaned and "last" in cleaned and cleaned["last"] < cleaned["first"]:
            self.add_error("last", _("The last day comes after the first."))
        return cleaned

    def stretch(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From the first minute of the first day to the last of the last."""
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        return datetime.combine(first, time(), zone), datetime.combine(last, time(23, 59), zone)


class PolicyForm(forms.Form):
    """Steps of refund in hours; an empty row is none."""

    kind = forms.ChoiceField(label=_("For which kind"), required=False)
    valid_from = forms.DateField(
        label=_("From which day on"),
        help_text=_("Empty: from now on. Calls that are booked already keep their terms."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    move_hours = forms.IntegerField(
        label=_("Clients move a call up to so many hours before"), min_value=0, max_value=1440
    )
    most_moves = forms.IntegerField(label=_("How often a client may move a call"), min_value=0, max_value=20)
    no_show_percent = forms.IntegerField(
        label=_("Share of the fee kept when a client does not come, in per cent"), min_value=0, max_value=100
    )
    follow_up_days = forms.IntegerField(
        label=_("A follow-up within so many days is free, once"),
        help_text=_("After a paid call that took place. Empty or 0: none."),
        min_value=0,
        max_value=365,
        required=False,
    )
    follow_up_kind = forms.ChoiceField(label=_("Which kind is free then"), required=False)
    fee = forms.IntegerField(
        label=_("Fee to try the terms with, in rupees"), min_value=0, max_value=1_000_000, initial=1200, required=False
    )

    def __init__(self, kinds: Sequence[tuple[UUID, str]], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", _("All kinds without their own")), *((str(key), name) for key, name in kinds)]
        follow_up = self.fields["follow_up_kind"]
        assert isinstance(follow_up, forms.ChoiceField)  # noqa: S101
        follow_up.choices = [("", _("None")), *((str(key), name) for key, name in kinds)]
        for n in range(STEPS):
            self.fields[f"hours_{n}"] = forms.IntegerField(
                label=_("Hours before the start"), min_value=0, max_value=1440, required=False
            )
            self.fields[f"share_{n}"] = forms.IntegerField(
                label=_("Per cent back"), min_value=0, max_value=100, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for n in range(STEPS):
            if (cleaned.get(f"hours_{n}") is None) != (cleaned.get(f"share_{n}") is None):
                self.add_error(f"share_{n}", _("Fill in both, or neither."))
        if bool(cleaned.get("follow_up_days")) != bool(cleaned.get("follow_up_kind")):
            self.add_error("follow_up_kind", _("Fill in both, or neither."))
        return cleaned

    def steps(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"hours_{n}"], self[f"share_{n}"]) for n in range(STEPS)]

    def terms(self) -> Terms:
        data = self.cleaned_data
        steps = [(data[f"hours_{n}"], data[f"share_{n}"]) for n in range(STEPS)]
        refunds = tuple((hours * 60, share) for hours, share in steps if hours is not None)
        kind, days = data["follow_up_kind"], data["follow_up_days"] or 0
        moves = (data["move_hours"] * 60, data["most_moves"])
        return Terms(refunds, *moves, data["no_show_percent"], UUID(kind) if kind else None, days)

    def begins(self) -> datetime | None:
        """The first instant of the day on the practice's clock."""
        day = self.cleaned_data["valid_from"]
        return datetime.combine(day, time(), PRACTICE_ZONE) if day else None

    @staticmethod
    def of(terms: Terms) -> dict[str, Any]:
        """What the fields show for terms that stand."""
        shown: dict[str, Any] = {"move_hours": terms.move_minutes // 60, "most_moves": terms.most_moves}
        shown["no_show_percent"] = terms.no_show_percent
        shown |= {"follow_up_days": terms.follow_up_days or None, "follow_up_kind": terms.follow_up_kind}
        for n, (minutes, share) in enumerate(terms.refunds[:STEPS]):
            shown[f"hours_{n}"], shown[f"share_{n}"] = minutes // 60, share
        return shown
