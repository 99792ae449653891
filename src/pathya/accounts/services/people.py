"""Adding people, their roles, their own details, suspension."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction

from pathya.accounts.errors import LastAdmin
from pathya.accounts.events import Event
from pathya.accounts.models import Role, User
from pathya.accounts.rules import FACTOR_GRACE, GROUPS, STAFF
from pathya.accounts.services import phones
from pathya.accounts.services.api_sessions import end_all
from pathya.accounts.services.browser_sessions import forget_all
from pathya.kit import clock
from pathya.kit.errors import NotFound
from pathya.operations import audit


@transaction.atomic
def add(
    *, email: str, password: str | None, role: Role = Role.CLIENT, actor: User | None = None, **fields: Any
) -> User:
    """A person whose address is known to be theirs (demo practice, command line); `fields` as on `User`.

    Without a password they set one by a reset mail.
    """
    user = User.objects.create_user(email, password, role=role, is_superuser=role == Role.ADMIN, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    _join_groups(user)
    audit.record(Event.ADDED, actor=actor, subject=user, detail={"role": role})
    return user


@transaction.atomic
def change_role(*, actor: User | None, user: User, role: Role) -> User:
    """Give a person another role and end their sessions. The last active admin stays one.

    Only admins may; `actor` is None for the program itself (command line, demo practice).
    """
    user = _locked(actor, user)
    if user.role == role:
        return user
    before = user.role
    user.role, user.is_superuser = role, role == Role.ADMIN
    user.session_epoch += 1
    user.factor_due_at = clock.now() + FACTOR_GRACE if role in STAFF else None
    user.save(update_fields=["role", "is_superuser", "session_epoch", "factor_due_at"])
    _join_groups(user)
    _end_sessions(user, "role")
    audit.record(Event.ROLE_CHANGED, actor=actor, subject=user, detail={"from": before, "to": role})
    return user


@transaction.atomic
def suspend(*, actor: User | None, user: User) -> User:
    """The person can't sign in and everything they had open ends at once."""
    user = _locked(actor, user)
    if user.suspended_at:
        return user
    user.suspended_at, user.is_active = clock.now(), False
    user.session_epoch += 1
    user.save(update_fields=["suspended_at", "is_active", "session_epoch"])
    _end_sessions(user, "suspended")
    audit.record(Event.SUSPENDED, actor=actor, subject=user)
    return user


@transaction.atomic
def unsuspend(*, actor: User | None, user: User) -> User:
    """The person may sign in again; nothing that ended comes back."""
    user = _locked(actor, user, may_be_last=True)
    if not user.suspended_at:
        return user
    user.suspended_at, user.is_active = None, True
    user.save(update_fields=["suspended_at", "is_active"])
    audit.record(Event.UNSUSPENDED, actor=actor, subject=user)
    return user


@transaction.atomic
def update_profile(*, user: User, first_name: str, last_name: str, phone: str, language: str, time_zone: str) -> User:
    """A person's own details, as checked by the form."""
    changes = {
        "first_name": first_name,
        "last_name": last_name,
        "phone": phone,
        "language": language,
        "time_zone": time_zone,
    }
    changed = [name for name, value in changes.items() if getattr(user, name) != value]
    if changed:
        for name in changed:
            setattr(user, name, changes[name])
        if "phone" in changed:
            phones.changed(user)
        user.save(update_fields=[*changed, "phone_verified_at"])
        audit.record(Event.PROFILE_CHANGED, actor=user, subject=user, detail={"changed": changed})
    return user


def set_language(*, user: User, language: str) -> None:
    """Keep the language a person chose."""
    User.objects.filter(pk=user.pk).update(language=language)


def _locked(actor: User | None, user: User, *, may_be_last: bool = False) -> User:
    """The row, held; all admins are held with it, so that two of them can't remove each other."""
    if actor and actor.role != Role.ADMIN:
        raise NotFound
    rows = User.objects.select_for_update().order_by("pk")
    held = {row.pk: row for row in rows.filter(role=Role.ADMIN) | rows.filter(pk=user.pk)}
    if user.pk not in held:
        raise NotFound
    others = [row for row in held.values() if row.role == Role.ADMIN and row.is_active and row.pk != user.pk]
    if not may_be_last and held[user.pk].role == Role.ADMIN and not others:
        raise LastAdmin
    return held[user.pk]


def _join_groups(user: User) -> None:
    user.groups.set(Group.objects.filter(name__in=GROUPS.get(Role(user.role), ())))


def _end_sessions(user: User, reason: str) -> None:
    end_all(user, reason)
    forget_all(user)
