from django.utils.translation import gettext_lazy as _

from pathya.kit.errors import Invalid


class UnknownFood(Invalid):
    """A recipe names a food that its writer cannot see."""

    code = "unknown_food"
    message = _("One of these foods is not there any more.")
