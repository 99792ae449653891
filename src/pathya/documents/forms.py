"""What people fill in about a document."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pathya.documents.about import About
from pathya.documents.inspection.problems import REASONS
from pathya.documents.models import DocumentRequest
from pathya.documents.rules import DESCRIPTION_LENGTH, MOST_BYTES, TITLE_LENGTH, Kind

ACCEPT = ".pdf,.jpg,.jpeg,.png,.doc,.docx,application/pdf,image/jpeg,image/png"


class DescriptionForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is it?"), choices=Kind.choices, initial=Kind.LAB_REPORT)
    title = forms.CharField(
        label=_("Title"),
        help_text=_("For example “Thyroid test, March”. Left empty, the file's name is used."),
        max_length=TITLE_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    description = forms.CharField(
        label=_("Note"),
        max_length=DESCRIPTION_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )


class DocumentForm(DescriptionForm):
    """The file comes last in the request, so that what was typed is known even when the file is too large."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, JPEG, PNG, DOC or DOCX, at most 10 MB."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": _("Choose a file.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not file.size:
            raise forms.ValidationError(str(REASONS["empty"]))
        if file.size > MOST_BYTES:
            raise forms.ValidationError(str(REASONS["too_large"]))
        return file

    def about(self, asked: DocumentRequest | None) -> About:
        given: dict[str, Any] = self.cleaned_data
        return About(
            name=given["file"].name or "document",
            kind=Kind(given["kind"]),
            title=given["title"],
            description=given["description"],
            request=asked.pk if asked else None,
        )


class AskForm(forms.Form):
    kind = forms.ChoiceField(label=_("What do you need?"), choices=Kind.choices, initial=Kind.LAB_REPORT)
    message = forms.CharField(
        label=_("Message"),
        help_text=_("Shown beside the request, never in the mail."),
        max_length=DESCRIPTION_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
