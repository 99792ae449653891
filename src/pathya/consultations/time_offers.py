"""A host offers a free time to somebody who waits, out of turn."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.consultations import booking, emails, errors, waiting
from pathya.consultations.models import Wait
from pathya.consultations.rules import OFFER, OFFER_HOURS, Event, Waiting
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.operations import audit


@transaction.atomic
def offer(*, viewer: User, wait_id: UUID, starts_at: datetime, hours: int = OFFER // timedelta(hours=1)) -> Wait:
    """Offer a time the client can book, for so many hours, in the place of what they were offered before; mail tells
    them. Like every offer it doesn't hold the time; left or declined, it goes on in turn.

    Raises NotFound, Invalid, OfferedToAnother, and what stands against booking it (SlotNotOffered, SlotTaken, …).
    """
    booking.within_reach(starts_at)
    if hours not in OFFER_HOURS:
        raise Invalid(fields={"hours": [_("Choose one of the given values.")]})
    one = waiting.at_host(viewer).select_for_update(of=("self",)).filter(pk=wait_id).first()
    if one is None:
        raise NotFound
    try:
        booking.explain(booking.Wish(one.client, one.nutritionist_id, one.kind_id, starts_at, "", one.client.time_zone))
    except errors.ClientBusy:
        raise errors.TheirClientBusy from None
    one.state, one.offered_start = Waiting.OFFERED, starts_at
    one.offer_until = min(clock.now() + timedelta(hours=hours), starts_at)
    try:
        with transaction.atomic():
            one.save(update_fields=["state", "offered_start", "offer_until"])
    except IntegrityError:
        raise errors.OfferedToAnother from None
    audit.record(Event.OFFERED, actor=viewer, subject=one, detail={"start": booking.utc(starts_at), "hours": hours})
    emails.offer(one)
    return one
