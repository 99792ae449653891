"""App icons as PNG, drawn from the same leaf as the favicon."""

import io
import re
from pathlib import Path

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path
from PIL import Image, ImageDraw

DRAWING = Path(__file__).parent / "static" / "ui" / "brand" / "icon.svg"
SIZES = {"icon-192": (192, 1.0), "icon-512": (512, 1.0), "icon-maskable": (512, 0.74), "icon-touch": (180, 0.86)}
"""Name → pixels and the share that the drawing takes (a maskable icon keeps a safe margin)."""
BOX = 64
FINER = 4
STEPS = 24


class _Polygons(BasePen):  # type: ignore[misc]
    """Flattens a path into polygons of points in the drawing's own units."""

    def __init__(self) -> None:
        super().__init__(None)
        self.polygons: list[list[tuple[float, float]]] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.polygons.append([pt])

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.polygons[-1].append(pt)

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:  # noqa: N802
        start = self.polygons[-1][-1]
        for step in range(1, STEPS + 1):
            t, u = step / STEPS, 1 - step / STEPS
            weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
            points = (start, pt1, pt2, pt3)
            self.polygons[-1].append(
                (
                    sum(w * p[0] for w, p in zip(weights, points, strict=True)),
                    sum(w * p[1] for w, p in zip(weights, points, strict=True)),
                )
            )


def drawn(name: str) -> bytes:
    """The PNG called `name`: full-bleed ground for the maskable and touch icons, rounded for the rest."""
    size, share = SIZES[name]
    side = size * FINER
    image = Image.new("RGBA", (side, side))
    canvas = ImageDraw.Draw(image)
    for number, (fill, path) in enumerate(_shapes()):
        if number == 0:
            _ground(canvas, side, fill, rounded=share == 1.0)
            continue
        scale, offset = side * share / BOX, side * (1 - share) / 2
        for polygon in _polygons(path):
            canvas.polygon([(x * scale + offset, y * scale + offset) for x, y in polygon], fill=fill)
    buffer = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _shapes() -> list[tuple[str, str]]:
    """Fill and path of every shape, the ground first."""
    return re.findall(r'<path fill="(#[0-9a-f]{6})" d="([^"]+)"', DRAWING.read_text())


def _polygons(path: str) -> list[list[tuple[float, float]]]:
    pen = _Polygons()
    parse_path(path, pen)
    return pen.polygons


def _ground(canvas: ImageDraw.ImageDraw, side: int, fill: str, *, rounded: bool) -> None:
    if rounded:
        canvas.rounded_rectangle((0, 0, side - 1, side - 1), radius=side * 0.22, fill=fill)
    else:
        canvas.rectangle((0, 0, side, side), fill=fill)
