"""Facts that stop an upload or an opening."""

from django.utils.translation import gettext_lazy as _

from pathya.documents.inspection.problems import FileRefused
from pathya.kit.errors import Conflict, PathyaError


class NotClean(Conflict):
    """Not examined yet, infected or refused: nobody can open it."""

    code = "not_clean"
    message = _("This document can't be opened: it is still being checked, or was turned away.")


class WrongOffset(Conflict):
    """`extra["offset"]` is where the upload goes on."""

    code = "wrong_offset"
    message = _("The upload goes on from another place.")


class NotComplete(Conflict):
    code = "not_complete"
    message = _("Parts of the file are still missing.")


class PartTooLarge(PathyaError):
    """A part that would take the upload over the size it was begun with."""

    code = "part_too_large"
    status = 413
    message = _("That is more than the file was said to hold.")


class TooManyUploads(Conflict):
    code = "too_many_uploads"
    message = _("Too many uploads are under way. Please finish one first.")


class TooManyRequests(Conflict):
    code = "too_many_requests"
    message = _("You have asked this client for many documents already. Please wait for some of them.")


class UploadGone(PathyaError):
    """Older than a day, or cancelled."""

    code = "upload_gone"
    status = 410
    message = _("This upload has ended. Please begin again.")


__all__ = [
    "FileRefused",
    "NotClean",
    "NotComplete",
    "PartTooLarge",
    "TooManyRequests",
    "TooManyUploads",
    "UploadGone",
    "WrongOffset",
]
