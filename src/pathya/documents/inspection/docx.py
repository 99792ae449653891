"""DOCX: a ZIP of XML parts and pictures, and nothing else; unpacked within bounds, from the first byte to the last."""

import re
import struct
import zipfile
import zlib
from typing import BinaryIO
from xml.parsers import expat

from pathya.documents.inspection.problems import FileRefused

MOST_ENTRIES = 2000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_RATIO = 100
"""Of a part larger than 1 MB; text of the kind Word writes packs 10 to 30 times."""
SMALL = 1024 * 1024
XML_MOST = 24 * 1024 * 1024
PLAIN = frozenset(
    "xml rels png jpg jpeg gif bmp tif tiff emf wmf wdp svg odttf ttf".split()  # noqa: SIM905
)
MACROS = re.compile(r"vbaproject|vbadata|activex|/customui|macros", re.IGNORECASE)
PRINTER = re.compile(r"word/printersettings/[a-z0-9]+\.bin", re.IGNORECASE)
FIELD = re.compile(r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT)\b", re.IGNORECASE)
BROKEN = (
    *(zipfile.BadZipFile, expat.ExpatError, zlib.error, struct.error),
    *(EOFError, OSError, ValueError, NotImplementedError),
)
WELCOME_LINKS = ("http://", "https://", "mailto:", "tel:")


def check_docx(file: BinaryIO, size: int) -> None:
    _check_end(file, size)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if "word/document.xml" not in names or "[Content_Types].xml" not in names:
                raise FileRefused("unknown_type")
            _check_entries(entries, size)
            for entry in entries:
                if entry.filename.lower().endswith((".xml", ".rels")):
                    _check_part(archive, entry)
                else:
                    _read_through(archive, entry)
    except BROKEN:
        raise FileRefused("damaged") from None


def _check_end(file: BinaryIO, size: int) -> None:
    """The ZIP's own end is the file's end, and no other document begins inside its head."""
    file.seek(0)
    if b"%PDF-" in file.read(2048):
        raise FileRefused("two_in_one")
    file.seek(max(0, size - 66_000))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        raise FileRefused("damaged")
    if len(tail) - at - 22 != int.from_bytes(tail[at + 20 : at + 22], "little"):
        raise FileRefused("two_in_one")
    length, start = struct.unpack("<II", tail[at + 12 : at + 20])
    if length + start + len(tail) - at != size:
        raise FileRefused("two_in_one")  # bytes before, between or after that are no part of it


def _check_entries(entries: "list[zipfile.ZipInfo]", size: int) -> None:
    names = [entry.filename.lower() for entry in entries]
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise FileRefused("too_complex")
    if len(set(names)) != len(names) or sum(entry.compress_size for entry in entries) > size:
        raise FileRefused("too_complex")
    for entry, name in zip(entries, names, strict=True):
        if entry.flag_bits & 1:
            raise FileRefused("locked")
        if ".." in name or name.startswith("/") or "\\" in name or "\0" in entry.orig_filename:
            raise FileRefused("damaged")
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise FileRefused("damaged")
        if entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise FileRefused("too_complex")
        if MACROS.search(name):
            raise FileRefused("active_content")
        if not name.endswith("/") and name.rpartition(".")[2] not in PLAIN and not PRINTER.fullmatch(name):
            raise FileRefused("embedded")


def _read_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpacks as declared; the checksum is compared at the end."""
    with archive.open(entry) as part:
        first = part.read(8)
        if first.startswith((b"MZ", b"PK\x03\x04", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"%PDF", b"#!")):
            raise FileRefused("embedded")
        while part.read(64 * 1024):
            pass


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """XML without entities, read as a stream: relations, kinds of parts and fields that do nothing by themselves."""
    if entry.file_size > XML_MOST:
        raise FileRefused("too_complex")
    reader = _Reader()
    with archive.open(entry) as part:
        while piece := part.read(64 * 1024):
            reader.parser.Parse(piece, False)
    reader.parser.Parse(b"", True)
    if FIELD.search("".join(reader.fields)):
        raise FileRefused("reaches_out")


class _Reader:
    """Looks at each element as it opens; keeps nothing but the texts of fields."""

    def __init__(self) -> None:
        self.fields: list[str] = []
        self.in_field = False
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _doctype(self, *_: object) -> None:
        raise FileRefused("active_content")

    def _start(self, name: str, values: dict[str, str]) -> None:
        tag = name.rpartition("}")[2]
        if tag == "Relationship":
            _check_relation(values)
        elif tag in {"Override", "Default"}:
            if "macroenabled" in (kind := values.get("ContentType", "").lower()) or "vba" in kind:
                raise FileRefused("active_content")
        elif tag == "fldSimple":
            self.fields.extend(f" {value} " for name, value in values.items() if name.endswith("instr"))
        elif tag in {"OLEObject", "control", "altChunk"}:
            raise FileRefused("embedded")
        self.in_field = tag == "instrText"

    def _end(self, _name: str) -> None:
        self.in_field = False

    def _text(self, text: str) -> None:
        if self.in_field:
            self.fields.append(text)


def _check_relation(values: dict[str, str]) -> None:
    """Links that a person clicks may stand; whatever Word would fetch by itself may not."""
    if values.get("TargetMode", "").strip().lower() != "external":
        return
    is_link = values.get("Type", "").endswith("/hyperlink")
    if not is_link or not values.get("Target", "").strip().lower().startswith(WELCOME_LINKS):
        raise FileRefused("reaches_out")
