"""What people write about programs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.clients.rules import Diet
from pathya.kit import clock
from pathya.programs import selectors
from pathya.programs.models import Cohort
from pathya.programs.rules import FARTHEST, REASON_LENGTH, REVIEW_LENGTH, Type

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FilterForm(forms.Form):
    """The address of the list; what is not known is left out."""

    type = forms.ChoiceField(label=_("What it is about"), required=False)
    diet = forms.ChoiceField(label=_("Sample days for"), required=False, choices=[("", _("any diet")), *Diet.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(value, Type(value).label) for value in selectors.types()]
        self.fields["type"].choices = [("", _("everything")), *known]  # type: ignore[attr-defined]
        self.is_valid()

    def chosen(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")


class EnrolForm(forms.Form):
    """A start of one's own, or a group."""

    start_on = forms.DateField(label=_("First day"), required=False, widget=DAY)
    cohort = forms.ChoiceField(label=_("When to start"), required=False, widget=forms.RadioSelect)
    mails = forms.BooleanField(label=_("Send me four short mails in the first week"), required=False, initial=True)
    terms = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    """The version that was read."""

    def __init__(self, *args: Any, cohorts: list[Cohort], zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today(zone)
        field = self.fields["start_on"]
        field.initial = today
        field.widget.attrs |= {"min": today.isoformat(), "max": (today + FARTHEST).isoformat()}
        open_ones = [one for one in cohorts if one.left > 0]
        self.fields["cohort"].choices = [("", _("On a day of my own")), *((str(one.pk), one) for one in open_ones)]  # type: ignore[attr-defined]
        if not open_ones:
            del self.fields["cohort"]


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Why, if you like"), required=False, max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReviewForm(forms.Form):
    rating = forms.TypedChoiceField(
        label=_("Your rating"),
        coerce=int,
        choices=[(5, _("5: very good")), (4, _("4: good")), (3, _("3: fair")), (2, _("2: poor")), (1, _("1: bad"))],
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=_("In a few words"), max_length=120, required=False)
    text = forms.CharField(
        label=_("In your words"),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        max_length=REVIEW_LENGTH,
        required=False,
    )


class CohortForm(forms.Form):
    starts_on = forms.DateField(label=_("Starts on"), widget=DAY)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=500)
    nutritionist = forms.ModelChoiceField(
        label=_("Nutritionist"),
        queryset=User.objects.filter(role=Role.NUTRITIONIST, is_active=True).order_by("first_name"),
        required=False,
        empty_label=_("as the program has it"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nutritionist"].label_from_instance = User.get_full_name  # type: ignore[attr-defined]


class PassForm(forms.Form):
    email = forms.EmailField(label=_("Client's e-mail"))
