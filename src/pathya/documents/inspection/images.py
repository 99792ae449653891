"""Pictures: looked at by their head only; the job decodes and draws them anew, which drops all else."""

import warnings
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from pathya.documents.inspection.problems import FileRefused, holds_zip

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 20_000


def check_image(file: BinaryIO, size: int) -> None:
    if holds_zip(file, size):
        raise FileRefused("two_in_one")
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # broken tags are left behind; our own limit is told better
            image = Image.open(file, formats=["JPEG", "PNG"])
            width, height = image.size
            frames = getattr(image, "n_frames", 1)
    except Image.DecompressionBombError:
        raise FileRefused("too_many_pixels") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise FileRefused("damaged") from None
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise FileRefused("too_many_pixels")
    if frames > 1 and image.format == "PNG":
        raise FileRefused("unknown_type")
    _check_end(file, size, image.format or "")


def _check_end(file: BinaryIO, size: int, kind: str) -> None:
    """A picture cut short lacks its end mark; what follows the mark is dropped when it is drawn anew."""
    mark = b"IEND\xaeB`\x82" if kind == "PNG" else b"\xff\xd9"
    tail = 8 * 1024 * 1024  # phones append whole videos to their pictures
    file.seek(max(0, size - tail))
    while piece := file.read(1024 * 1024):
        if mark in piece:
            return
        if len(piece) == 1024 * 1024:
            file.seek(-len(mark), 1)
    raise FileRefused("damaged")
