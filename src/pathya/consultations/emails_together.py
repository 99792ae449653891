"""Mail about calls that belong together: a series, and seats of groups."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from pathya.consultations import calendar
from pathya.consultations.emails import Reader, readers
from pathya.consultations.models import Consultation, GroupWait, Series
from pathya.consultations.rules import Party, Status
from pathya.consultations.wording import counterpart, day_and_time, one_line, title, zone_name
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
            "title": title(calls[0], reader.party),
            "count": len(calls),
            "times": "\n".join(day_and_time(call.starts_at, reader.zone) for call in calls),
            "zone": zone_name(reader.zone),
            "url": settings.BASE_URL + reverse(name, args=[series.pk]),
        }
        attachment = calendar.published(calls, reader.party)
    send_mail(
        to=reader.email,
        template="consultations/mail/series",
        context=context,
        language=reader.language,
        key=f"series-booked:{series.pk}:{reader.party}",
        attachments=[attachment],
    )


def seat_offered(wait: GroupWait, time: Consultation) -> None:
    """A seat is kept for who waits, for a while."""
    client = wait.client
    if wait.offer_until is None or time.group is None:
        return
    with translation.override(client.language):
        context = {
            "name": one_line(client.first_name),
            "counterpart": one_line(time.nutritionist.name),
            "title": one_line(time.group.title),
            "when": day_and_time(time.starts_at, client.time_zone),
            "until": day_and_time(wait.offer_until, client.time_zone),
            "zone": zone_name(client.time_zone),
            "url": settings.BASE_URL + reverse("group", args=[time.group_id]),
        }
    send_mail(
        to=client.email,
        template="consultations/mail/seat",
        context=context,
        language=client.language,
        key=f"seat-offer:{wait.pk}:{wait.offer_until.isoformat()}",
    )
