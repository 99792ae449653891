"""Signing in with an account elsewhere: linked once, or by an address that both sides have proven."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from pathya.accounts import emails
from pathya.accounts.errors import AccountSuspended, LinkedElsewhere, NotLinked
from pathya.accounts.events import Event
from pathya.accounts.models import Role, SocialLink, User
from pathya.accounts.services import alarms, people
from pathya.integrations.identity import Identity, Provider
from pathya.kit import clock
from pathya.operations import audit


def providers() -> list[Provider]:
    """Those that are configured."""
    return list(settings.IDENTITY_PROVIDERS.values())


def person_for(*, provider: str, identity: Identity, time_zone: str) -> User:
    """Whom it signs in: who is linked; else who has proven the same address; else a new client of that address.

    `NotLinked` where the service says no proven address; `AccountSuspended`.
    """
    try:
        user = _person_for(provider, identity, time_zone)
    except IntegrityError:  # the same at the same time: the other one has made it
        user = _person_for(provider, identity, time_zone)
    if not user.is_active:
        raise AccountSuspended
    return user


@transaction.atomic
def link(*, user: User, provider: str, identity: Identity) -> None:
    """Link an account elsewhere to who is signed in."""
    row = SocialLink.objects.filter(provider=provider, subject=identity.subject).first()
    if row and row.user_id == user.pk:
        return
    if row:
        raise LinkedElsewhere
    _linked(user, provider, identity)


@transaction.atomic
def unlink(*, user: User, provider: str) -> None:
    if SocialLink.objects.filter(user=user, provider=provider).delete()[0]:
        audit.record(Event.SOCIAL_UNLINKED, actor=user, subject=user, detail={"provider": provider})


def linked(user: User) -> set[str]:
    return set(SocialLink.objects.filter(user=user).values_list("provider", flat=True))


@transaction.atomic
def _person_for(provider: str, identity: Identity, time_zone: str) -> User:
    row = SocialLink.objects.select_related("user").filter(provider=provider, subject=identity.subject).first()
    if row:
        return row.user
    if not identity.email or not identity.email.isascii():
        raise NotLinked
    address = EmailAddress.objects.select_related("user").filter(email=identity.email, verified=True).first()
    user = address.user if address else _new(identity, time_zone)
    if user.email != identity.email:
        raise NotLinked
    _linked(user, provider, identity, told=address is not None)
    return user


def _linked(user: User, provider: str, identity: Identity, *, told: bool = True) -> None:
    """Inside the caller's transaction; `told`: not to somebody who has just signed up with it."""
    SocialLink.objects.create(user=_free(user, provider), provider=provider, subject=identity.subject)
    audit.record(Event.SOCIAL_LINKED, actor=user, subject=user, detail={"provider": provider})
    if told:
        known = settings.IDENTITY_PROVIDERS.get(provider)
        emails.send_social_linked(user, alarms.token_for(user), known.label if known else provider.capitalize())


def _new(identity: Identity, time_zone: str) -> User:
    if User.objects.filter(email=identity.email).exists():
        raise NotLinked
    return people.add(
        email=identity.email,
        password=None,
        role=Role.CLIENT,
        first_name=identity.first_name or identity.email.partition("@")[0][:60],
        last_name=identity.last_name,
        language=get_language() or "en",
        time_zone=time_zone,
        terms_accepted_at=clock.now(),
    )


def _free(user: User, provider: str) -> User:
    """One account of a service a person: another one of the same is not linked behind their back."""
    if SocialLink.objects.filter(user=user, provider=provider).exists():
        raise LinkedElsewhere
    return user
