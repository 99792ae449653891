"""Mail about calls that belong together: a series, and seats of groups."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from pathya.accounts.models import User
from pathya.consultations import calendar
from pathya.consultations.emails import Reader, readers, titled, told_of
from pathya.consultations.models import Consultation, GroupWait, Series
from pathya.consultations.rules import Party, Status
from pathya.consultations.wording import counterpart, day_and_time, one_line, zone_name
from pathya.outbox.services import send_mail


def booked_together(series: Series) -> None:
    """One mail to each of the two with every call of a series; a repeat changes nothing."""
    rows = series.calls.filter(status=Status.SCHEDULED).order_by("starts_at")
    calls = list(rows.select_related("nutritionist__user", "client", "kind", "group"))
    for reader in readers(calls[0]) if calls else []:
        _series(series, calls, reader)


def _series(series: Series, calls: list[Consultation], reader: Reader) -> None:
    name = "series" if reader.party is Party.CLIENT else "practice_series"
    with translation.override(reader.language):
        context = {
            "name": one_line(reader.name),
            "for_client": reader.party is Party.CLIENT,
            "counterpart": counterpart(calls[0], reader.party),
            "title": titled(calls[0], reader),
            "count": len(calls),
            "times": "\n".join(day_and_time(call.starts_at, reader.zone) for call in calls),
            "zone": zone_name(reader.zone),
            "url": settings.BASE_URL + reverse(name, args=[series.pk]),
        }
        to = (reader.email, reader.name) if reader.acts_for else None
        attachment = calendar.published(calls, reader.party, to=to)
    send_mail(
        to=reader.email,
        template="consultations/mail/series",
        context=context,
        language=reader.language,
        key=f"series-booked:{series.pk}:{reader.who}",
        attachments=[attachment],
    )


def seat_offered(wait: GroupWait, time: Consultation) -> None:
    """A seat is kept for who waits, for a while."""
    if wait.offer_until is None or time.group is None:
        return
    for person in told_of(wait):
        _seat_offered(wait, time, wait.offer_until, person)


def _seat_offered(wait: GroupWait, time: Consultation, until: datetime, client: User) -> None:
    """To the client, or to who asked for them."""
    is_acting, title = client.pk != wait.client_id, time.group.title if time.group else ""
    if is_acting:
        title = f"{title}, {wait.client.get_full_name()}"
    where = reverse("group", args=[time.group_id]) + (f"?for={wait.client_id}" if is_acting else "")
    with translation.override(client.language):
        context = {
            "name": one_line(client.first_name),
            "counterpart": one_line(time.nutritionist.name),
            "title": one_line(title),
            "when": day_and_time(time.starts_at, client.time_zone),
            "until": day_and_time(until, client.time_zone),
            "zone": zone_name(client.time_zone),
            "url": settings.BASE_URL + where,
        }
    send_mail(
        to=client.email,
        template="consultations/mail/seat",
        context=context,
        language=client.language,
        key=f"seat-offer:{wait.pk}:{until.isoformat()}{':acting' if is_acting else ''}",
    )
