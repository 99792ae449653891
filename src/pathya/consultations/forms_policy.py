"""What admins fill in for new terms of calls."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from pathya.consultations.rules import Terms

STEPS = 4
PRACTICE_ZONE = ZoneInfo("Asia/Kolkata")


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
