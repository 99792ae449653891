"""Forms of targets and meal plans."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pathya.nutrition.models.plans import MOST_DAYS
from pathya.nutrition.requirements import Activity, Goal, Sex, State
from pathya.nutrition.targets import LEAST_BY_HAND, MOST_BY_HAND, Choices, Method

PROFILE = [("", _("as in the profile"))]
BODY = ("method", "goal", "activity", "sex", "state")
LEAST = ("protein", "fibre", "iron", "calcium")
MOST = ("protein", "carbohydrate", "sodium", "potassium", "phosphorus")
LABELS: dict[str, Any] = {
    "least_protein": _("Protein, at least (g)"), "least_fibre": _("Fibre, at least (g)"),
    "least_iron": _("Iron, at least (mg)"), "least_calcium": _("Calcium, at least (mg)"),
    "most_protein": _("Protein, at most (g)"), "most_carbohydrate": _("Carbohydrate, at most (g)"),
    "most_sodium": _("Sodium, at most (mg)"), "most_potassium": _("Potassium, at most (mg)"),
    "most_phosphorus": _("Phosphorus, at most (mg)"),
}  # fmt: skip


def amount(label: Any, least: float = 0, most: float = 100_000) -> forms.FloatField:
    return forms.FloatField(label=label, required=False, min_value=least, max_value=most)


class BodyForm(forms.Form):
    """What the amounts of a day follow from; the client's own form."""

    method = forms.ChoiceField(label=_("Method"), choices=Method.choices)
    goal = forms.ChoiceField(label=_("Goal"), choices=Goal.choices)
    activity = forms.ChoiceField(label=_("Activity"), choices=[*PROFILE, *Activity.choices], required=False)
    sex = forms.ChoiceField(label=_("Equations for"), choices=[*PROFILE, *Sex.choices], required=False)
    state = forms.ChoiceField(label=_("Pregnancy and breastfeeding"), choices=State.choices, required=False)

    def choices(self) -> Choices:
        return Choices(**{name: self.cleaned_data[name] for name in BODY})

    @staticmethod
    def initial_of(choices: Choices) -> dict[str, Any]:
        return {name: getattr(choices, name) for name in BODY}

    def by_body(self) -> list[Any]:
        return [self[name] for name in BODY]


class TargetsForm(BodyForm):
    energy = amount(_("Energy by hand (kcal)"), LEAST_BY_HAND, MOST_BY_HAND)
    reason = forms.CharField(
        label=_("Why by hand"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in LABELS.items():
            self.fields[name] = amount(label)

    def choices(self) -> Choices:
        told = self.cleaned_data
        sides: dict[str, Any] = {
            side: {name: told[f"{side}_{name}"] for name in names if told.get(f"{side}_{name}") is not None}
            for side, names in (("least", LEAST), ("most", MOST))
        }
        return Choices(**{name: told[name] for name in (*BODY, "energy", "reason")}, **sides)

    @staticmethod
    def initial_of(choices: Choices) -> dict[str, Any]:
        told = {name: getattr(choices, name) for name in (*BODY, "energy")}
        told |= {f"least_{name}": value for name, value in choices.least.items()}
        return told | {f"most_{name}": value for name, value in choices.most.items()} | {"reason": choices.reason}

    def by_hand(self) -> list[Any]:
        return [self[name] for name in ("energy", *LABELS, "reason")]


class WantedForm(forms.Form):
    """What is wanted beside what follows from the record."""

    minutes = forms.IntegerField(
        label=_("Cooking, minutes a day at most"), required=False, min_value=10, max_value=1000
    )
    rupees = forms.FloatField(label=_("Food, rupees a day at most"), required=False, min_value=1, max_value=100_000)
    most_times = forms.IntegerField(
        label=_("A dish comes at most"), help_text=_("times in the plan"), min_value=1, max_value=14, initial=3
    )


class AskForm(WantedForm):
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=MOST_DAYS, initial=7)
    field_order = ("starts_on", "days")

    @classmethod
    def fresh(cls, first: date) -> "AskForm":
        return cls(initial={"starts_on": first, "days": 7, "most_times": 3})
