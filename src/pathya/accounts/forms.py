"""Forms of accounts; the API checks its bodies with the same ones."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from pathya.accounts import zones
from pathya.accounts.scopes import SCOPES

name_like = RegexValidator(
    r"^[^\x00-\x1f\x7f<>{}\[\]\\/|@#$%^*=~`\"]+$", _("Please write a name without special signs.")
)
phone_like = RegexValidator(r"^\+[1-9]\d{7,14}$", _("Write the number with its country code, like +91 98100 00001."))


BETTER_WORDS = (
    _("This field is required."),
    _("Enter a valid email address."),
    _("Enter a valid value."),
    _("Null characters are not allowed."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
)
"""Django's own texts, named here so that our Hindi of them is used in every form."""

METER = {
    "hx-post": reverse_lazy("account_password_strength"),
    "hx-trigger": "input changed delay:250ms",
    "hx-include": "closest form",
    "hx-target": "#strength",
    "hx-swap": "outerHTML",
    "hx-sync": "this:replace",
}


class EmailField(forms.EmailField):
    """In lower case, plain letters only (one mailbox has one spelling)."""

    def __init__(self, **arguments: Any) -> None:
        arguments.setdefault("label", _("E-mail"))
        arguments.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}))
        super().__init__(max_length=254, **arguments)

    def clean(self, value: Any) -> Any:
        email = super().clean(value).lower()
        if not email.isascii():
            raise ValidationError(_("Please use an address in plain letters."), code="invalid")
        return email


class PhoneField(forms.CharField):
    """Optional, kept as E.164; ten digits starting with 6 to 9 are taken for an Indian mobile number."""

    def __init__(self, **arguments: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"})
        super().__init__(label=_("Phone"), required=False, max_length=30, widget=widget, **arguments)

    def clean(self, value: Any) -> Any:
        text = super().clean(value).translate(dict.fromkeys(map(ord, " -().\u00a0")))
        text = "+" + text[2:] if text.startswith("00") else text
        if len(text) == 10 and text.isascii() and text.isdigit() and text[0] in "6789":
            text = "+91" + text
        if text:
            phone_like(text)
        return text


def password_field(label: Any, autocomplete: str) -> forms.CharField:
    """Spaces belong to a password; its length is judged with its strength. A new one is judged while typed."""
    attributes = {
        "autocomplete": autocomplete,
        "maxlength": "1000",
        **(METER if autocomplete == "new-password" else {}),
    }
    return forms.CharField(label=label, strip=False, max_length=1000, widget=forms.PasswordInput(attrs=attributes))


def name_field(label: Any, autocomplete: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=60, validators=[name_like], widget=widget)


class SignUpForm(forms.Form):
    first_name = name_field(_("First name"), "given-name")
    last_name = name_field(_("Last name"), "family-name")
    email = EmailField()
    phone = PhoneField(help_text=_("Optional. Only for calls and messages about your bookings."))
    password = password_field(_("Password"), "new-password")
    accept_terms = forms.BooleanField(
        label=_("I agree to the terms of use and have read the privacy notice"),
        help_text=_(
            'Read the <a href="/terms/" target="_blank">terms of use</a> and the '
            '<a href="/privacy/" target="_blank">privacy notice</a>; both open beside this page.'
        ),
        error_messages={"required": _("Please agree to the terms to go on.")},
    )


class SignInForm(forms.Form):
    email = EmailField(widget=forms.EmailInput(attrs={"autocomplete": "username", "inputmode": "email"}))
    password = password_field(_("Password"), "current-password")
    remember_me = forms.BooleanField(label=_("Stay signed in on this device for 30 days"), required=False)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code from the mail"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code-input", "maxlength": 12}
        ),
    )

    def clean_code(self) -> str:
        return "".join(sign for sign in self.cleaned_data["code"] if sign.isascii() and sign.isalnum())


class PhoneCodeForm(CodeForm):
    code = forms.CharField(
        label=_("Code from the SMS"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code-input", "maxlength": 12}
        ),
    )


class ForgotForm(forms.Form):
    email = EmailField()


class ResetForm(forms.Form):
    password = password_field(_("New password"), "new-password")


class ChangePasswordForm(forms.Form):
    current = password_field(_("Present password"), "current-password")
    new = password_field(_("New password"), "new-password")


class OwnDetailsForm(forms.Form):
    first_name = name_field(_("First name"), "given-name")
    last_name = name_field(_("Last name"), "family-name")
    phone = PhoneField()


class ProfileForm(OwnDetailsForm):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(zone, zone.replace("_", " ")) for zone in zones.NAMES],
        help_text=_("Times of your calls are shown in this zone."),
    )


def code_field(label: Any, help_text: Any = "") -> forms.CharField:
    """A code of an app or a backup code."""
    attributes = {"autocomplete": "one-time-code", "class": "code-input", "maxlength": 20, "spellcheck": "false"}
    return forms.CharField(
        label=label, help_text=help_text, max_length=20, widget=forms.TextInput(attrs={**attributes})
    )


class FactorForm(forms.Form):
    code = code_field(_("Code"), _("Six digits from your app, or one of your backup codes."))


class AppCodeForm(forms.Form):
    code = code_field(_("Code from the app"))


class AgainForm(forms.Form):
    password = password_field(_("Your password"), "current-password")


class PasskeyForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("Where it lives, such as “My phone”, so that you know it again.")
    )
    password = password_field(_("Your password"), "current-password")


class ApiKeyForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("What the key is for, so that you know it again.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=list(SCOPES.items()), widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("a year"))],
        initial=90,
    )
    signed = forms.BooleanField(
        label=_("For signed requests"),
        help_text=_("The key itself is never sent; each request carries a signature made with it."),
        required=False,
    )
    password = password_field(_("Your password"), "current-password")
