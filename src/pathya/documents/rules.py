"""What a document is and may become; sizes and times."""

from datetime import timedelta
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 10 * 1024 * 1024
PART_BYTES = 512 * 1024
OPEN_UPLOADS = 10
OPEN_REQUESTS = 10
NAME_LENGTH = 120
TITLE_LENGTH = 120
DESCRIPTION_LENGTH = 1000
LINK_LIFE = timedelta(hours=1)
UPLOAD_LIFE = timedelta(hours=24)
UNDO_LIFE = timedelta(minutes=10)
RETRIES = (30, 60, 120, 300, 600, 1800, 3600)
"""Seconds until a document is examined again; the last one goes on."""
STRAY_LIFE = timedelta(hours=24)
"""An object of the store that no row knows is deleted when it is so old."""


class Kind(models.TextChoices):
    """What the person says it is."""

    LAB_REPORT = "lab_report", _("Lab report")
    PRESCRIPTION = "prescription", _("Prescription")
    DIET_CHART = "diet_chart", _("Diet chart")
    PHOTO = "photo", _("Photo")
    OTHER = "other", _("Other")


class Status(models.TextChoices):
    """Only a clean document is ever opened by anybody."""

    WAITING = "waiting", _("Being checked")
    CLEAN = "clean", _("Ready")
    INFECTED = "infected", _("Infected")
    REFUSED = "refused", _("Refused")


class Media(models.TextChoices):
    """What the content is, by its own bytes."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"
    DOC = "application/msword", "DOC"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX"


ENDINGS = {Media.PDF: "pdf", Media.JPEG: "jpg", Media.PNG: "png", Media.DOC: "doc", Media.DOCX: "docx"}
IMAGES = frozenset({Media.JPEG, Media.PNG})


class Event(StrEnum):
    ADDED = "documents.document.added"
    FOUND_CLEAN = "documents.document.clean"
    FOUND_BAD = "documents.document.rejected"
    TURNED_AWAY = "documents.upload.refused"
    OPENED = "documents.document.opened"
    DESCRIBED = "documents.document.described"
    ARCHIVED = "documents.document.archived"
    RESTORED = "documents.document.restored"
    DELETED = "documents.document.deleted"
    UNDELETED = "documents.document.undeleted"
    ERASED = "documents.document.erased"
    RETRIED = "documents.document.retried"
    REQUESTED = "documents.request.made"
    WITHDRAWN = "documents.request.withdrawn"


def wait(attempts: int) -> timedelta:
    """How long until the next try after `attempts` of them."""
    return timedelta(seconds=RETRIES[min(attempts, len(RETRIES)) - 1] if attempts else 0)
