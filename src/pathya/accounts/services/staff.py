"""Staff need a second step: seven days to set it up, from the role or from the first sign-in."""

from django.conf import settings

from pathya.accounts.models import Role, User
from pathya.accounts.rules import DEMO_DOMAIN, FACTOR_GRACE, STAFF
from pathya.kit import clock


def begin_grace(user: User) -> None:
    """At a sign-in, inside the caller's transaction: the first one starts the seven days."""
    if user.factor_due_at is None and needs_factor(user):
        user.factor_due_at = clock.now() + FACTOR_GRACE
        User.objects.filter(pk=user.pk, factor_due_at__isnull=True).update(factor_due_at=user.factor_due_at)


def needs_factor(user: User) -> bool:
    """Staff who have not set up a second step; the demo cast is let off in development."""
    if Role(user.role) not in STAFF or user.factor_since is not None:
        return False
    return not (settings.DEMO_WITHOUT_FACTOR and user.email.endswith(DEMO_DOMAIN))


def is_locked_to_setup(user: User) -> bool:
    """Whether the days of grace are over, so that only the set-up is open."""
    if not needs_factor(user):
        return False
    return clock.now() >= (user.factor_due_at or user.joined_at + FACTOR_GRACE)
