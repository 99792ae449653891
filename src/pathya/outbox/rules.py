"""States of a message, and when a delivery that failed is tried again."""

from datetime import timedelta
from random import Random

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_ATTEMPTS = 40
"""With `pause` this is about a day and a half."""
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=1)
MOST_UNCERTAIN = 2
"""One uncertain try is repeated (at most one duplicate), the second waits for a person."""


class Channel(models.TextChoices):
    MAIL = "mail", _("E-mail")
    SMS = "sms", _("SMS")
    WHATSAPP = "whatsapp", _("WhatsApp")
    PUSH = "push", _("Push")


class State(models.TextChoices):
    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    DROPPED = "dropped", _("Dropped")


class Progress(models.IntegerChoices):
    """What became of a sent message, in the order in which it can happen; later ones win over earlier ones."""

    UNKNOWN = 0, _("Not told yet")
    ACCEPTED = 1, _("Accepted by the service")
    UNDELIVERED = 2, _("Could not be delivered")
    DELIVERED = 3, _("Delivered")
    READ = 4, _("Read by the person")


def pause(attempts: int, chance: Random) -> timedelta:
    """How long to wait after the given number of tries: doubled each time, a quarter more or less by chance."""
    longest: timedelta = min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)
    return longest * (0.75 + chance.random() / 2)


OPEN = (State.QUEUED, State.SENDING)
ENDED = (State.SENT, State.FAILED, State.DROPPED)
