"""Icons from the lucide wheel as inline SVG."""

from functools import lru_cache
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import lucide
from django.utils.html import escape

ARCHIVE = lucide.__path__[0] + "/lucide.zip"
SVG = "{http://www.w3.org/2000/svg}"


@lru_cache(maxsize=512)
def icon(name: str, size: int, label: str) -> str:
    """The icon's mark-up; hidden from screen readers unless it has a label."""
    with ZipFile(ARCHIVE) as archive:
        drawing = ET.fromstring(archive.read(f"{name}.svg"))  # noqa: S314  (the wheel's own file)
    shapes = "".join(_shape(shape) for shape in drawing)
    meaning = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return f'<svg class="icon" width="{size}" height="{size}" viewBox="0 0 24 24" {meaning}>{shapes}</svg>'


def _shape(shape: ET.Element) -> str:
    attributes = " ".join(f'{name}="{value}"' for name, value in shape.attrib.items())
    return f"<{shape.tag.removeprefix(SVG)} {attributes}/>"
