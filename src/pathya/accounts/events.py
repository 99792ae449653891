"""Names of the security events in the audit trail."""

from enum import StrEnum


class Event(StrEnum):
    SIGN_UP_KNOWN = "accounts.sign_up.known"
    CODE_SENT = "accounts.code.sent"
    CODE_WRONG = "accounts.code.wrong"
    VERIFIED = "accounts.user.verified"
    SIGNED_IN = "accounts.user.signed_in"
    SIGN_IN_FAILED = "accounts.sign_in.failed"
    SIGNED_OUT = "accounts.user.signed_out"
    REFRESH_REUSED = "accounts.refresh.reused"
    RESET_ASKED = "accounts.reset.asked"
    RESET_DONE = "accounts.reset.done"
    PASSWORD_CHANGED = "accounts.password.changed"  # noqa: S105 – a name
    PROFILE_CHANGED = "accounts.profile.changed"
    ADDED = "accounts.user.added"
    ROLE_CHANGED = "accounts.role.changed"
    SUSPENDED = "accounts.user.suspended"
    UNSUSPENDED = "accounts.user.unsuspended"
    ALARM = "accounts.alarm.raised"
    NEW_DEVICE = "accounts.device.new"
    SESSION_ENDED = "accounts.session.ended"
    SOCIAL_LINKED = "accounts.social.linked"
    SOCIAL_UNLINKED = "accounts.social.unlinked"
    KEY_MADE = "accounts.key.made"
    KEY_REVOKED = "accounts.key.revoked"
    FACTOR_ON = "accounts.factor.on"
    FACTOR_OFF = "accounts.factor.off"
    FACTOR_FAILED = "accounts.factor.failed"
    FACTOR_PASSED = "accounts.factor.passed"
    BACKUP_CODES_RENEWED = "accounts.backup_codes.renewed"
