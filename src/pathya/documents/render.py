"""A process of its own that decodes what strangers sent: little memory, little time, no secrets, no database.

    python -m pathya.documents.render picture|thumbnail|photo|text KIND < file > result

Ends with 0 and the result, or with `NOT_DRAWN` when the file can't be decoded.
"""

import json
import resource
import sys
from io import BytesIO

import pypdfium2
from PIL import Image, ImageOps

NOT_DRAWN = 3
SECONDS = 20
MEMORY = 1024 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST = 5000
THUMBNAIL = 480
PHOTO = 1280
TEXT_PAGES, TEXT_LENGTH = 30, 20_000
JPEG, PDF = "image/jpeg", "application/pdf"


def main() -> None:
    task, media = sys.argv[1:3]
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        made = {"picture": picture, "thumbnail": thumbnail, "photo": photo, "text": text}[task](media)
    except Exception as error:  # noqa: BLE001 – whatever a decoder raises: the file is not one we can draw
        print(type(error).__name__, file=sys.stderr)
        sys.exit(NOT_DRAWN)
    sys.stdout.buffer.write(made)


def picture(media: str) -> bytes:
    """The picture drawn anew: turned upright, its colours, and nothing else that stood in the file."""
    image = _opened(LONGEST)
    made = BytesIO()
    if media == JPEG:
        image.convert("RGB").save(made, "JPEG", quality=88, optimize=True)
    else:
        mode = "RGBA" if image.has_transparency_data else "RGB"
        image.convert(mode).save(made, "PNG")
    return made.getvalue()


def thumbnail(media: str) -> bytes:
    """A small JPEG of the picture, or of a PDF's first page."""
    image = _first_page() if media == PDF else _opened(THUMBNAIL)
    image.thumbnail((THUMBNAIL, THUMBNAIL))
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    made = BytesIO()
    flat.save(made, "JPEG", quality=80)
    return made.getvalue()


def photo(_media: str) -> bytes:
    """A JPEG for a screen, whatever the picture was."""
    image = _opened(PHOTO)
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    made = BytesIO()
    flat.save(made, "JPEG", quality=80, optimize=True)
    return made.getvalue()


def text(_media: str) -> bytes:
    """The text of a PDF's first pages, as a JSON list of one string a page."""
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    count = min(len(document), TEXT_PAGES)
    return json.dumps([document[n].get_textpage().get_text_bounded()[:TEXT_LENGTH] for n in range(count)]).encode()


def _opened(longest: int) -> Image.Image:
    image: Image.Image = Image.open(sys.stdin.buffer, formats=["JPEG", "PNG"])
    if image.format == "JPEG" and image.mode in {"RGB", "L"}:
        image.draft(image.mode, (longest, longest))  # decodes no more pixels than are kept
    image.load()
    image = ImageOps.exif_transpose(image)
    image.thumbnail((longest, longest))
    if image.mode not in {"RGB", "RGBA", "L"}:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def _first_page() -> Image.Image:
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    page = document[0]
    width, height = page.get_size()
    scale = min(2.0, 2 * THUMBNAIL / max(width, height, 1))
    drawn: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil()
    return drawn.convert("RGB")


if __name__ == "__main__":
    main()
