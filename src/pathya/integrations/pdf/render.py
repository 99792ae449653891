"""Compiling a template with its data: our own fonts, nothing of the machine's, no network, no file outside the source.

A template reads `#let data = json(bytes(sys.inputs.data))` and `sys.inputs.language`; `base.typ` beside this is shared.
"""

import json
import re
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import fontpkg_noto_sans
import fontpkg_noto_sans_devanagari
import typst

SOURCE = Path(__file__).resolve().parent.parent.parent
NAME = re.compile(r"([a-z_]+)/([a-z_]+)")
FONTS = [str(Path(package.__path__[0]) / "files") for package in (fontpkg_noto_sans, fontpkg_noto_sans_devanagari)]

_thread = threading.local()


class CannotRender(Exception):
    """The template is wrong, warns, or does not fit its data; the text holds no data of a person."""


def render(template: str, data: Mapping[str, Any], language: str, *, made_at: datetime | None = None) -> bytes:
    """The PDF of `<domain>/<name>`. Same data and `made_at`, same bytes. Raises CannotRender, on warnings too."""
    found = NAME.fullmatch(template)
    path = SOURCE / found[1] / "pdf" / f"{found[2]}.typ" if found else None
    if path is None or not path.is_file():
        raise CannotRender(f"there is no template {template!r}")
    inputs = {"data": json.dumps(data, ensure_ascii=False, default=str), "language": language}
    stamp = (made_at or datetime(2026, 1, 1, tzinfo=UTC)).astimezone(UTC)
    try:
        # bytes, not the path: a compiler remembers the files it has read
        pdf, warnings = _compiler().compile_with_warnings(
            path.read_bytes(), format="pdf", sys_inputs=inputs, timestamp=int(stamp.timestamp())
        )
    except typst.TypstError as error:
        raise CannotRender(f"{template}: {error.message[:200]}") from None
    if warnings:
        raise CannotRender(f"{template}: {warnings[0].message[:200]}")
    return bytes(cast("bytes", pdf))


def _compiler() -> typst.Compiler:
    """One per thread: a compiler serves one document at a time."""
    if not hasattr(_thread, "compiler"):
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=FONTS)
        _thread.compiler = typst.Compiler(root=str(SOURCE), font_paths=fonts, ignore_system_fonts=True)
    return cast("typst.Compiler", _thread.compiler)
