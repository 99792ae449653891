"""What a first view may weigh, compressed as the server sends it."""

import gzip
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from pathya.ui import assets
from tools.fonts import WORDS

KB = 1000
UI = Path(assets.__file__).parent


def compressed(path: str) -> int:
    found = finders.find(path)
    assert isinstance(found, str), path
    return len(gzip.compress(Path(found).read_bytes(), 9))


def test_styles_fit() -> None:
    pages = [compressed(f"ui/css/pages/{path.name}") for path in (assets.STATIC / "css/pages").glob("*.css")]
    assert compressed("ui/app.css") + max(pages, default=0) <= 25 * KB


def test_scripts_fit() -> None:
    assert compressed("ui/app.js") + compressed("django_htmx/htmx-2.min.js") <= 35 * KB


def test_fonts_fit() -> None:
    """All four together: a page in Hindi with Latin words in it loads them all."""
    fonts = list((assets.STATIC / "fonts").glob("*.woff2"))
    if not fonts:
        pytest.skip("fonts are made by tools/fonts.py")
    assert len(fonts) == 5
    assert sum(font.stat().st_size for font in fonts) <= 120 * KB


def test_drawings_fit() -> None:
    drawings = (assets.STATIC / "brand").glob("*.svg")
    assert sum(len(brotli.compress(drawing.read_bytes())) for drawing in drawings) <= 16 * KB


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/dev/components/sample", "/dev/components/portal", "/no-such-page/"])
def test_pages_fit(client: Client, path: str) -> None:
    assert len(gzip.compress(client.get(path).content)) <= 15 * KB


@pytest.mark.parametrize("path", sorted((assets.STATIC / "css").rglob("*.css")), ids=lambda path: path.name)
def test_a_style_file_is_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 150


@pytest.mark.parametrize("path", sorted(UI.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_is_small_and_clean(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 120
    assert " style=" not in text
    assert "<script>" not in text
    assert " onclick=" not in text


def test_the_small_hindi_font_has_all_that_pages_in_english_show_with_it() -> None:
    partials = UI / "templates/ui/partials"
    shown = "".join((partials / f"{name}.html").read_text() for name in ("language", "footer"))
    letters = {letter for letter in shown if "\u0900" <= letter <= "\u097f"}
    assert letters
    assert {f"U+{ord(letter):04X}" for letter in letters} <= set(WORDS.split(","))
