"""Subset the faces from their wheels to WOFF2, with metric-matched fallbacks; no-op when up to date.

Writes `src/pathya/ui/static/ui/fonts/*.woff2` and `fonts.css`, which the style bundle takes in.
"""

import hashlib
import importlib.metadata
import re
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FOLDER = Path(__file__).resolve().parent.parent / "src/pathya/ui/static/ui/fonts"
LATIN = "U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+2013-2014,U+2018-2019,U+201C-201D,U+2022,U+2026,U+2032-2033,\
U+20B9,U+2190-2193,U+2212"
DEVANAGARI = "U+0901-0903,U+0905-090B,U+090D,U+090F-0911,U+0913-0928,U+092A-0930,U+0932-0933,U+0935-0939,U+093C-0943,\
U+0945,U+0947-0949,U+094B-094D,U+0950,U+0958-095F,U+0964-0965,U+0970,U+200C-200D,U+25CC"
WORDS = ",".join(f"U+{ord(letter):04X}" for letter in sorted(set("हिन्दी पथ्य: जो राह के अनुकूल हो।") - set(" :")))
"""The Hindi that pages in English show: the name of the language and the motto, in a file of their own."""
LATIN_FEATURES = ["kern", "liga", "calt", "ccmp", "lnum", "tnum", "mark"]
HINDI_FEATURES = [
    *("akhn", "rphf", "blwf", "half", "vatu", "pres", "abvs", "blws", "psts"),
    *("haln", "abvm", "blwm", "cjct", "rkrf", "nukt", "mark", "mkmk", "ccmp"),
]
DRAWN_PAIRS = frozenset(
    re.findall(
        r"\w+",
        """KaTa KaSsa KaKa KaYa KaSa TaTa TaNa TaYa TaSa NaNa NaTa NaDa NaDha CaCa JaJa NyaCa NyaJa NnaTta NnaTtha
        NnaDda PaTa PaPa BaDa GaNa DhaYa MaMa LaLa LaPa ShaCa ShaNa ShaVa ShaLa SsaTta SsaTtha SaTa SaTha SaNa SaKa
        SaPa SaYa SaVa SaSa HaNna HaNa HaMa HaYa HaLa HaVa""",
    )
)
"""Conjuncts kept as glyphs of their own; the others come out the same as a half and a full letter, and cost 40 kB."""
SAMPLE = "the quick brown fox jumps over a lazy dog and then eats its way through breakfast " * 3


@dataclass(frozen=True)
class Face:
    """One file of one family: where it comes from, what is kept, what stands in until it is there."""

    family: str
    package: str
    file: str
    name: str
    weight: str
    ranges: str
    limits: dict[str, float | tuple[float, float]]
    fallback: str = ""
    "a widespread local font with the same figure, and its metrics: average width / em, from its own tables"
    fallback_width: float = 0.0


FACES = (
    Face(
        *("Fraunces", "fontpkg_fraunces", "Fraunces[SOFT,WONK,opsz,wght].ttf", "fraunces", "400 700", LATIN),
        {"SOFT": 50, "WONK": 0, "opsz": (18, 96), "wght": 500},
        *("Georgia", 0.4428),
    ),
    Face(
        *("Figtree", "fontpkg_figtree", "Figtree[wght].ttf", "figtree", "400 700", LATIN),
        {"wght": (400, 700)},
        *("Arial", 0.4467),
    ),
    Face("Mukta", "fontpkg_mukta", "Mukta-Regular.ttf", "mukta-400", "400", DEVANAGARI, {}),
    Face("Mukta", "fontpkg_mukta", "Mukta-SemiBold.ttf", "mukta-600", "600", DEVANAGARI, {}),
    Face("Mukta Words", "fontpkg_mukta", "Mukta-Regular.ttf", "mukta-words", "400", WORDS, {}),
)


def main() -> None:
    stamp = FOLDER / "stamp"
    wanted = _wanted()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    rules = [made(face) for face in FACES]
    (FOLDER / "fonts.css").write_text("@layer base {\n" + "".join(rules) + "}\n")
    stamp.write_text(wanted)
    sizes = {face.name: (FOLDER / f"{face.name}.woff2").stat().st_size for face in FACES}
    sys.stdout.write(f"Fonts: {sum(sizes.values()) / 1000:.1f} kB in all, {sizes}\n")


def made(face: Face) -> str:
    """Write the face's WOFF2 and return its `@font-face` rules."""
    font = TTFont(Path(str(files(face.package))) / "files" / face.file)
    # Subset before and after: limiting an axis drops variations that the subsetter expects.
    if face.ranges != LATIN:
        _drop_rare_conjuncts(font)
    _subset(font, face.ranges)
    if face.limits:
        font = instancer.instantiateVariableFont(font, face.limits)
    font.flavor = "woff2"
    font.save(FOLDER / f"{face.name}.woff2")
    rule = (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-display:swap;'
        f'src:url("{face.name}.woff2") format("woff2");unicode-range:{face.ranges}}}\n'
    )
    return rule + (_fallback(face, font) if face.fallback else "")


def _subset(font: TTFont, ranges: str) -> None:
    options = Options()
    options.layout_features = LATIN_FEATURES if ranges == LATIN else HINDI_FEATURES
    options.hinting = options.glyph_names = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[*_code_points(ranges), 0x20])
    subsetter.subset(font)


def _drop_rare_conjuncts(font: TTFont) -> None:
    table = font["GSUB"].table
    records = table.FeatureList.FeatureRecord
    lookups = {index for record in records if record.FeatureTag == "pres" for index in record.Feature.LookupListIndex}
    for subtable in (part for index in lookups for part in table.LookupList.Lookup[index].SubTable):
        for first, ligatures in list(getattr(subtable, "ligatures", {}).items()):
            kept = [ligature for ligature in ligatures if _is_drawn(ligature.LigGlyph.removesuffix(".dv"))]
            subtable.ligatures[first] = kept
            if not kept:
                del subtable.ligatures[first]


def _is_drawn(glyph: str) -> bool:
    return glyph in DRAWN_PAIRS or "matra" in glyph


def _code_points(ranges: str) -> list[int]:
    points: list[int] = []
    for part in ranges.replace("U+", "").split(","):
        first, _, last = part.partition("-")
        points.extend(range(int(first, 16), int(last or first, 16) + 1))
    return points


def _fallback(face: Face, font: TTFont) -> str:
    """The local stand-in, stretched to the face's average width and given its line metrics."""
    em = font["head"].unitsPerEm
    cmap, widths = font.getBestCmap(), font["hmtx"]
    average = sum(widths[cmap[ord(letter)]][0] for letter in SAMPLE) / len(SAMPLE) / em
    size = average / face.fallback_width
    line = font["hhea"]
    return (
        f'@font-face{{font-family:"{face.family} Fallback";src:local("{face.fallback}");size-adjust:{size:.2%};'
        f"ascent-override:{line.ascent / em / size:.2%};descent-override:{-line.descent / em / size:.2%};"
        f"line-gap-override:{line.lineGap / em / size:.2%}}}\n"
    )


def _wanted() -> str:
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for package in ("fonttools", "fontpkg-fraunces", "fontpkg-figtree", "fontpkg-mukta"):
        digest.update(importlib.metadata.version(package).encode())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
