"""What allauth asks of us: it keeps the steps of a sign-in, we keep sign-up, limits, mails and words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from pathya.accounts.errors import InvalidCredentials, VerificationRequired
from pathya.accounts.models import Role, User
from pathya.accounts.rules import HOMES
from pathya.accounts.services import browser_sessions, devices
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

    def pre_login(self, request: HttpRequest, user: User, *, redirect_url: str | None, **_: Any) -> HttpResponse | None:
        """Every way in that has not passed the second step goes there first."""
        if not user.is_active:
            return HttpResponseRedirect(reverse("account_inactive"))
        if user.factor_since is None or getattr(request, "factor_passed", None) == user.pk:
            return None
        return HttpResponseRedirect(browser_sessions.second_step(request, user=user, to=redirect_url or ""))

    def post_login(self, request: HttpRequest, user: User, *, redirect_url: str | None, **_: Any) -> HttpResponse:
        device = request.COOKIES.get(devices.COOKIE, "")[:100] or devices.new_name()
        browser_sessions.entered(request, user=user, device=device)
        response = HttpResponseRedirect(redirect_url or self.get_login_redirect_url(request))
        response.set_cookie(
            devices.COOKIE,
            device,
            max_age=devices.COOKIE_LIFE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def add_message(self, *_: Any, **__: Any) -> None:
        """Our views say what happened."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        raise NotImplementedError(f"no mail of ours for {template_prefix}")
