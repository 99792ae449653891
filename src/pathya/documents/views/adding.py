"""The plain form with a file, for the client's side and the practice's."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from pathya.accounts.decorators import user_of
from pathya.accounts.models import User
from pathya.documents import receiving
from pathya.documents.forms import DocumentForm
from pathya.documents.inspection.problems import REASONS
from pathya.documents.models import DocumentRequest
from pathya.documents.services import adding
from pathya.kit.errors import Invalid, PathyaError, TooManyTries
from pathya.ui import htmx

Page = Callable[..., HttpResponseBase]


def with_file(view: Page) -> Page:
    """Sets the limit of the file before the CSRF check reads the form."""
    checked = csrf_protect(view)

    @csrf_exempt
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            handler = receiving.limit(request)
            setattr(request, "upload_limit", handler)  # noqa: B010
        return checked(request, *args, **kwargs)

    return limited


def add_page(
    request: HttpRequest, client: User, asked: DocumentRequest | None, *, layout: str, back: str
) -> HttpResponse:
    """Show the form, or take the file and go back to the list; what is wrong stands beside its field."""
    form = DocumentForm(request.POST or None, request.FILES or None)
    if asked:
        form.fields["kind"].initial = asked.kind
    status = 200
    if request.method == "POST":
        form = DocumentForm(request.POST, request.FILES)
        status = _taken(request, client, form, asked)
        if status == 303:
            htmx.toast(request, _("Your file is here. It is being checked and can be opened in a moment."))
            return HttpResponse(status=303, headers={"Location": back})
    context = {"form": form, "client": client, "asked": asked, "layout": layout, "back": back}
    return render(request, "documents/add.html", {**context, "for_other": client != request.user}, status=status)


def _taken(request: HttpRequest, client: User, form: DocumentForm, asked: DocumentRequest | None) -> int:
    """The status of the answer: 303 when the file was taken."""
    if getattr(request, "upload_limit").over:  # noqa: B009
        form.full_clean()
        form.errors["file"] = form.error_class([str(REASONS["too_large"])], renderer=form.renderer)
        return 413
    if not form.is_valid():
        return 422
    file = form.cleaned_data["file"]
    try:
        adding.add(
            viewer=user_of(request), client_id=client.pk, file=file.file, size=file.size, about=form.about(asked)
        )
    except (Invalid, TooManyTries) as fact:
        form.add_error("file" if "file" in fact.fields else None, str(fact.message))
        return fact.status
    except PathyaError as fact:
        if fact.status < 500:
            raise
        form.add_error(None, str(fact.message))
        return fact.status
    return 303
