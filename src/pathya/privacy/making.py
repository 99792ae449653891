"""Making an export, a part after the other, and taking it away when its time is over."""

import os
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import override

from pathya.accounts.models import User
from pathya.kit import clock, registry
from pathya.kit.folders import make_private
from pathya.operations import audit
from pathya.outbox.models import Message
from pathya.outbox.rules import ENDED
from pathya.outbox.services import send_mail
from pathya.privacy import files
from pathya.privacy.archive import Archive, titled
from pathya.privacy.models import Export
from pathya.privacy.rules import EXPORT_LIFE, EXPORT_RETRY, Event, ExportState


def make(export_id: UUID) -> None:
    """Safe to repeat: a broken-off one is made anew from the start, one that is ready stays."""
    changed = Export.objects.filter(pk=export_id, state__in=[ExportState.WAITING, ExportState.MAKING])
    if not changed.update(state=ExportState.MAKING, progress=0):
        return
    export = Export.objects.select_related("person").get(pk=export_id)
    size = _write(export, export.person)
    _ready(export_id, size)


def _write(export: Export, user: User) -> int:
    target = files.path(export.pk)
    make_private(target.parent)
    draft = target.with_suffix(f".{os.getpid()}.draft")
    languages = [user.language, *(code for code, _name in settings.LANGUAGES if code != user.language)]
    gathered = registry.contributed("privacy.gather")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw:
            sealed = files.SealedWriter(raw, export.pk, user.pk, os.urandom(files.SALT_BYTES))
            archive = Archive(sealed, languages)
            for number, gather in enumerate(gathered.values()):
                for part, titles in titled(lambda gather=gather: gather(user), languages):  # type: ignore[misc]
                    archive.add(part, titles)
                Export.objects.filter(pk=export.pk).update(progress=(number + 1) * 99 // len(gathered))
            archive.finish()
            sealed.close()
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    return sealed.size


@transaction.atomic
def _ready(export_id: UUID, size: int) -> None:
    export = Export.objects.select_for_update(of=("self",)).select_related("person").filter(pk=export_id).first()
    if export is None or export.state != ExportState.MAKING:
        files.remove(export_id)
        return
    now = clock.now()
    export.state, export.progress, export.size = ExportState.READY, 100, size
    export.ready_at, export.expires_at = now, now + EXPORT_LIFE
    export.save()
    audit.record(Event.EXPORT_READY, actor=None, subject=export, detail={"bytes": size})
    with override(export.person.language):
        send_mail(
            to=export.person.email,
            template="privacy/mail/export_ready",
            context={
                "name": export.person.first_name,
                "url": settings.BASE_URL + reverse("privacy_export_download", args=[export.pk]),
            },
            language=export.person.language,
            key=f"export-ready:{export.pk}",
            not_after=export.expires_at,
        )


def clean() -> None:
    """Take away exports whose time is over, give up those that never got ready, and forget the last mails of erased
    people once they have left."""
    now = clock.now()
    over = Q(state=ExportState.READY, expires_at__lte=now)
    stuck = Q(state__in=[ExportState.WAITING, ExportState.MAKING], asked_at__lte=now - EXPORT_RETRY)
    for export in Export.objects.filter(over | stuck)[:1000]:
        files.remove(export.pk)
        state = ExportState.OVER if export.state == ExportState.READY else ExportState.FAILED
        Export.objects.filter(pk=export.pk, state=export.state).update(state=state)
    Message.objects.filter(template="privacy/mail/erased", state__in=ENDED).delete()
