"""PDF: one document from the first byte to the last, nothing that runs, launches or is carried along.

Names are found in the raw bytes and in every stream that unpacks, whatever way they are spelt (`#4aavaScript`).
"""

import mmap
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from pathya.documents.inspection.problems import FileRefused, holds_zip

TAIL = 2048
AFTER_END = 1024
STREAM_MOST = 4 * 1024 * 1024
ALL_MOST = 48 * 1024 * 1024
STREAMS_MOST = 20_000


def _spelt(*names: str) -> "re.Pattern[bytes]":
    """The names as PDF may write them: each sign plain or as `#` and two hexadecimal digits."""
    forms = ["".join(f"(?:{re.escape(sign)}|#{ord(sign):02x}|#{ord(sign):02X})" for sign in name) for name in names]
    return re.compile(f"/(?:{'|'.join(forms)})(?![A-Za-z0-9])".encode())


ACTIVE = _spelt("JavaScript", "Launch", "RichMedia", "XFA", "ImportData", "SubmitForm", "Rendition", "Movie")
CARRIED = _spelt("EmbeddedFile", "EmbeddedFiles", "GoToE", "Collection")
LOCKED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
STREAM = re.compile(rb"stream\r?\n")
PACKED_OBJECTS = _spelt("ObjStm")
STRANGE_FILTER = _spelt("ASCIIHexDecode", "ASCII85Decode", "LZWDecode", "RunLengthDecode", "Crypt", "AHx", "A85", "LZW")
MARKUP = re.compile(rb"<\s*(?:script|html|svg|!doctype\s+html)", re.IGNORECASE)


def check_pdf(file: BinaryIO, size: int) -> None:
    if holds_zip(file, size):
        raise FileRefused("two_in_one")
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        _check_frame(content, size)
        _check_names(content)
        if LOCKED.search(content, max(0, size - 64 * 1024)) or LOCKED.search(content):
            raise FileRefused("locked")
        for unpacked in _streams(content):
            _check_names(unpacked)


def _check_frame(content: mmap.mmap, size: int) -> None:
    end = content.rfind(b"%%EOF")
    if end < 0 or content.rfind(b"startxref", max(0, end - TAIL), end) < 0:
        raise FileRefused("damaged")
    if size - end - 5 > AFTER_END:
        raise FileRefused("two_in_one")
    if MARKUP.search(content[:1024]) or MARKUP.search(content[end:]):
        raise FileRefused("two_in_one")


def _check_names(content: "mmap.mmap | bytes") -> None:
    if ACTIVE.search(content):
        raise FileRefused("active_content")
    if CARRIED.search(content):
        raise FileRefused("embedded")


def _streams(content: mmap.mmap) -> Iterator[bytes]:
    """What the streams unpack to, each and all within bounds; one that holds objects must be readable."""
    total = 0
    for number, found in enumerate(STREAM.finditer(content)):
        if number > STREAMS_MOST:
            raise FileRefused("too_complex")
        about = content[max(0, found.start() - 600) : found.start()]
        about = about[about.rfind(b"obj") :] if b"obj" in about else about
        holds_objects = bool(PACKED_OBJECTS.search(about))
        if holds_objects and STRANGE_FILTER.search(about):
            raise FileRefused("too_complex")
        if content[found.end() : found.end() + 1] not in {b"x", b"H", b"h", b"X", b"8"}:
            continue  # no zlib head: a picture, a font, plain text searched already
        unpacker = zlib.decompressobj()
        try:
            unpacked = unpacker.decompress(content[found.end() : found.end() + STREAM_MOST], STREAM_MOST)
        except zlib.error:
            unpacked = b""
        total += len(unpacked)
        if total > ALL_MOST and holds_objects:
            raise FileRefused("too_complex")
        if holds_objects and (not unpacked or unpacker.unconsumed_tail):
            raise FileRefused("too_complex")
        if total <= ALL_MOST:
            yield unpacked
