"""Questions to the public directory."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pathya.nutritionists import selectors
from pathya.nutritionists.selectors import Wanted
from pathya.nutritionists.spoken import named

FEES = (800, 1200, 1600, 2000, 3000)
ANY = ("", _("Any"))


class DirectoryForm(forms.Form):
    """Filters of the public list; what can't be read does not filter."""

    specialisation = forms.ChoiceField(label=_("What it is about"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    fee = forms.TypedChoiceField(label=_("Fee up to"), required=False, coerce=int, empty_value=None)
    day = forms.DateField(label=_("Free on"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    sort = forms.ChoiceField(label=_("Sort by"), required=False)

    def __init__(self, data: Any, *, sorts: list[tuple[str, Any]]) -> None:
        super().__init__(data)
        subjects = [(each.slug, each.name) for each in selectors.specialisations()]
        self._choose("specialisation", [ANY, *subjects])
        self._choose("language", [ANY, *named(selectors.spoken())])
        self._choose("fee", [ANY, *((str(fee), f"₹{fee:,}") for fee in FEES)])
        self._choose("sort", sorts)

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and not 1970 < day.year < 3000:
            raise forms.ValidationError(_("This day is out of reach."))
        return day

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 – for the type checker
        field.choices = choices

    def wanted(self) -> Wanted:
        self.is_valid()
        found = self.cleaned_data
        return Wanted(found.get("specialisation", ""), found.get("language", ""), found.get("fee"))
