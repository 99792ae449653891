"""Consents, asking for an export, asking to be erased and thinking better of it."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language, override

from pathya.accounts import limits
from pathya.accounts.errors import WrongPassword
from pathya.accounts.models import ApiSession, Role, User
from pathya.accounts.services import sessions
from pathya.kit import clock, registry
from pathya.kit.errors import NotFound
from pathya.operations import audit
from pathya.outbox.services import send_mail
from pathya.privacy import errors, tasks
from pathya.privacy.erasure import reapply_erasures
from pathya.privacy.models import Consent, Deletion, Export, NoticeText
from pathya.privacy.purposes import BY_KEY
from pathya.privacy.rules import TO_CHANGE_ONES_MIND, Channel, Event, ExportState
from pathya.ui.words import long_date

__all__ = ["ask_deletion", "ask_export", "cancel_deletion", "reapply_erasures", "set_consent"]


@transaction.atomic
def set_consent(*, user: User, purpose: str, given: bool, channel: str) -> Consent | None:
    """Write down a yes or a no; the same word again changes nothing. NotFound for a purpose there is not."""
    known = BY_KEY.get(purpose)
    if known is None:
        raise NotFound
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    last = Consent.objects.filter(person=user.pk, purpose=purpose).first()
    if (last.given if last else False) == given:
        return last
    language = get_language() or user.language
    NoticeText.objects.bulk_create([NoticeText.of(known, language)], ignore_conflicts=True)
    row = Consent.objects.create(
        person=user.pk,
        purpose=purpose,
        given=given,
        notice_version=known.version,
        language=language,
        channel=Channel(channel),
    )
    event = Event.CONSENT_GIVEN if given else Event.CONSENT_WITHDRAWN
    audit.record(event, actor=user, subject=user, detail={"purpose": purpose, "version": known.version})
    for told in registry.contributed("privacy.consent_changed").values():
        told(user=user, purpose=purpose, given=given)
    return row


@transaction.atomic
def ask_export(*, user: User) -> Export:
    """Have a copy of everything made; one that is being made or ready is returned instead of a second."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    now = clock.now()
    held = Export.objects.filter(person=user, state__in=ExportState.open_ones()).first()
    if held and not (held.expires_at and held.expires_at <= now):
        return held
    if held:
        held.state = ExportState.OVER
        held.save(update_fields=["state"])
    made = Export.objects.create(person=user, asked_at=now)
    audit.record(Event.EXPORT_ASKED, actor=user, subject=made)
    tasks.make_export.defer(export_id=str(made.pk))
    return made


def ask_deletion(*, user: User, password: str, keep: ApiSession | None = None) -> Deletion:
    """Erase the account in 30 days, for who knows the password. Ends every session but `keep`.

    Raises WrongPassword, TooManyTries, StaffAccount. Asking again returns the first.
    """
    if user.role != Role.CLIENT:
        raise errors.StaffAccount
    limits.begin_password_try(f"delete:{user.pk}")
    if not user.check_password(password):
        limits.password_failed()
        raise WrongPassword(fields={"password": [WrongPassword.message]})
    limits.password_right(f"delete:{user.pk}")
    return _ask_deletion(user, keep)


@transaction.atomic
def _ask_deletion(user: User, keep: ApiSession | None) -> Deletion:
    user = sessions.end_all(user=user)
    if keep:
        kept = ApiSession.objects.filter(pk=keep.pk, user=user)
        kept.update(revoked_at=None, revoked_reason="", stamp=user.get_session_auth_hash())
    held = Deletion.objects.filter(person=user.pk, cancelled_at=None, erased_at=None).first()
    if held:
        return held
    now = clock.now()
    made = Deletion.objects.create(person=user.pk, asked_at=now, due_at=now + TO_CHANGE_ONES_MIND)
    audit.record(Event.DELETION_ASKED, actor=user, subject=made)
    with override(user.language):
        day = long_date(made.due_at.astimezone(ZoneInfo(user.time_zone)).date())
    _mail(user, "deletion_asked", f"deletion-asked:{made.pk}", day=day)
    return made


def cancel_deletion(user: User) -> bool:
    """Keep the account after all; tells whether there was something to cancel. Every sign-in calls this: one look."""
    asked = Deletion.objects.filter(person=user.pk, cancelled_at=None, erased_at=None).exists()
    return asked and _cancelled(user)


@transaction.atomic
def _cancelled(user: User) -> bool:
    rows = Deletion.objects.select_for_update().filter(person=user.pk, cancelled_at=None, erased_at=None)
    row = rows.first()
    if row is None:
        return False
    row.cancelled_at = clock.now()
    row.save(update_fields=["cancelled_at"])
    audit.record(Event.DELETION_CANCELLED, actor=user, subject=row)
    _mail(user, "deletion_cancelled", f"deletion-cancelled:{row.pk}")
    return True


def _mail(user: User, template: str, key: str, **context: object) -> None:
    send_mail(
        to=user.email,
        template=f"privacy/mail/{template}",
        context={
            "name": user.first_name,
            "sign_in_url": settings.BASE_URL + reverse("account_login"),
            "privacy_url": settings.BASE_URL + reverse("privacy"),
            **context,
        },
        language=user.language,
        key=key,
    )
