"""Erasing people whose 30 days are over, and again after an old backup was restored."""

from uuid import UUID

import structlog
from django.db import transaction

from pathya.accounts.models import User
from pathya.kit import clock, registry
from pathya.operations import audit
from pathya.outbox.services import send_mail
from pathya.privacy import account, files, journal, keys
from pathya.privacy.models import DataKey, Deletion, Export
from pathya.privacy.rules import ERASED_DOMAIN, Erased, Event
from pathya.privacy.wording import told

log = structlog.get_logger(__name__)
BATCH = 500


def erase_due() -> int:
    """Erase whoever asked 30 days ago; one that fails does not hold up the others, and is tried again."""
    due = Deletion.objects.filter(cancelled_at=None, erased_at=None, due_at__lte=clock.now()).order_by("due_at")
    done = 0
    for deletion_id in list(due.values_list("pk", flat=True)[:BATCH]):
        try:
            done += _erase_one(deletion_id)
        except Exception as error:
            log.exception("privacy.erasure_failed", deletion=str(deletion_id), error=type(error).__name__)
    return done


def reapply_erasures() -> int:
    """Erase again what a restored backup brought back; tells how many people. Safe at any time."""
    people = list(dict.fromkeys(journal.people()))
    done = 0
    for start in range(0, len(people), BATCH):
        some = people[start : start + BATCH]
        back = set(User.objects.filter(pk__in=some).exclude(email__endswith=ERASED_DOMAIN).values_list("pk", flat=True))
        back |= set(DataKey.objects.filter(person__in=some, destroyed_at=None).values_list("pk", flat=True))
        for person in sorted(back):
            _again(person)
            done += 1
    return done


@transaction.atomic
def _erase_one(deletion_id: UUID) -> bool:
    row = Deletion.objects.select_for_update().filter(pk=deletion_id, cancelled_at=None, erased_at=None).first()
    if row is None or row.due_at > clock.now():
        return False
    user = User.objects.select_for_update().filter(pk=row.person).first()
    if user is None:
        keys.destroy(row.person)
        row.erased_at = clock.now()
        row.save(update_fields=["erased_at"])
        return True
    address, name, language = user.email, user.first_name, user.language
    report = erase_now(user)
    row.erased_at = clock.now()
    row.report = [{"name": one.name, "fate": one.fate, "count": one.count, "reason": str(one.reason)} for one in report]
    row.save(update_fields=["erased_at", "report"])
    send_mail(
        to=address,
        template="privacy/mail/erased",
        context={"name": name, "report": "\n".join(f"- {line}" for line in told(report, language))},
        language=language,
        key=f"erased:{row.pk}",
    )
    audit.record(Event.ERASED, actor=None, subject=("accounts.user", row.person), detail={"deletion": str(row.pk)})
    journal.note(row.person)
    return True


@transaction.atomic
def _again(person: UUID) -> None:
    user = User.objects.select_for_update().filter(pk=person).first()
    if user:
        erase_now(user)
    keys.destroy(person)
    now = clock.now()
    Deletion.objects.filter(person=person, cancelled_at=None, erased_at=None).update(erased_at=now)
    audit.record(Event.ERASED, actor=None, subject=("accounts.user", person), detail={"again": True})


def erase_now(user: User) -> list[Erased]:
    """Every domain's part, then the account, then the key that opens whatever copies are left."""
    report = [one for erase in registry.contributed("privacy.erase").values() for one in erase(user)]
    for export in Export.objects.filter(person=user):
        files.remove(export.pk)
    report += account.erase(user)
    keys.destroy(user.pk)
    return [one for one in report if one.count or one.reason]
