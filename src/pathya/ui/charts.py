"""Line and bar charts as geometry for `ui/components/chart.html`: drawn by the server, labelled directly."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT = 360, 200
LEFT, RIGHT, TOP, BOTTOM = 8, 50, 18, 26
GAP = 0.35


@dataclass(frozen=True)
class Point:
    """`value` is None on a day that was not logged; `text` is how the value reads."""

    label: str
    value: float | None
    text: str


@dataclass(frozen=True)
class Mark:
    """A point as drawn; `top` and `height` are of its bar."""

    label: str
    text: str
    x: float
    y: float
    width: float = 0
    height: float = 0


@dataclass(frozen=True)
class Chart:
    kind: str
    title: str
    summary: str
    marks: Sequence[Mark]
    points: Sequence[Point]
    paths: Sequence[str]
    lines: Sequence[tuple[float, str]]
    """Horizontal lines: height and text."""
    band: tuple[float, float] | None = None
    """Top and height of the range that is usual."""
    trend: str = ""
    """The path of a straight line through all of it."""
    width: int = WIDTH
    height: int = HEIGHT
    base: float = HEIGHT - BOTTOM

    @property
    def first(self) -> Mark | None:
        return self.marks[0] if self.marks else None

    @property
    def last(self) -> Mark | None:
        return self.marks[-1] if self.marks else None


def line_chart(
    title: str,
    points: Sequence[Point],
    *,
    summary: str = "",
    unit: str = "",
    band: tuple[float | None, float | None] | None = None,
    trend: tuple[float, float] | None = None,
) -> Chart:
    """A line through the values; it breaks where nothing was logged.

    `band` is the usual range, from and to (None: open to that side): drawn behind the line, its limits in view.
    `trend` is where a straight line through the values begins and ends.
    """
    low, high = _range([*(p.value for p in points if p.value is not None), *_limits(band), *(trend or ())])
    step = (WIDTH - LEFT - RIGHT) / max(len(points) - 1, 1)
    placed = [(LEFT + n * step, None if p.value is None else _y(p.value, low, high), p) for n, p in enumerate(points)]
    marks = [Mark(p.label, p.text, round(x, 1), round(y, 1)) for x, y, p in placed if y is not None]
    straight = ""
    if trend:
        begin, end = (_y(value, low, high) for value in trend)
        straight = f"M{LEFT} {begin:.1f}L{WIDTH - RIGHT} {end:.1f}"
    return Chart(
        "line", title, summary, marks, points, _runs(placed), _lines(low, high, unit), _band(band, low, high), straight
    )  # fmt: skip


def bar_chart(title: str, points: Sequence[Point], *, summary: str = "", unit: str = "") -> Chart:
    """A bar for each value, from zero."""
    _low, high = _range([0, *(p.value for p in points if p.value is not None)])
    step = (WIDTH - LEFT - RIGHT) / max(len(points), 1)
    base = HEIGHT - BOTTOM
    marks = []
    for n, p in enumerate(points):
        y = _y(p.value or 0, 0, high)
        x, width = LEFT + n * step + step * GAP / 2, step * (1 - GAP)
        marks.append(Mark(p.label, p.text, round(x, 1), round(y, 1), round(width, 1), round(base - y, 1)))
    return Chart("bar", title, summary, marks, points, (), _lines(0, high, unit))


def sparkline(values: Sequence[float | None], *, width: int = 120, height: int = 32) -> str:
    """The path of a small line without axes."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = _range(known)
    step = (width - 6) / max(len(values) - 1, 1)
    parts, pen = [], "M"
    for n, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        y = 3 + (height - 6) * (1 - (value - low) / (high - low))
        parts.append(f"{pen}{3 + n * step:.1f} {y:.1f}")
        pen = "L"
    return "".join(parts)


def _range(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values, default=0), max(values, default=1)
    return (low, high) if high > low else (low - 1, high + 1)


def _limits(band: tuple[float | None, float | None] | None) -> list[float]:
    """What must be in view of a band: its limits, and a strip of an open side."""
    low, high = band or (None, None)
    if low is not None and high is not None:
        return [low, high]
    return [limit * factor for limit, factor in ((low, 1), (low, 1.1), (high, 1), (high, 0.9)) if limit is not None]


def _band(band: tuple[float | None, float | None] | None, low: float, high: float) -> tuple[float, float] | None:
    if band is None:
        return None
    below, above = (
        _y(limit if limit is not None else end, low, high) for limit, end in zip(band, (low, high), strict=True)
    )
    return round(above, 1), round(below - above, 1)


def _y(value: float, low: float, high: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low)


def _runs(placed: Sequence[tuple[float, float | None, Point]]) -> list[str]:
    """One path per unbroken run of values."""
    paths, current = [], ""
    for (x, y, _p), (_x, following, _q) in pairwise([*placed, (0.0, None, Point("", None, ""))]):
        if y is None:
            continue
        current += f"{'L' if current else 'M'}{x:.1f} {y:.1f}"
        if following is None:
            paths.append(current)
            current = ""
    return paths


def _lines(low: float, high: float, unit: str) -> list[tuple[float, str]]:
    return [(round(_y(value, low, high), 1), f"{round(value, 1):g}{unit}") for value in (low, (low + high) / 2, high)]
