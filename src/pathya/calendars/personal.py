"""What this domain holds about a person, for the export and for erasure."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.calendars.models import BusyTime, Connection, FeedToken
from pathya.privacy.rules import Erased, Fate, Part


def gather(user: User) -> Iterator[Part]:
    held = Connection.objects.filter(person=user).values("connected_at", "read_at", "withdrawn_at")
    yield Part("connected_calendars", _("Connected calendars"), [dict(row) for row in held])
    rows = BusyTime.objects.filter(person=user).order_by("starts_at").values("starts_at", "ends_at")
    yield Part("busy_times", _("Times taken in your connected calendar"), [dict(row) for row in rows])


def erase(user: User) -> list[Erased]:
    return [
        Erased("busy_times", Fate.REMOVED, BusyTime.objects.filter(person=user).delete()[0]),
        Erased("connected_calendars", Fate.REMOVED, Connection.objects.filter(person=user).delete()[0]),
        Erased("calendar_feeds", Fate.REMOVED, FeedToken.objects.filter(person=user).delete()[0]),
    ]
