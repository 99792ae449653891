"""Declined proposals among the requests of who made them."""

from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Ask, Status
from pathya.consultations.wording import one_line
from pathya.kit import clock
from pathya.notes.models import FollowUp
from pathya.notes.rules import Proposal
from pathya.ui.words import viewer_zone, when

MOST = 50
TOLD = timedelta(days=21)
"""So long a declined proposal stands there."""


def declined(*, viewer: User) -> list[Ask]:
    """For the host's page of requests: who wants no next call at the proposed time, and has none with them now."""
    rows = FollowUp.objects.select_related("client", "kind").filter(
        nutritionist__user=viewer, state=Proposal.DECLINED, answered_at__gt=clock.now() - TOLD
    )
    open_calls = Consultation.objects.filter(
        client=OuterRef("client"), nutritionist=OuterRef("nutritionist"), status__in=Status.OPEN, group=None
    )
    later = FollowUp.objects.filter(
        client=OuterRef("client"), nutritionist=OuterRef("nutritionist"), made_at__gt=OuterRef("made_at")
    )
    rows = rows.exclude(Exists(open_calls)).exclude(Exists(later)).order_by("-answered_at")
    return [_ask(row) for row in rows[:MOST]]


def _ask(row: FollowUp) -> Ask:
    name, about = one_line(row.client.get_full_name()), row.starts_at
    asked = {"client": row.client_id, "kind": row.kind_id}
    return Ask(
        text=_("%(name)s declined the proposed next call") % {"name": name},
        about=f"{row.kind.name}, {when(about, viewer_zone())}" if about else str(row.kind.name),
        url=reverse("practice_call", args=[row.consultation_id]),
        action=_("Book another time"),
        action_url=f"{reverse('practice_book')}?{urlencode(asked)}",
    )
