"""Mail about plans and proposals: that there is something, never what stands in it."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from pathya.consultations.fees import priced
from pathya.consultations.wording import day_and_time, one_line, zone_name
from pathya.notes.models import FollowUp, Plan
from pathya.nutritionists.models import Offer
from pathya.outbox.services import send_mail


def plan_issued(plan: Plan) -> None:
    client = plan.client
    with translation.override(client.language):
        context = {
            "name": one_line(client.first_name),
            "counterpart": one_line(plan.consultation.nutritionist.name),
            "number": plan.number,
            "is_revision": plan.revision > 1,
            "url": settings.BASE_URL + reverse("notes:plan_read", args=[plan.pk]),
        }
    send_mail(
        to=client.email,
        template="notes/mail/plan",
        context=context,
        language=client.language,
        key=f"plan-issued:{plan.pk}",
    )


def declined(row: FollowUp) -> None:
    """To the nutritionist: there will be no next call unless they find another time."""
    who = row.nutritionist
    with translation.override(who.user.language):
        context = {
            "name": one_line(who.user.first_name),
            "client": one_line(row.client.get_full_name()),
            "kind": one_line(row.kind.name),
            "when": day_and_time(row.starts_at, who.time_zone) if row.starts_at else "",
            "zone": zone_name(who.time_zone),
            "url": settings.BASE_URL + reverse("practice_requests"),
        }
    send_mail(
        to=who.user.email,
        template="notes/mail/declined",
        context=context,
        language=who.user.language,
        key=f"follow-up-declined:{row.pk}",
    )


def proposal(row: FollowUp, *, again: bool = False) -> None:
    client, start = row.client, row.starts_at
    if start is None:
        return
    offer = Offer.objects.get(nutritionist=row.nutritionist_id, kind=row.kind_id)
    with translation.override(client.language):
        price = priced(client, offer, start)
        context = {
            "name": one_line(client.first_name),
            "counterpart": one_line(row.nutritionist.name),
            "kind": one_line(row.kind.name),
            "when": day_and_time(start, client.time_zone),
            "zone": zone_name(client.time_zone),
            "fee": str(price.fee) if price.fee else "",
            "is_included": price.included_in is not None,
            "again": again,
            "url": settings.BASE_URL + reverse("notes:proposal", args=[row.pk]),
        }
    send_mail(
        to=client.email,
        template="notes/mail/proposal",
        context=context,
        language=client.language,
        key=f"follow-up:{row.pk}:{start.isoformat()}:{again}",
        not_after=start,
    )
