"""States of a session that is paid for."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    RESERVED = "reserved", _("Reserved")
    USED = "used", _("Used")
    GIVEN_BACK = "given_back", _("Given back")


class Event(StrEnum):
    """What the audit trail is told."""

    GRANTED = "credits.grant.given"
    REVOKED = "credits.grant.revoked"
    EXPIRED = "credits.grant.expired"
