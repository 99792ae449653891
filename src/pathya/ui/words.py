"""How instants, days and money read: short, in the person's language and zone."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from pathya.kit import clock
from pathya.kit.languages import HINDI

# Our own, since Django's Hindi misspells some; our catalogue comes before Django's in its date filters as well.
MONTHS = (
    *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June")),
    *(_("July"), _("August"), _("September"), _("October"), _("November"), _("December")),
)
WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
WEEKDAYS_SHORT = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def clock_time(moment: datetime) -> str:
    """`4:30 pm`, `10 am`; in Hindi with the part of the day: `शाम 4:30 बजे`."""
    hour = moment.hour % 12 or 12
    time = f"{hour}:{moment:%M}" if moment.minute else str(hour)
    if moment.hour < 4:
        pattern = pgettext("midnight to 4", "%(time)s am")
    elif moment.hour < 12:
        pattern = pgettext("4 to noon", "%(time)s am")
    elif moment.hour < 16:
        pattern = pgettext("noon to 16", "%(time)s pm")
    elif moment.hour < 20:
        pattern = pgettext("16 to 20", "%(time)s pm")
    else:
        pattern = pgettext("20 to midnight", "%(time)s pm")
    return pattern % {"time": time}


def month_name(day: date) -> str:
    return str(MONTHS[day.month - 1])


def short_date(day: date) -> str:
    """`22 Nov 2026`; Hindi writes its months out."""
    month = month_name(day)
    return f"{day.day} {month if (get_language() or '').startswith(HINDI) else month[:3]} {day.year}"


def long_date(day: date) -> str:
    """`Sunday, 22 November 2026`"""
    return gettext("%(weekday)s, %(day)s %(month)s %(year)s") % {
        "weekday": WEEKDAYS[day.weekday()],
        "day": day.day,
        "month": month_name(day),
        "year": day.year,
    }


def day_name(day: date, today: date) -> str:
    """`today`, `tomorrow`, `yesterday`, else the short date."""
    near = {timedelta(): gettext("today"), timedelta(1): gettext("tomorrow"), timedelta(-1): gettext("yesterday")}
    return near.get(day - today) or short_date(day)


def when(instant: datetime, zone: ZoneInfo) -> str:
    """`today 4:30 pm`, `tomorrow 10 am`, else `22 Nov 2026, 4:30 pm`."""
    local, today = instant.astimezone(zone), clock.today(zone)
    if abs((local.date() - today).days) <= 1:
        return f"{day_name(local.date(), today)} {clock_time(local)}"
    return f"{short_date(local.date())}, {clock_time(local)}"


def in_full(instant: datetime, zone: ZoneInfo) -> str:
    """`Sunday, 22 November 2026, 4:30 pm (IST)`"""
    local = instant.astimezone(zone)
    return f"{long_date(local.date())}, {clock_time(local)} ({zone_name(local)})"


def zone_name(local: datetime) -> str:
    """`IST` where the zone has letters of its own, else `GMT+4`."""
    name = local.tzname() or "UTC"
    return name if name.isalpha() else f"GMT{name[:3]}" + (f":{name[3:]}" if name[3:] else "")


def viewer_zone(zone: ZoneInfo | str | None = None) -> ZoneInfo:
    """The zone given, else the one active for this request."""
    if isinstance(zone, ZoneInfo):
        return zone
    return ZoneInfo(zone or timezone.get_current_timezone_name())
