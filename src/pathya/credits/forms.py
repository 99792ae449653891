"""What an admin fills in to give sessions."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

PRACTICE_ZONE = ZoneInfo("Asia/Kolkata")


class GrantForm(forms.Form):
    email = forms.EmailField(label=_("The client's e-mail"), max_length=254)
    kind = forms.ChoiceField(label=_("Kind of call"))
    count = forms.IntegerField(label=_("How many sessions"), min_value=1, max_value=100)
    source = forms.CharField(label=_("What for"), help_text=_("The client reads it."), max_length=120)
    last_day = forms.DateField(
        label=_("Last day"),
        help_text=_("Empty: they do not run out."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )

    def __init__(self, kinds: Sequence[tuple[UUID, str]], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(str(key), name) for key, name in kinds]

    def expires(self) -> datetime | None:
        """The end of the last day on the practice's clock."""
        day = self.cleaned_data["last_day"]
        return datetime.combine(day + timedelta(days=1), time(), PRACTICE_ZONE) if day else None
