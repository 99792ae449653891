"""Recognised by the first bytes; each kind then has its own rules."""

import os
from collections.abc import Callable
from typing import BinaryIO

from pathya.documents.inspection.docx import check_docx
from pathya.documents.inspection.images import check_image
from pathya.documents.inspection.ole import check_doc
from pathya.documents.inspection.pdf import check_pdf
from pathya.documents.inspection.problems import FileRefused
from pathya.documents.rules import MOST_BYTES, Media

MARKS: tuple[tuple[bytes, Media, Callable[[BinaryIO, int], None]], ...] = (
    (b"%PDF-1.", Media.PDF, check_pdf),
    (b"%PDF-2.", Media.PDF, check_pdf),
    (b"\xff\xd8\xff", Media.JPEG, check_image),
    (b"\x89PNG\r\n\x1a\n", Media.PNG, check_image),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Media.DOC, check_doc),
    (b"PK\x03\x04", Media.DOCX, check_docx),
)


def inspect(file: BinaryIO) -> Media:
    """What a file on disk is; raises FileRefused. Reads it in pieces and as a map, never whole into memory."""
    size = file.seek(0, os.SEEK_END)
    if not size:
        raise FileRefused("empty")
    if size > MOST_BYTES:
        raise FileRefused("too_large")
    file.seek(0)
    head = file.read(8)
    for mark, media, check in MARKS:
        if head.startswith(mark):
            check(file, size)
            file.seek(0)
            return media
    raise FileRefused("unknown_type")
