"""Old Word files: a container of streams, of which only those of a plain text document may stand there."""

import mmap
import re
from typing import BinaryIO

import olefile

from pathya.documents.inspection.problems import FileRefused, holds_zip

MACROS = frozenset({"macros", "vba", "_vba_project", "_vba_project_cur", "projectwm"})
EMBEDDED = frozenset({"objectpool", "package", "\x01ole10native", "\x03objinfo", "mbd"})
ENCRYPTED = 0x0100
WORD = 0xA5EC
WIDE = "DDEAUTO".encode("utf-16-le")
DDE = re.compile(rb"DDEAUTO|\x13\s{0,4}DDE\s|" + re.escape(WIDE), re.IGNORECASE)


def check_doc(file: BinaryIO, size: int) -> None:
    if holds_zip(file, size):
        raise FileRefused("two_in_one")
    file.seek(0)
    try:
        with olefile.OleFileIO(file) as container:
            names = {part.lower() for path in container.listdir(streams=True, storages=True) for part in path}
            if "encryptedpackage" in names:
                raise FileRefused("locked")
            if names & MACROS:
                raise FileRefused("active_content")
            if names & EMBEDDED:
                raise FileRefused("embedded")
            if "worddocument" not in names:
                raise FileRefused("unknown_type")
            with container.openstream("WordDocument") as stream:
                head = stream.read(32)
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError, RecursionError):
        raise FileRefused("damaged") from None
    if len(head) < 32 or int.from_bytes(head[:2], "little") != WORD:
        raise FileRefused("damaged")
    if int.from_bytes(head[10:12], "little") & ENCRYPTED:
        raise FileRefused("locked")
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if DDE.search(content):
            raise FileRefused("active_content")
