"""Facts that stop somebody from being reminded or from entering a room."""

from django.utils.translation import gettext_lazy as _

from pathya.kit.errors import Invalid


class PhoneMissing(Invalid):
    code = "phone_missing"
    message = _("Add a mobile number to your account first.")
