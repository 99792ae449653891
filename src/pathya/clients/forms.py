"""Forms of a record: parts of a profile, rows of a history, values."""

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from pathya.clients import rules
from pathya.clients.catalogue import KINDS
from pathya.clients.history import Section
from pathya.kit import clock

EMPTY = [("", _("Choose"))]


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[*EMPTY, *choices], required=False)


def day_field(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class AboutForm(forms.Form):
    born = day_field(_("Date of birth"), required=False)
    gender = _choice(_("Gender"), rules.Gender.choices)
    bio = forms.CharField(
        label=_("A few words about you"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )


class BodyForm(forms.Form):
    height_cm = forms.DecimalField(
        label=_("Height"),
        required=False,
        min_value=rules.HEIGHT[0],
        max_value=rules.HEIGHT[1],
        decimal_places=1,
        help_text=_("Centimetres"),
    )
    weight_kg = forms.DecimalField(
        label=_("Weight"),
        required=False,
        min_value=rules.WEIGHT[0],
        max_value=rules.WEIGHT[1],
        decimal_places=2,
        help_text=_("Kilograms"),
    )
    activity = _choice(_("How active you are"), rules.Activity.choices)
    blood_group = _choice(_("Blood group"), rules.BLOOD_GROUPS)


class FoodForm(forms.Form):
    diet = _choice(_("What you eat"), rules.Diet.choices)


class GoalsForm(forms.Form):
    goals = forms.CharField(
        label=_("What should be different in three months"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AvatarForm(forms.Form):
    avatar = forms.FileField(label=_("Picture"), help_text=_("JPEG, PNG or WebP, up to 5 MB"))


class MetricForm(forms.Form):
    kind = forms.ChoiceField(label=_("What"), choices=lambda: [(k.slug, k.name) for k in KINDS.values()])
    value = forms.CharField(label=_("Value"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    unit = forms.CharField(label=_("Unit"), max_length=16, required=False, help_text=_("Empty: the usual one"))
    day = day_field(_("Measured on"))

    def __init__(self, *args: Any, zone: str = "UTC", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = clock.today(zone)


class CsvForm(forms.Form):
    text = forms.CharField(
        label=_("Lines"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("Kind, value, unit, date: for instance “hba1c, 5.9, %, 2026-11-02”."),
    )


class ReportForm(forms.Form):
    file = forms.FileField(label=_("Lab report"), help_text=_("A PDF up to 10 MB"))
    taken_on = day_field(_("Blood taken on"))

    def clean_taken_on(self) -> Any:
        day = self.cleaned_data["taken_on"]
        if day > clock.today("UTC") + timedelta(days=1):
            raise forms.ValidationError(_("That day has not come yet."))
        return day


def row_form(section: Section) -> type[forms.Form]:
    """A form of one row of a section."""
    fields: dict[str, Any] = {}
    for column in section.columns:
        label = cast("str", column.label)
        if column.choices:
            fields[column.name] = _choice(label, column.choices)
        elif column.longest > 200:
            widget = forms.Textarea(attrs={"rows": 3})
            fields[column.name] = forms.CharField(label=label, required=False, max_length=column.longest, widget=widget)
        else:
            fields[column.name] = forms.CharField(label=label, required=False, max_length=column.longest)
    return type("RowForm", (forms.Form,), fields)


def section_formset(section: Section, rows: Any, data: Any = None) -> BaseFormSet[Any]:
    """The rows that are there and, for a list, two empty ones."""
    given = rows if section.is_list else [rows]
    made = formset_factory(row_form(section), extra=2 if section.is_list else 0, max_num=50, absolute_max=60)
    return made(data, initial=given, prefix=section.name)
