"""Consent to recording, and what the video service's webhook tells."""

from uuid import UUID

from django.db import transaction

from pathya.accounts.models import User
from pathya.consultations.selectors import consultation
from pathya.integrations.video.webhook import Notice
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.meetings import errors, selectors, tasks
from pathya.meetings.models import RecordingConsent, VideoNotice
from pathya.meetings.rules import RECORDING, Event
from pathya.operations import audit
from pathya.privacy.rules import Channel as Way
from pathya.privacy.services import set_consent


@transaction.atomic
def consent(*, viewer: User, consultation_id: UUID, agrees: bool, way: Way = Way.PAGE) -> None:
    """Keep the viewer's word and have the service told. Raises NotFound, NotRecordable.

    A yes to one call is a yes to the purpose as well; a no is about this call only.
    """
    call = consultation(viewer, consultation_id)
    if viewer.pk not in {call.client_id, call.nutritionist.user_id}:
        raise NotFound
    if agrees and not (call.is_open and selectors.can_be_recorded(call)):
        raise errors.NotRecordable
    mine = RecordingConsent.objects.filter(consultation=call, person=viewer, withdrawn_at=None)
    if agrees == mine.exists():
        return
    if agrees:
        set_consent(user=viewer, purpose=RECORDING, given=True, channel=way)
        RecordingConsent.objects.bulk_create(
            [RecordingConsent(consultation=call, person=viewer)], ignore_conflicts=True
        )
    else:
        mine.update(withdrawn_at=clock.now())
    audit.record(Event.CONSENTED if agrees else Event.WITHDRAWN, actor=viewer, subject=call)
    tasks.arrange.defer(consultation_id=str(call.pk))


@transaction.atomic
def take(notice: Notice) -> bool:
    """Keep what the webhook told and have it worked on; False when it is known already."""
    row = VideoNotice(key=notice.key, kind=notice.kind[:60])
    row.content = notice.object
    VideoNotice.objects.bulk_create([row], ignore_conflicts=True)
    if not VideoNotice.objects.filter(pk=row.pk).exists():
        return False
    tasks.settle_notice.defer(notice_id=str(row.pk))
    return True
