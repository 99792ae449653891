"""Whose record a page is about: one's own, or with `?for=` that of somebody one acts for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from pathya.accounts.decorators import user_of
from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.care.rules import What
from pathya.clients.acting import client_for, meant
from pathya.kit.errors import NotFound


@dataclass(frozen=True)
class Whose:
    """The viewer, the client whose record it is, and whether the viewer may write there."""

    viewer: User
    client: User
    may_act: bool

    @property
    def query(self) -> str:
        """What addresses of this record end with."""
        return f"?for={self.client.pk}" if self.client != self.viewer else ""

    def address(self, name: str, *args: object) -> str:
        return reverse(name, args=args) + self.query

    def goes(self, name: str, *args: object) -> HttpResponse:
        """On to another page of the same record."""
        return redirect(self.address(name, *args))

    def shows(
        self, request: HttpRequest, template: str, context: Mapping[str, Any], *, wrong: bool = False
    ) -> HttpResponse:
        """A page of this record; 422 when something typed is wrong."""
        known = {"client": self.client, "for": self.query, "may_act": self.may_act}
        return render(request, template, {**context, **known}, status=422 if wrong else 200)


def whose(request: HttpRequest, *, writes: bool = False, reads: Iterable[What] = ()) -> Whose:
    """Who is meant. NotFound for a stranger's record, Forbidden to write for who may only read; reading is noted."""
    viewer, asked = user_of(request), request.GET.get("for", "")
    posted = request.method == "POST"
    client = client_for(viewer, _id(asked) if asked else None, writes=writes or posted, reads=reads)
    return Whose(viewer, client, care.may_act(viewer, client.pk))


def named(viewer: User, text: str) -> User:
    """Whom a field names by their id, to be acted for; the viewer when it is empty. NotFound, Forbidden as `whose`."""
    return meant(viewer, _id(text) if text else None)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
