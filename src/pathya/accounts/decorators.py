"""Who may open a page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from pathya.accounts.models import Role, User
from pathya.kit.errors import NotFound, SignInRequired

View = Callable[..., HttpResponseBase]


def role_required(*roles: Role) -> Callable[[View], View]:
    """Visitors go to sign in and come back; other roles are told there is no such page."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user = request.user
            if not isinstance(user, User):
                return redirect_to_login(request.get_full_path())
            if user.role not in roles:
                raise NotFound
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def user_of(request: HttpRequest) -> User:
    """The person, in a page or operation that only signed-in people reach."""
    if not isinstance(request.user, User):
        raise SignInRequired
    return request.user


signed_in_required = role_required(*Role)
"""For pages of everybody who has an account."""
