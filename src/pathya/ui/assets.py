"""Files made from our sources when static files are collected: one style sheet, one script, app icons."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from pathya.ui import app_icons

STATIC = Path(__file__).parent / "static" / "ui"
STYLES = "ui/app.css"
SCRIPT = "ui/app.js"
ICONS = {f"ui/icons/{name}.png": name for name in app_icons.SIZES}


class BuiltFinder(BaseFinder):
    """Offers the made files to `collectstatic` and to the development server, made anew when a source is newer."""

    def __init__(self, *_args: Any, **_options: Any) -> None:
        self.folder = Path(settings.BUILD_DIR) / "assets"
        self.storage = FileSystemStorage(location=str(self.folder))

    def check(self, **_options: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **_options: Any) -> Any:
        if path not in {STYLES, SCRIPT, *ICONS}:
            return []
        made = str(self._made(path))
        return [made] if find_all else made

    def list(self, ignore_patterns: Iterable[str] | None = None) -> Iterator[tuple[str, FileSystemStorage]]:  # noqa: ARG002
        for path in (STYLES, SCRIPT, *ICONS):
            self._made(path)
            yield path, self.storage

    def _made(self, path: str) -> Path:
        target = self.folder / path
        sources = _sources(path)
        newest = max(source.stat().st_mtime for source in sources)
        if not target.exists() or target.stat().st_mtime < newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_suffix(".draft")
            draft.write_bytes(_content(path, sources))
            draft.replace(target)
        return target


def style_sources() -> list[Path]:
    """In cascade order; pages' own sheets stay apart, each page links its own."""
    css = STATIC / "css"
    first = [css / "layers.css", STATIC / "fonts" / "fonts.css"]
    folders = [css, css / "layout", css / "components"]
    rest = [path for folder in folders for path in sorted(folder.glob("*.css")) if path not in first]
    return [path for path in first if path.exists()] + rest


def script_sources() -> list[Path]:
    return sorted((STATIC / "js" / "core").glob("*.js"))


def _sources(path: str) -> list[Path]:
    if path == STYLES:
        return style_sources()
    return script_sources() if path == SCRIPT else [app_icons.DRAWING]


def _content(path: str, sources: list[Path]) -> bytes:
    if path == STYLES:
        return "".join(_style(source) for source in sources).encode()
    if path == SCRIPT:
        return "".join(f"{{\n{source.read_text()}}}\n" for source in sources).encode()
    return app_icons.drawn(ICONS[path])


def _style(source: Path) -> str:
    """Without comments and needless blanks; addresses relative to the bundle."""
    text = re.sub(r"/\*.*?\*/", "", source.read_text(), flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,>])\s*", r"\1", text).replace(": ", ":").replace(";}", "}").strip()
    return text.replace('url("', 'url("fonts/') if source.parent.name == "fonts" else text
