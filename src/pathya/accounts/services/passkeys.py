"""Passkeys: they prove device and person together, so one signs in without password and second step.

Creating and asking are in two parts; the state between them is kept by the caller (in the session) and used once.
"""

import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from pathya.accounts import limits
from pathya.accounts.errors import AccountSuspended, PasskeyRefused, TooManyPasskeys
from pathya.accounts.events import Event
from pathya.accounts.models import Passkey, User
from pathya.accounts.rules import PASSKEYS_PER_PERSON
from pathya.accounts.services import second_factor
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.operations import audit

Asked = tuple[dict[str, Any], dict[str, Any]]
"""Options for the browser, state to keep until its answer."""


def begin(*, user: User) -> Asked:
    """Ask the browser for a new passkey of somebody whose password was just asked for."""
    known = [AttestedCredentialData(bytes(row.public)) for row in Passkey.objects.filter(user=user)]
    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(id=user.pk.bytes, name=user.email, display_name=user.get_full_name()),
        known,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options)["publicKey"], state


def add(*, user: User, name: str, state: Mapping[str, Any], response: Mapping[str, Any]) -> list[str]:
    """Keep the new passkey; the backup codes when it is the first second step, else an empty list."""
    limits.passkey()
    try:
        made = _server().register_complete(dict(state), dict(response))
        data = made.credential_data
    except (ValueError, KeyError, TypeError) as error:
        raise PasskeyRefused from error
    if data is None:
        raise PasskeyRefused
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        if Passkey.objects.filter(user=user).count() >= PASSKEYS_PER_PERSON:
            raise TooManyPasskeys
        if Passkey.objects.filter(credential_hash=_digest(data.credential_id)).exists():
            raise PasskeyRefused
        Passkey.objects.create(
            user=user,
            name=name,
            credential_hash=_digest(data.credential_id),
            public=bytes(data),
            uses=made.counter,
        )
        return second_factor.switched_on(user)


def ask() -> Asked:
    """Ask the browser for any passkey of ours."""
    options, state = _server().authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    return dict(options)["publicKey"], state


def prove(*, state: Mapping[str, Any], response: Mapping[str, Any]) -> User:
    """Whose passkey answered. A counter that goes back is a copied key and is refused."""
    limits.passkey()
    try:
        answered = AuthenticationResponse.from_dict(dict(response))
        row = Passkey.objects.select_related("user").filter(credential_hash=_digest(answered.raw_id)).first()
        known = [AttestedCredentialData(bytes(row.public))] if row else []
        _server().authenticate_complete(dict(state), known, answered)
    except (ValueError, KeyError, TypeError) as error:
        raise PasskeyRefused from error
    if row is None:
        raise PasskeyRefused
    if not row.user.is_active:
        raise AccountSuspended
    counter = answered.response.authenticator_data.counter
    fresh = Passkey.objects.filter(Q(pk=row.pk), Q(uses__lt=counter) | Q(uses=0))
    if not fresh.update(uses=counter, last_used_at=clock.now()):
        audit.record(Event.FACTOR_FAILED, actor=None, subject=row.user, detail={"by": "passkey"})
        raise PasskeyRefused
    audit.record(Event.FACTOR_PASSED, actor=row.user, subject=row.user, detail={"by": "passkey"})
    return row.user


def remove(*, user: User, passkey_id: UUID, password: str) -> None:
    second_factor.require_password(user=user, password=password)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        if not Passkey.objects.filter(user=user, pk=passkey_id).delete()[0]:
            raise NotFound
        second_factor.switched_off_if_last(user, actor=user)


def of(user: User) -> list[Passkey]:
    return list(Passkey.objects.filter(user=user).order_by("made_at"))


def _server() -> Fido2Server:
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return Fido2Server(PublicKeyCredentialRpEntity(name=settings.PRACTICE_NAME, id=host))


def _digest(credential_id: bytes) -> str:
    return hashlib.sha256(credential_id).hexdigest()
