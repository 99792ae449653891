"""What people fill in: the note, the plan, the questions."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pathya.kit.languages import in_language
from pathya.notes import rules
from pathya.notes.models import IntakeForm, Note, Plan
from pathya.nutritionists.models import ConsultationKind

AREA = {"autocomplete": "off", "spellcheck": "true"}


def renew(form: forms.Form, version: int) -> None:
    """Let a form that met another version say the one that stands now: sending it again is a decision then."""
    data = cast("QueryDict", form.data).copy()
    data["version"] = str(version)
    form.data = data


class NoteForm(forms.Form):
    """All sections of both templates; the page shows those of the chosen one and others that hold text."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    template = forms.ChoiceField(label=_("Template"), choices=rules.Template.choices, widget=forms.RadioSelect)
    goals = forms.CharField(
        label=_("Goals"),
        help_text=_("One a line; what the client should reach until you talk again."),
        widget=forms.Textarea(attrs={**AREA, "rows": 3}),
        max_length=rules.MOST_GOALS * (rules.GOAL_LENGTH + 1),
        required=False,
    )

    def __init__(self, data: Any = None, *, note: Note | None = None, **kwargs: Any) -> None:
        content: Mapping[str, Any] = note.content if note else {"sections": {}, "goals": []}
        initial = {"version": note.version if note else 0, "template": note.template if note else rules.Template.ADIME}
        initial |= {"goals": "\n".join(content["goals"]), **content["sections"]}
        super().__init__(data, initial=initial, **kwargs)
        for name, (title, about) in rules.SECTIONS.items():
            widget = forms.Textarea(attrs={**AREA, "rows": 4})
            self.fields[name] = forms.CharField(
                label=cast("str", title),
                help_text=cast("str", about),
                widget=widget,
                max_length=rules.SECTION_LENGTH,
                required=False,
            )

    def values(self) -> dict[str, Any]:
        """As `writing.write` takes them."""
        data = self.cleaned_data
        return {
            "version": data["version"],
            "template": data["template"],
            "sections": {name: data[name] for name in rules.SECTIONS},
            "goals": data["goals"].splitlines(),
        }

    @property
    def parts(self) -> list[Any]:
        """The bound fields of the sections to show, in order."""
        texts = {name: self[name].value() or "" for name in rules.SECTIONS}
        template = self["template"].value()
        names = rules.shown(template if template in rules.PARTS else rules.Template.ADIME, texts)
        return [self[name] for name in names]


class CompleteForm(forms.Form):
    """When to talk again; both may stay empty."""

    follow_up_on = forms.DateField(
        label=_("Talk again about"),
        help_text=_("The client is asked by mail, with a free time near that day."),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )
    follow_up_kind = forms.UUIDField(label=_("As"), required=False)

    def __init__(self, data: Any = None, *, kinds: Sequence[ConsultationKind] = (), **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["follow_up_kind"].widget = forms.Select(choices=[(kind.pk, kind.name) for kind in kinds])


class AddendumForm(forms.Form):
    text = forms.CharField(
        label=_("Addendum"),
        help_text=_("It stands under the note with its date; it can't be changed either."),
        widget=forms.Textarea(attrs={**AREA, "rows": 4}),
        max_length=rules.ADDENDUM_LENGTH,
    )


class ItemForm(forms.Form):
    """A line of a plan; without a name it goes away."""

    kind = forms.ChoiceField(label=_("Kind"), choices=rules.Item.choices, initial=rules.Item.FOOD)
    name = forms.CharField(label=_("What"), max_length=rules.NAME_LENGTH, required=False)
    dose = forms.CharField(label=_("How much"), max_length=rules.DOSE_LENGTH, required=False)
    timing = forms.ChoiceField(label=_("When"), choices=rules.Timing.choices, initial=rules.Timing.ANY)
    food = forms.ChoiceField(label=_("With food"), choices=rules.Food.choices, initial=rules.Food.EITHER)
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=rules.MOST_DAYS, required=False)
    remark = forms.CharField(label=_("Remark"), max_length=rules.REMARK_LENGTH, required=False)


class PlanForm(forms.Form):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    advice = forms.CharField(
        label=_("Advice"),
        widget=forms.Textarea(attrs={**AREA, "rows": 5}),
        max_length=rules.ADVICE_LENGTH,
        required=False,
    )
    tests = forms.CharField(
        label=_("Tests to ask for"),
        help_text=_("One a line."),
        widget=forms.Textarea(attrs={**AREA, "rows": 3}),
        max_length=rules.MOST_TESTS * (rules.TEST_LENGTH + 1),
        required=False,
    )


def plan_forms(plan: Plan | None, data: Any = None, *, may_prescribe: bool) -> tuple[PlanForm, BaseFormSet[Any]]:
    """The draft's form and its lines, three empty ones after them."""
    content: Mapping[str, Any] = plan.content if plan else {"items": [], "advice": "", "tests": []}
    draft = plan is not None and plan.is_draft
    initial = {"version": plan.version if plan and draft else 0, "advice": content["advice"]}
    form = PlanForm(data, initial=initial | {"tests": "\n".join(content["tests"])})
    made = formset_factory(ItemForm, extra=3, max_num=rules.MOST_ITEMS, absolute_max=rules.MOST_ITEMS + 10)
    lines: BaseFormSet[Any] = made(data, initial=content["items"] if data is None else None, prefix="items")
    if not may_prescribe:
        for line in lines:
            line.fields["kind"].choices = [one for one in rules.Item.choices if one[0] != rules.Item.MEDICINE]
    return form, lines


def plan_values(form: PlanForm, lines: BaseFormSet[Any]) -> dict[str, Any]:
    """As `planning.write` takes them; call it on valid forms only."""
    items = [dict(line.cleaned_data) for line in lines if line.cleaned_data.get("name", "").strip()]
    data = form.cleaned_data
    return {**data, "items": items, "tests": data["tests"].splitlines()}


class IntakeFields(forms.Form):
    """The questions of a call as fields `a_<id>`; kept half answered, so none is required by the form itself."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, asked: IntakeForm, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in asked.questions:
            self.fields[f"a_{one['id']}"] = _question_field(one)

    def answers(self) -> dict[str, str]:
        return {
            name.removeprefix("a_"): str(value or "") for name, value in self.cleaned_data.items() if name != "version"
        }


def _question_field(one: Mapping[str, Any]) -> forms.Field:
    label = in_language(one["text_en"], one["text_hi"])
    if one["kind"] == rules.Ask.TEXT:
        widget = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
        return forms.CharField(label=label, required=False, max_length=rules.ANSWER_LENGTH, widget=widget)
    look = {"class": "scale"} if one["kind"] == rules.Ask.SCALE else {}
    choices: dict[str, list[tuple[str, Any]]] = {
        rules.Ask.YES_NO: [(rules.YES, _("Yes")), (rules.NO, _("No"))],
        rules.Ask.SCALE: [(str(n), str(n)) for n in rules.SCALE],
        rules.Ask.CHOICE: [(option["value"], in_language(option["en"], option["hi"])) for option in one["options"]],
    }
    return forms.ChoiceField(
        label=label, required=False, choices=choices[one["kind"]], widget=forms.RadioSelect(attrs=look)
    )


class QuestionForm(forms.Form):
    """A question as the practice edits it; without an English text it goes away."""

    id = forms.CharField(max_length=24, required=False, widget=forms.HiddenInput)
    text_en = forms.CharField(label=_("Question in English"), max_length=rules.QUESTION_LENGTH, required=False)
    text_hi = forms.CharField(label=_("Question in Hindi"), max_length=rules.QUESTION_LENGTH, required=False)
    kind = forms.ChoiceField(label=_("Answered by"), choices=rules.Ask.choices, initial=rules.Ask.TEXT)
    options = forms.CharField(
        label=_("Answers to choose from"),
        help_text=_("One a line: English | Hindi."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    required = forms.BooleanField(label=_("Has to be answered"), required=False)


class AskingForm(forms.Form):
    is_required = forms.BooleanField(label=_("Clients enter the room only after answering"), required=False)


def question_forms(asked: IntakeForm | None, data: Any = None) -> tuple[AskingForm, BaseFormSet[Any]]:
    """The questions that are asked, two empty ones after them."""
    rows = [{**one, "options": _written(one["options"])} for one in (asked.questions if asked else [])]
    made = formset_factory(QuestionForm, extra=2, max_num=rules.MOST_QUESTIONS, absolute_max=rules.MOST_QUESTIONS + 10)
    form = AskingForm(data, initial={"is_required": asked.is_required if asked else False})
    return form, made(data, initial=rows, prefix="questions")


def question_values(lines: BaseFormSet[Any]) -> list[dict[str, Any]]:
    """As `intake.ask` takes them; call it on a valid formset only."""
    kept = [line.cleaned_data for line in lines if line.cleaned_data.get("text_en", "").strip()]
    return [{**one, "options": _options(one["options"])} for one in kept]


def _written(options: Sequence[Mapping[str, str]]) -> str:
    return "\n".join(f"{one['en']} | {one['hi']}".removesuffix(" | ") for one in options)


def _options(text: str) -> list[dict[str, str]]:
    pairs = [line.partition("|") for line in text.splitlines() if line.strip()]
    return [{"value": f"o{n}", "en": en.strip(), "hi": hi.strip()} for n, (en, _bar, hi) in enumerate(pairs, start=1)]
