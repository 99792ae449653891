"""Photos of meals: drawn anew by a process of its own, small, sealed with the person's key."""

import base64
import tempfile
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.documents.rendering import NotDrawn, drawn
from pathya.journeys import plates
from pathya.journeys.models import MealPhoto
from pathya.kit.errors import Invalid

MOST_BYTES = 10 * 1024 * 1024
MEDIA = "image/jpeg"


def set_photo(*, person: User, meal_id: UUID, content: bytes) -> MealPhoto:
    """Keep a photo in place of the one before. Drawn before the transaction begins. Raises NotFound, Invalid."""
    plates.meal(person, meal_id)
    if len(content) > MOST_BYTES:
        raise Invalid(fields={"photo": [_("A photo may have up to 10 MB.")]})
    try:
        with tempfile.TemporaryFile() as sent:
            sent.write(content)
            made = drawn("photo", sent, MEDIA)
        with made:
            picture = base64.b64encode(made.read()).decode()
    except NotDrawn:
        raise Invalid(fields={"photo": [_("Choose a photo in JPEG or PNG.")]}) from None
    with transaction.atomic():
        MealPhoto.objects.filter(person=person, meal=meal_id).delete()
        row = MealPhoto(person=person, meal=meal_id, picture=picture)
        row.save()
    return row


@transaction.atomic
def remove_photo(*, person: User, meal_id: UUID) -> None:
    MealPhoto.objects.filter(person=person, meal=meal_id).delete()


def content(row: MealPhoto) -> bytes:
    return base64.b64decode(row.picture)
