"""What a nutritionist reads about problems with their hours."""

from django.utils.translation import gettext_lazy as _

from pathya.nutritionists.rules import Problem

PROBLEMS = {
    Problem.OVERLAP: _("This overlaps another range of the day."),
    Problem.RUNS_INTO_NEXT_DAY: _("This runs into the hours of the next day."),
    Problem.OUTSIDE_HOURS: _("A break lies inside the hours of its day."),
    Problem.TOO_SHORT: _("This is too short for any of your calls."),
    Problem.TOO_LONG: _("This ends before it begins, or runs too far into the next day."),
    Problem.TOO_MANY: _("Eight ranges a day are the most."),
}
NOT_A_TIME = _("Give both times, like 09:00 and 17:30.")
IN_THE_PAST = _("That day has passed.")
TOO_FAR = _("That is more than two years ahead.")
ENDS_FIRST = _("The end comes before the beginning.")
NOT_A_ZONE = _("This is not a time zone, like Asia/Kolkata.")
