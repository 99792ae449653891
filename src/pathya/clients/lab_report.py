"""Values in the text of a lab report: proposed with the place they were found, never entered by themselves."""

import json
import re
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pathya.clients.catalogue import KINDS, Kind, canonical, is_plausible
from pathya.clients.errors import ReportUnreadable
from pathya.documents.render import PDF
from pathya.documents.rendering import NotDrawn, drawn

MOST_BYTES = 10 * 1024 * 1024
NUMBER = re.compile(r"(?<![\d.\-–])(\d{1,5}(?:\.\d{1,4})?)(?!\s*[-–]\s*\d)(?![\d.])")
SHOWN = 160


def values(content: bytes) -> list[dict[str, Any]]:
    """Proposals of a PDF: kind, value, unit, page (from 1), text of the line. Raises ReportUnreadable."""
    pages = _texts(content)
    found: dict[str, dict[str, Any]] = {}
    for number, text in enumerate(pages, start=1):
        for line in text.splitlines():
            for kind, value, unit in _read(line):
                found.setdefault(
                    kind.slug,
                    {
                        "kind": kind.slug,
                        "value": str(value),
                        "unit": unit,
                        "page": number,
                        "text": line.strip()[:SHOWN],
                        "state": "proposed",
                    },
                )
    if not any(text.strip() for text in pages):
        raise ReportUnreadable
    return list(found.values())


def _texts(content: bytes) -> list[str]:
    """The pages' texts, read in a process of its own with bounds: a hostile file harms nothing else."""
    if not content.startswith(b"%PDF-") or len(content) > MOST_BYTES:
        raise ReportUnreadable
    with tempfile.TemporaryFile() as file:
        file.write(content)
        try:
            with drawn("text", file, PDF) as told:
                pages: list[str] = json.load(told)
        except NotDrawn:
            raise ReportUnreadable from None
    return pages


def _read(line: str) -> Iterator[tuple[Kind, Decimal, str]]:
    """The first number after a known name, in the unit the line names, or else the canonical one."""
    lower = line.lower()
    for kind in KINDS.values():
        end = _after(lower, kind)
        match = NUMBER.search(line, end) if end else None
        if match is None:
            continue
        value, unit = Decimal(match[1]), _unit(line[match.end() :], kind)
        if is_plausible(kind, canonical(value, unit)):
            yield kind, value, unit.code


def _after(lower: str, kind: Kind) -> int:
    """Where the name of the kind ends, for a line that begins with it; 0 otherwise."""
    for word in sorted(kind.words, key=len, reverse=True):
        match = re.match(rf"\W*(?:serum\s+|s\.\s*|plasma\s+)?{re.escape(word)}(?![a-z0-9/])", lower)
        if match:
            return match.end()
    return 0


def _unit(rest: str, kind: Kind) -> Any:
    compact = rest.replace(" ", "").replace("μ", "µ").lower()
    named = [unit for unit in kind.units if compact.startswith((unit.shown.lower(), unit.code.lower()))]
    return named[0] if named else kind.units[0]
