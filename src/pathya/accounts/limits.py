"""How often the doors of accounts may be tried; counted for all processes together."""

import ipaddress

from pathya.operations import context, limits

QUARTER = 15 * 60
HOUR = 60 * 60
DAY = 24 * HOUR

FAILURES_PER_PAIR = 5
FAILURES_PER_ADDRESS = 100
SIGN_UPS_PER_ADDRESS = 200
MAILS_PER_RECIPIENT = 10
RESETS_PER_ADDRESS = 200
GUESSES_PER_ADDRESS = 100
GUESSES_PER_RECIPIENT = 60
JUDGEMENTS_PER_ADDRESS = 600
KEYS_PER_ACCOUNT = 30
PHONE_CODES = 5
PHONE_CODES_PER_ADDRESS = 30
FACTOR_TRIES_PER_PAIR = 10
FACTOR_TRIES_PER_ACCOUNT = 60


def here() -> str:
    """The caller's address; for IPv6 its /64, which one customer has whole."""
    text = context.current().address or ""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    return str(ipaddress.ip_network(f"{text}/64", strict=False)) if address.version == 6 else text


def begin_password_try(account: str) -> None:
    """Count a try before the password is looked at, so that many at once can't pass together.

    The pair of account and address is locked, never the account alone: its owner still gets in from elsewhere.
    """
    limits.require_left("sign-in-address", here(), limit=FAILURES_PER_ADDRESS)
    limits.check("sign-in", f"{account}|{here()}", limit=FAILURES_PER_PAIR, seconds=QUARTER)


def password_failed() -> None:
    limits.check("sign-in-address", here(), limit=FAILURES_PER_ADDRESS, seconds=QUARTER)


def password_right(account: str) -> None:
    limits.forget("sign-in", f"{account}|{here()}")


def mail_to(recipient: str) -> None:
    """One more mail that nobody has proven to want."""
    limits.check("account-mail", recipient, limit=MAILS_PER_RECIPIENT, seconds=HOUR)


def sign_up() -> None:
    limits.check("sign-up", here(), limit=SIGN_UPS_PER_ADDRESS, seconds=HOUR)


def reset() -> None:
    limits.check("reset", here(), limit=RESETS_PER_ADDRESS, seconds=HOUR)


def guess(recipient: str) -> None:
    """One more code entered; besides the five tries of each code."""
    limits.check("code-address", here(), limit=GUESSES_PER_ADDRESS, seconds=QUARTER)
    limits.check("code-recipient", recipient, limit=GUESSES_PER_RECIPIENT, seconds=DAY)


def judgement() -> None:
    limits.check("password-judgement", here(), limit=JUDGEMENTS_PER_ADDRESS, seconds=QUARTER)


def factor_try(account: str) -> None:
    """One more code of a second step, counted before it is looked at; besides the five tries of each challenge."""
    limits.check("factor-address", here(), limit=GUESSES_PER_ADDRESS, seconds=QUARTER)
    limits.check("factor", f"{account}|{here()}", limit=FACTOR_TRIES_PER_PAIR, seconds=QUARTER)
    limits.check("factor-account", account, limit=FACTOR_TRIES_PER_ACCOUNT, seconds=DAY)


def passkey() -> None:
    """One more answer of an authenticator."""
    limits.check("passkey-address", here(), limit=GUESSES_PER_ADDRESS, seconds=QUARTER)


def social() -> None:
    """One more return from an account elsewhere."""
    limits.check("social-address", here(), limit=GUESSES_PER_ADDRESS, seconds=QUARTER)


def new_key(account: str) -> None:
    limits.check("api-key", account, limit=KEYS_PER_ACCOUNT, seconds=HOUR)


def alarm() -> None:
    """One more "this wasn't me" link opened."""
    limits.check("alarm-address", here(), limit=GUESSES_PER_ADDRESS, seconds=QUARTER)


def phone_code(account: str, number: str) -> None:
    """One more code by SMS: it costs money and rings at somebody's phone."""
    limits.check("phone-code-address", here(), limit=PHONE_CODES_PER_ADDRESS, seconds=HOUR)
    limits.check("phone-code-account", account, limit=PHONE_CODES, seconds=HOUR)
    limits.check("phone-code-number", number, limit=PHONE_CODES, seconds=HOUR)


def factor_right(account: str) -> None:
    limits.forget("factor", f"{account}|{here()}")
