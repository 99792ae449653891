"""The ZIP of an export: JSON, CSV and a page for each part, the files, a FHIR bundle, an index; written as a stream."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import override

from pathya.kit import clock
from pathya.privacy.rules import Part

SPOOL = 2 * 1024 * 1024
"""What is larger waits on disk, not in memory."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
COPY = 64 * 1024


@dataclass
class Told:
    """A part as the index tells it."""

    name: str
    titles: dict[str, str]
    count: int
    files: list[str]


class Archive:
    """`add` parts one after another, then `finish`."""

    def __init__(self, target: Any, languages: list[str]) -> None:
        self.zip = ZipFile(target, "w", ZIP_DEFLATED)
        self.languages = languages
        self.told: list[Told] = []
        self.names: set[str] = set()
        self.resources = _spool()
        self.count = 0

    def add(self, part: Part, titles: dict[str, str]) -> None:
        count = self._rows(part)
        files = [self._file(path, chunks) for path, chunks in part.files]
        for resource in part.resources:
            self._resource(resource)
        self.told.append(Told(part.name, titles, count, files))

    def finish(self) -> None:
        self._bundle()
        for language in self.languages:
            with override(language):
                context = {"parts": [(told, told.titles.get(language, told.name)) for told in self.told]}
                page = render_to_string("privacy/archive/index.html", {**context, "at": clock.now()})
            self.zip.writestr(f"index.{language}.html", page)
        self.zip.close()
        self.resources.close()

    def _rows(self, part: Part) -> int:
        count = 0
        with _spool() as table, _spool() as page, self.zip.open(f"data/{part.name}.json", "w") as target:
            sheet = io.TextIOWrapper(table, "utf-8", newline="", write_through=True)
            writer = csv.writer(sheet)
            target.write(b"[")
            for row in part.rows:
                plain = json.loads(json.dumps(row, cls=DjangoJSONEncoder))
                target.write((b",\n" if count else b"\n") + json.dumps(plain, ensure_ascii=False).encode())
                if not count:
                    writer.writerow([inert(name) for name in plain])
                    page.write(_line("th", plain).encode())
                writer.writerow([inert(value) for value in plain.values()])
                page.write(_line("td", plain.values()).encode())
                count += 1
            target.write(b"\n]\n")
            target.close()
            if count:
                self._copy(f"data/{part.name}.csv", table, before=b"\xef\xbb\xbf")
                head = f'<!doctype html><html lang="{self.languages[0]}"><meta charset="utf-8">'
                head += f"<title>{escape(part.title)}</title><h1>{escape(part.title)}</h1><table border=1>"
                self._copy(f"pages/{part.name}.html", page, before=head.encode(), after=b"</table></html>")
            sheet.detach()
        return count

    def _copy(self, name: str, source: IO[bytes], *, before: bytes = b"", after: bytes = b"") -> None:
        source.seek(0)
        with self.zip.open(name, "w") as target:
            target.write(before)
            for chunk in iter(lambda: source.read(COPY), b""):
                target.write(chunk)
            target.write(after)

    def _file(self, path: str, chunks: Iterable[bytes]) -> str:
        name = self._free(f"files/{safe(path)}")
        with self.zip.open(name, "w", force_zip64=True) as target:
            for chunk in chunks:
                target.write(chunk)
        return name

    def _free(self, name: str) -> str:
        """A name that is not taken in the archive."""
        stem, dot, ending = name.rpartition(".")
        free, number = name, 1
        while free in self.names:
            number += 1
            free = f"{stem}-{number}{dot}{ending}" if dot else f"{name}-{number}"
        self.names.add(free)
        return free

    def _resource(self, resource: dict[str, Any]) -> None:
        entry = {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
        text = json.dumps(entry, cls=DjangoJSONEncoder, ensure_ascii=False)
        self.resources.write((b",\n" if self.count else b"") + text.encode())
        self.count += 1

    def _bundle(self) -> None:
        start = f'{{"resourceType":"Bundle","type":"collection","timestamp":"{clock.now().isoformat()}","entry":['
        self._copy("fhir/bundle.json", self.resources, before=start.encode(), after=b"]}")


def titled(gather: Callable[[], Iterator[Part]], languages: list[str]) -> Iterator[tuple[Part, dict[str, str]]]:
    """The parts in the first language, with their titles in all."""
    titles: dict[str, dict[str, str]] = {}
    for language in languages[1:]:
        with override(language):
            for part in gather():
                titles.setdefault(part.name, {})[language] = str(part.title)
    with override(languages[0]):
        for part in gather():
            yield part, {**titles.get(part.name, {}), languages[0]: str(part.title)}


def inert(value: Any) -> Any:
    """A cell no spreadsheet takes for a formula."""
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA):
        return f"'{value}"
    return value


def safe(path: str) -> str:
    """A path that stays within the archive's folder, on every system."""
    parts = [part.strip(". ") for part in path.replace("\\", "/").split("/")]
    kept = ["".join(sign if sign.isprintable() and sign not in '<>:"|?*' else "_" for sign in part) for part in parts]
    return "/".join(part for part in kept if part) or "file"


def _line(cell: str, values: Iterable[Any]) -> str:
    cells = "".join(f"<{cell}>{escape('' if value is None else value)}</{cell}>" for value in values)
    return f"<tr>{cells}</tr>\n"


def _spool() -> IO[bytes]:
    return cast("IO[bytes]", SpooledTemporaryFile(SPOOL))
