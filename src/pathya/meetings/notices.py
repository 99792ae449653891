"""Working on what the video service's webhook told: recordings are linked only with both people's consent."""

from uuid import UUID

from django.db import transaction

from pathya.consultations.models import Consultation
from pathya.integrations.video.webhook import RECORDED
from pathya.kit import clock
from pathya.meetings.models import Recording, Room, VideoNotice
from pathya.meetings.rules import Event, Provider
from pathya.meetings.selectors import both_agreed
from pathya.operations import audit


@transaction.atomic
def settle(*, notice_id: UUID) -> None:
    """Link a recording when both people agreed; forget it otherwise."""
    row = VideoNotice.objects.select_for_update().get(pk=notice_id)
    if row.done_at:
        return
    if row.kind == RECORDED:
        _link(row.content or {})
    row.content, row.done_at = None, clock.now()
    row.save(update_fields=["content", "done_at"])


def _link(told: dict[str, object]) -> None:
    room = Room.objects.filter(external_id=str(told.get("id", "")), provider=Provider.ZOOM).first()
    url = str(told.get("share_url") or "")
    if room is None or not told.get("uuid") or not url.startswith("https://"):
        return
    call = Consultation.every.select_related("nutritionist").get(pk=room.consultation_id)
    if not both_agreed(call):
        audit.record(Event.UNWANTED, actor=None, subject=call)
        return
    made = Recording(
        consultation=call,
        external_id=str(told["uuid"])[:120],
        url=url[:2000],
        password=str(told.get("password") or told.get("recording_play_passcode") or "")[:200],
    )
    Recording.objects.bulk_create([made], ignore_conflicts=True)
    audit.record(Event.RECORDED, actor=None, subject=call)
