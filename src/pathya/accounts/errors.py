"""Facts that stop a sign-up, a sign-in or a change of password."""

from django.utils.translation import gettext_lazy as _

from pathya.kit.errors import Conflict, Forbidden, Invalid, PathyaError, SignInRequired


class InvalidCredentials(PathyaError):
    """Unknown address and wrong password alike."""

    code = "invalid_credentials"
    status = 401
    message = _("That e-mail address and password do not go together. Check both and try again.")


class VerificationRequired(PathyaError):
    """The password is right, the address not yet proven; `extra` has a fresh `verificationToken`."""

    code = "verification_required"
    status = 403
    message = _("Please confirm your e-mail address first. We have sent you a new code.")


class AccountSuspended(Forbidden):
    """Told only after the right password."""

    code = "account_suspended"
    message = _("This account is suspended. Please write to us and we will sort it out together.")


class InvalidRefreshToken(SignInRequired):
    code = "invalid_refresh_token"
    message = _("This sign-in has ended. Please sign in again.")


class WrongCode(Invalid):
    code = "wrong_code"
    message = _("That is not the code we sent. Check the newest mail from us.")


class CodeExpired(Invalid):
    """Too old, used already, or guessed at too often."""

    code = "code_expired"
    message = _("That code no longer works. Ask for a new one.")


class InvalidVerificationToken(Invalid):
    code = "invalid_verification_token"
    message = _("This sign-up is over. Please sign up again.")


class WeakPassword(Invalid):
    code = "weak_password"


class WrongPassword(Invalid):
    code = "wrong_password"
    message = _("That is not your present password.")


class InvalidResetToken(Invalid):
    code = "invalid_reset_token"
    message = _("This link no longer works. Ask for a new one.")


class LastAdmin(PathyaError):
    code = "last_admin"
    status = 409
    message = _("There must be at least one active admin. Give somebody else that role first.")


class WrongFactorCode(Invalid):
    """Not a code of now, used already, or not one of the backup codes."""

    code = "wrong_factor_code"
    message = _("That code does not work. Wait for the next one in your app, or use a backup code.")


class InvalidChallenge(SignInRequired):
    """Too old, used, or guessed at too often: the password is asked for again."""

    code = "invalid_challenge"
    message = _("That took too long. Please sign in again.")


class InvalidAlarm(Invalid):
    code = "invalid_alarm"
    message = _("This link no longer works. If you are worried, set a new password.")


class InvalidSignature(SignInRequired):
    """Unknown key, wrong signature, too old, or seen before."""

    code = "invalid_signature"
    message = _("The signature of this request does not hold.")


class OutOfScope(Forbidden):
    """`extra` has the scope that the call needs, or null where no key may call."""

    code = "insufficient_scope"
    message = _("This key may not do that.")


class TooManyKeys(Conflict):
    code = "too_many_keys"
    message = _("You have many keys already. Revoke one first.")


class PasskeyRefused(Invalid):
    """Not one of ours, for another site, late, used already or copied."""

    code = "passkey_refused"
    message = _("That passkey did not work here. Please try once more.")


class TooManyPasskeys(Conflict):
    code = "too_many_passkeys"
    message = _("You have many passkeys already. Remove one first.")


class NotLinked(Invalid):
    """The service says no proven address, and no account is linked to it."""

    code = "not_linked"
    message = _("That account is not linked here yet. Sign in with your password, then link it under Security.")


class LinkedElsewhere(Conflict):
    code = "linked_elsewhere"
    message = _("This account or that one is linked already.")


class PhoneMissing(Invalid):
    code = "phone_missing"
    message = _("Add a mobile number to your account first.")


class PhoneNotVerified(Invalid):
    code = "phone_not_verified"
    message = _("Confirm your mobile number first: we send a code to it.")


class PhoneVerified(Conflict):
    code = "phone_verified"
    message = _("This number is confirmed already.")


class PhoneTaken(Conflict):
    """Told only to who has shown that they hold the number."""

    code = "phone_taken"
    message = _("This number is confirmed in another account. Remove it there first.")


class WrongPhoneCode(Invalid):
    code = "wrong_code"
    message = _("That is not the code we sent. Check the newest SMS from us.")


class SetupOver(Invalid):
    code = "setup_over"
    message = _("This set-up is over. Please begin again.")


class FactorOn(Conflict):
    code = "two_factor_on"
    message = _("The second step with an app is on already.")


class FactorOff(Conflict):
    code = "two_factor_off"
    message = _("The second step is not on.")


class FactorDue(Forbidden):
    """Staff past the grace: only the set-up is open."""

    code = "second_factor_required"
    message = _("Your role needs a second step to sign in. Set it up to go on.")
