"""Pictures of people: re-encoded to 400 × 400 WebP, so that nothing of the upload but its pixels is kept."""

import io
import warnings

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from pathya.kit.errors import Invalid

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
SIZE = (400, 400)
FORMATS = ("JPEG", "PNG", "WEBP")


def encoded(content: bytes) -> bytes:
    """The picture, cut to a square, upright, without metadata. Raises Invalid."""
    if len(content) > MOST_BYTES:
        raise Invalid(fields={"avatar": [_("A picture may have up to 5 MB.")]})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise Invalid(fields={"avatar": [_("This picture is too large.")]})
            upright = ImageOps.exif_transpose(picture.convert("RGB"))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Invalid(fields={"avatar": [_("Choose a picture in JPEG, PNG or WebP.")]}) from None
    made = io.BytesIO()
    ImageOps.fit(upright, SIZE).save(made, "WEBP", quality=82)
    return made.getvalue()
