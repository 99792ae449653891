"""Business errors are facts with a stable code and an HTTP status; one handler renders them."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class PathyaError(Exception):
    """Base of every business error.

    `message` tells the person what to do; `fields` maps a form or body field to its messages;
    `extra` is added to the error object of an API answer (for instance nearest free slots).
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    message: Text = _("Something was not right with that request.")

    def __init__(
        self,
        message: Text | None = None,
        *,
        fields: Mapping[str, Sequence[Text]] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__()
        if message is not None:
            self.message = message
        self.fields = {name: list(texts) for name, texts in (fields or {}).items()}
        self.extra = dict(extra or {})

    def __str__(self) -> str:
        return str(self.message)


class NotFound(PathyaError):
    """There is no such thing for this viewer (also the answer when it exists but is not theirs)."""

    code = "not_found"
    status = 404
    message = _("We could not find that.")


class Forbidden(PathyaError):
    """The viewer is known and may not do this kind of thing at all."""

    code = "forbidden"
    status = 403
    message = _("Your account may not do that.")


class SignInRequired(PathyaError):
    """Nobody is signed in, or the token is no longer valid."""

    code = "sign_in_required"
    status = 401
    message = _("Please sign in first.")


class Invalid(PathyaError):
    """Input that cannot be taken; `fields` says which and why."""

    code = "invalid"
    status = 422
    message = _("Please check the marked fields.")


class Conflict(PathyaError):
    """The state of things does not allow it (any more)."""

    code = "conflict"
    status = 409
    message = _("That is no longer possible.")


class TooManyTries(PathyaError):
    """A rate limit was met; `retry_after` is in whole seconds."""

    code = "too_many_tries"
    status = 429
    message = _("Too many tries. Please wait a little and try again.")

    def __init__(self, message: Text | None = None, *, retry_after: int = 60) -> None:
        super().__init__(message)
        self.retry_after = retry_after
