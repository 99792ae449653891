from django.utils.translation import gettext_lazy as _

from pathya.kit.errors import Conflict, Invalid


class UnknownFood(Invalid):
    """A recipe names a food that its writer cannot see."""

    code = "unknown_food"
    message = _("One of these foods is not there any more.")


class FoodInUse(Conflict):
    """An own recipe is made of it; `recipes` names them."""

    code = "food_in_use"
    message = _("One of your recipes is made of it. Take it out there first.")


class SetByPractice(Conflict):
    """The nutritionist set the targets: the client no longer changes them."""

    code = "targets_set_by_practice"
    message = _("Your nutritionist has set these. Ask them to change them.")


class NeedsTargets(Conflict):
    """No plan without the energy to reach; `missing` says what the profile lacks."""

    code = "needs_targets"
    message = _("What the client is to reach in a day is not known yet. Complete the profile or set the targets.")


class StillMaking(Conflict):
    """The plan is being made, or was not made, or has ended."""

    code = "plan_not_ready"
    message = _("This plan can't be changed or approved now.")


class NoOtherMeal(Conflict):
    code = "no_other_meal"
    message = _("There is no other meal that this client may eat.")


class MustChange(Conflict):
    """A safety rule says stop; `rules` names them."""

    code = "plan_must_change"
    message = _("The safety check found something that must be changed first.")


class NotLooked(Conflict):
    """`rules` names those whose findings the reviewer has not confirmed."""

    code = "findings_not_looked_at"
    message = _("Confirm that you looked at each finding.")
