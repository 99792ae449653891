"""The account itself: what the export tells of it, and what erasure leaves."""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pathya.accounts.models import (
    Alarm,
    ApiKey,
    ApiSession,
    Authenticator,
    BackupCode,
    Challenge,
    KnownDevice,
    Passkey,
    PhoneCode,
    Role,
    SignUp,
    SocialLink,
    User,
)
from pathya.kit import clock
from pathya.operations.audit import events
from pathya.outbox.models import Message, MessageAttachment
from pathya.privacy.models import Consent, Deletion, Export
from pathya.privacy.rules import ERASED_DOMAIN, Erased, Fate, Part

PERSON = (
    "id",
    "email",
    "first_name",
    "last_name",
    "phone",
    "phone_verified_at",
    "role",
    "language",
    "time_zone",
    "joined_at",
)
SESSION = ("created_at", "last_used_at", "expires_at", "revoked_at", "ip", "user_agent")
MESSAGE = ("channel", "to", "subject", "text", "language", "state", "created_at", "sent_at")
EVENT = ("at", "event", "address", "subject_type", "subject_id", "detail")


def gather_account(user: User) -> Iterator[Part]:
    rows = User.objects.filter(pk=user.pk).values(*PERSON, "terms_accepted_at", "last_login", "factor_since")
    yield Part("account", _("Your account"), rows.iterator())
    yield Part("sessions_api", _("Sessions of apps"), ApiSession.objects.filter(user=user).values(*SESSION).iterator())
    browsers = UserSession.objects.filter(user=user).values("created_at", "last_seen_at", "ip", "user_agent")
    yield Part("sessions_browser", _("Sessions of browsers"), browsers.iterator())
    devices = KnownDevice.objects.filter(user=user).values("seen_at")
    yield Part("devices", _("Browsers and apps that are known"), devices.iterator())
    asked = SignUp.objects.filter(email=user.email).values("email", "created_at", "used_at", "terms_accepted_at")
    yield Part("sign_ups", _("Sign-ups"), asked.iterator())


def gather_messages(user: User) -> Iterator[Part]:
    """What was sent to the address or the phone of the account."""
    rows = Message.objects.filter(_theirs(user)).order_by("created_at").values(*MESSAGE)
    yield Part("messages", _("Messages sent to you"), rows.iterator())


def gather_trail(user: User) -> Iterator[Part]:
    mine = events(actor_id=user.pk).values(*EVENT).union(events(subject_id=user.pk).values(*EVENT), all=False)
    yield Part("trail", _("What you did, and what was done to your account"), list(mine.order_by("at")))


def gather_privacy(user: User) -> Iterator[Part]:
    words = Consent.objects.filter(person=user.pk)
    rows = words.values("id", "purpose", "given", "notice_version", "language", "channel", "at")
    yield Part("consents", _("Consents"), rows.iterator(), resources=(consent(user, word) for word in words))
    asked = Export.objects.filter(person=user).values("asked_at", "state", "ready_at", "expires_at")
    yield Part("exports", _("Copies you asked for"), asked.iterator())
    ends = Deletion.objects.filter(person=user.pk).values("asked_at", "due_at", "cancelled_at")
    yield Part("deletions", _("When you asked to be erased"), ends.iterator())


def consent(user: User, word: Consent) -> dict[str, Any]:
    """FHIR R4 Consent: a yes is a permit that is active, a no makes it inactive."""
    scope = {"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy"}
    return {
        "resourceType": "Consent",
        "id": str(word.pk),
        "status": "active" if word.given else "inactive",
        "scope": {"coding": [scope]},
        "category": [{"coding": [{"system": "http://loinc.org", "code": "59284-0"}]}],
        "patient": {"reference": f"urn:uuid:{user.pk}"},
        "dateTime": word.at.isoformat(),
        "policyRule": {"text": f"{word.purpose}, notice {word.notice_version}"},
        "provision": {"type": "permit" if word.given else "deny"},
    }


def addresses(user: User) -> list[str]:
    """Theirs for certain: a number that was not confirmed may be somebody else's."""
    return [user.email, *([user.phone] if user.phone_verified_at else [])]


def _theirs(user: User) -> Q:
    return Q(to__in=addresses(user)) | Q(person=user.pk)


def erase_messages(user: User) -> list[Erased]:
    """Those that wait are dropped with the others."""
    rows = Message.objects.filter(_theirs(user))
    MessageAttachment.objects.filter(message__in=rows).delete()
    return [Erased("messages", Fate.REMOVED, rows.delete()[0])]


def erase_trail(user: User) -> list[Erased]:
    count = events(actor_id=user.pk).count() + events(subject_id=user.pk).count()
    why = gettext_noop("The trail of who did what is kept at least a year, as the law asks; it holds your number only.")
    return [Erased("trail", Fate.KEPT, count, why)]


def erase_privacy(user: User) -> list[Erased]:
    why = gettext_noop("That a consent was given or withdrawn is our proof; it holds your number only.")
    return [Erased("consents", Fate.KEPT, Consent.objects.filter(person=user.pk).count(), why)]


def erase(user: User) -> list[Erased]:
    """Last of all: everything that signs in goes, the row stays without a person in it."""
    keys = UserSession.objects.filter(user=user).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()
    ended = sum(model.objects.filter(user=user).delete()[0] for model in (UserSession, ApiSession, Challenge))
    for model in (Authenticator, BackupCode, Passkey, ApiKey, SocialLink, Alarm, KnownDevice, PhoneCode, EmailAddress):
        model.objects.filter(user=user).delete()
    SignUp.objects.filter(email=user.email).delete()
    Export.objects.filter(person=user).delete()
    user.groups.clear()
    user.email = f"erased-{user.pk.hex}{ERASED_DOMAIN}"
    user.first_name, user.last_name, user.phone = "Erased", "", ""
    user.phone_verified_at = None
    user.role, user.language, user.time_zone = Role.CLIENT, "en", "Asia/Kolkata"
    user.is_active = user.is_superuser = False
    user.suspended_at = user.suspended_at or clock.now()
    user.last_login = user.factor_since = user.factor_due_at = user.terms_accepted_at = None
    user.session_epoch += 1
    user.set_unusable_password()
    user.save()
    why = gettext_noop("The empty row holds together what other records must keep; nothing in it names you.")
    return [Erased("sessions", Fate.REMOVED, ended), Erased("account", Fate.ANONYMISED, 1, why)]
