"""What allauth asks of us: it keeps the steps of a sign-in, we keep sign-up, limits, mails and words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from pathya.accounts.errors import InvalidCredentials, VerificationRequired
from pathya.accounts.models import Role, User
from pathya.accounts.rules import HOMES
from pathya.accounts.services import browser_sessions
from pathya.accounts.services.sign_in import prove
from pathya.kit.errors import PathyaError
from pathya.operations import context


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nothing of allauth's signs anybody up or mails anything by itself."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 – allauth's signature
        """Sign-ups go through `services.sign_up` alone."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:  # noqa: ARG002
        """Every door of allauth's that takes a password has our limits and our timing."""
        try:
            return prove(email=credentials.get("email", ""), password=credentials.get("password", ""))
        except (InvalidCredentials, VerificationRequired):
            return None
        except PathyaError as error:
            raise ValidationError(str(error), code=error.code) from error

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        user = request.user
        return HOMES[Role(user.role)] if isinstance(user, User) else "/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return "/"

    def get_client_ip(self, request: HttpRequest) -> str:  # noqa: ARG002
        """The address that the whole program goes by (forwarded ones only as configured)."""
        return context.current().address or "0.0.0.0"  # noqa: S104 – unknown, not a socket

    def post_login(self, request: HttpRequest, user: User, *, redirect_url: str | None, **_: Any) -> HttpResponse:
        browser_sessions.entered(request, user=user)
        return HttpResponseRedirect(redirect_url or self.get_login_redirect_url(request))

    def add_message(self, *_: Any, **__: Any) -> None:
        """Our views say what happened."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        raise NotImplementedError(f"no mail of ours for {template_prefix}")
