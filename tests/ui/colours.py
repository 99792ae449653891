"""OKLCH to sRGB and contrast as WCAG 2 counts it."""

import math
import re
from pathlib import Path

TOKENS = Path(__file__).resolve().parents[2] / "src/pathya/ui/static/ui/css/tokens.css"
Colour = tuple[float, float, float]


def theme(dark: bool) -> dict[str, Colour]:
    """Every colour token of the theme as linear sRGB."""
    rules = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(), flags=re.DOTALL)
    written = dict(re.findall(r"--([\w-]+):\s*([^;]+);", rules))
    found: dict[str, Colour] = {}
    for name in written:
        value = _resolved(written, name, dark)
        if match := re.fullmatch(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", value):
            found[name] = _linear(*(float(part) for part in match.groups()))
    return found


def contrast(one: Colour, other: Colour) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _resolved(written: dict[str, str], name: str, dark: bool) -> str:
    value = written[name].strip()
    if match := re.fullmatch(r"light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)", value):
        return match[2 if dark else 1]
    if match := re.fullmatch(r"var\(--([\w-]+)\)", value):
        return _resolved(written, match[1], dark)
    return value


def _linear(lightness: float, chroma: float, hue: float) -> Colour:
    """Björn Ottosson's matrices; clipped to the gamut as browsers do."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    l_, m_, s_ = (
        (lightness / 100 + k * a + j * b) ** 3
        for k, j in ((0.3963377774, 0.2158037573), (-0.1055613458, -0.0638541728), (-0.0894841775, -1.2914855480))
    )
    red = 4.0767416621 * l_ - 3.3077115913 * m_ + 0.2309699292 * s_
    green = -1.2684380046 * l_ + 2.6097574011 * m_ - 0.3413193965 * s_
    blue = -0.0041960863 * l_ - 0.7034186147 * m_ + 1.7076147010 * s_
    return (min(max(red, 0), 1), min(max(green, 0), 1), min(max(blue, 0), 1))


def _luminance(colour: Colour) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]
