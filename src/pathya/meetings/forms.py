"""Forms of reminders."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RemindersForm(forms.Form):
    mail = forms.BooleanField(label=_("E-mail, a day and an hour before"), required=False)
    sms = forms.BooleanField(label=_("SMS, half an hour before"), required=False)
    whatsapp = forms.BooleanField(label=_("WhatsApp, a quarter of an hour before"), required=False)
