"""Every pair of colours that meets on a page, in both themes."""

import pytest

from tests.ui.colours import contrast, theme

SURFACES = ["surface", "surface-raised", "surface-sunk", "surface-accent"]
TINTS = ["accent-tint", "good-surface", "warning-surface", "danger-surface", "info-surface"]
TEXT = [
    *((text, ground) for text in ("text", "text-quiet") for ground in SURFACES),
    *(("text", ground) for ground in TINTS),
    *((text, ground) for text in ("accent-strong", "danger", "spice", "warning") for ground in SURFACES[:3]),
    *(("accent", ground) for ground in SURFACES[:2]),
    ("accent-ink", "accent"),
    ("accent-ink", "accent-strong"),
    ("accent-strong", "good-surface"),
    ("warning", "warning-surface"),
    ("danger", "danger-surface"),
    ("spice", "surface-accent"),
]
MARKS = [*((mark, ground) for mark in ("line-strong", "focus", "accent") for ground in SURFACES)]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_reads(text: str, ground: str, dark: bool) -> None:
    colours = theme(dark)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_edges_show(mark: str, ground: str, dark: bool) -> None:
    colours = theme(dark)
    assert contrast(colours[mark], colours[ground]) >= 3


def test_converts_as_browsers_do() -> None:
    """sRGB red is oklch(62.796% 0.25768 29.234)."""
    colours = theme(dark=False)
    assert contrast(colours["paper"], colours["ink"]) > 12
