"""Roles, life times and limits of accounts."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    CLIENT = "client", _("Client")
    NUTRITIONIST = "nutritionist", _("Nutritionist")
    EDITOR = "editor", _("Editor")
    ADMIN = "admin", _("Admin")


HOMES = {
    Role.CLIENT: "/portal/",
    Role.NUTRITIONIST: "/practice/",
    Role.EDITOR: "/cms/",
    Role.ADMIN: "/cms/",
}
"""Where each role lands after signing in."""

GROUPS = {Role.EDITOR: ("Editors",), Role.ADMIN: ("Editors", "Moderators")}
"""The content system's groups that go with a role."""

ACCESS_LIFE = timedelta(minutes=15)
SESSION_LIFE = timedelta(days=7)
REMEMBERED_LIFE = timedelta(days=30)
VERIFICATION_LIFE = timedelta(hours=24)
RESET_LIFE = timedelta(hours=1)

STAFF = frozenset({Role.NUTRITIONIST, Role.EDITOR, Role.ADMIN})
"""Roles that need a second step to sign in."""
FACTOR_GRACE = timedelta(days=7)
SETUP_LIFE = timedelta(minutes=10)
CHALLENGE_LIFE = timedelta(minutes=5)
CHALLENGE_TRIES = 5
BACKUP_CODES = 10
PASSKEYS_PER_PERSON = 10
KEY_DAYS = 365
KEYS_PER_PERSON = 20
SIGNATURE_TOLERANCE = timedelta(minutes=5)
ALARM_LIFE = timedelta(days=7)

CODE_TRIES = 5
PHONE_CODE_LIFE = timedelta(minutes=10)
CODES_PER_SIGN_UP = 5
MIN_PASSWORD = 8
MAX_PASSWORD = 128
MIN_SCORE = 3
"""Of zxcvbn, 0–4."""

DEMO_DOMAIN = "@pathya.example"
DEMO_PASSWORD = "Pathya-demo-2026"  # noqa: S105 – of the demo cast, offered on the sign-in page in development only
