"""Times held for payment, and their end."""

from django.db import transaction
from django.db.models import Q

from pathya.consultations.models import Consultation
from pathya.consultations.rules import Event, Party, Status
from pathya.consultations.settling import settled
from pathya.credits import services as sessions
from pathya.kit import clock
from pathya.operations import audit


def release_expired(among: Q | None = None) -> int:
    """End holds nobody paid in time; how many. Their times are free already by the rules of `queries.HOLDS`."""
    with transaction.atomic():
        rows = Consultation.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            among or Q(), status=Status.AWAITING_PAYMENT, held_until__lte=clock.now()
        )
        ended = list(rows.order_by("pk")[:500])
        for call in ended:
            call.status, call.cancelled_at = Status.CANCELLED, clock.now()
            call.settlement = settled(call, 100, Party.SYSTEM, "hold_expired")
            call.save(update_fields=["status", "cancelled_at", "settlement"])
            sessions.give_back(call.pk)
            audit.record(Event.EXPIRED, actor=None, subject=call)
        return len(ended)
