"""Why a file is not taken. The codes are kept with the row and told to API clients."""

from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from pathya.kit.errors import Invalid, Text


class FileRefused(Invalid):
    """The file can't be taken; `extra["reason"]` is one of `REASONS`."""

    code = "file_refused"
    message = _("This file can't be taken.")

    def __init__(self, reason: str) -> None:
        super().__init__(REASONS[reason], fields={"file": [REASONS[reason]]}, extra={"reason": reason})
        self.reason = reason


REASONS: dict[str, Text] = {
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than 10 MB."),
    "unknown_type": _("Only PDF, JPEG, PNG, DOC and DOCX files can be taken, and this one is none of them."),
    "damaged": _("The file is damaged or cut short. Please save it anew and try again."),
    "locked": _("The file is locked by a password. Please save a copy without one and try again."),
    "two_in_one": _("The file holds a second file inside. Please save it anew and try again."),
    "active_content": _("The file holds macros, scripts or programs. Please save a copy without them, as PDF for one."),
    "embedded": _("The file holds other files inside. Please send those by themselves."),
    "reaches_out": _("The file fetches something from elsewhere when it is opened. Please save it as PDF."),
    "too_complex": _("The file would unpack to far more than its size. Please save it anew and try again."),
    "too_many_pixels": _("The picture has too many pixels. Please make it smaller (at most 50 megapixels)."),
}

ZIP_END = b"PK\x05\x06"
ZIP_TAIL = 66_000


def holds_zip(file: BinaryIO, size: int) -> bool:
    """Whether a ZIP's directory stands at the end: programs would open the file as an archive."""
    file.seek(max(0, size - ZIP_TAIL))
    return ZIP_END in file.read(ZIP_TAIL)
