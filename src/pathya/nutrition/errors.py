from django.utils.translation import gettext_lazy as _

from pathya.kit.errors import Conflict, Invalid


class UnknownFood(Invalid):
    """A recipe names a food that its writer cannot see."""

    code = "unknown_food"
    message = _("One of these foods is not there any more.")


class SetByPractice(Conflict):
    """The nutritionist set the targets: the client no longer changes them."""

    code = "targets_set_by_practice"
    message = _("Your nutritionist has set these. Ask them to change them.")
