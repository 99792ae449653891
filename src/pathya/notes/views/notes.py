"""The page of a note: written while talking, signed, completed with."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.decorators import role_required, user_of
from pathya.accounts.models import Role
from pathya.care import selectors as care
from pathya.care.rules import What
from pathya.consultations import rules as call_rules
from pathya.consultations.models import Consultation
from pathya.consultations.rules import Party, Verb
from pathya.consultations.rules import Status as CallStatus
from pathya.kit import clock
from pathya.kit.errors import Conflict, NotFound, PathyaError
from pathya.notes import errors, followups, intake, selectors, writing
from pathya.notes.forms import AddendumForm, CompleteForm, NoteForm, renew
from pathya.notes.models import Note
from pathya.notes.views.saving import autosaves, told_saved
from pathya.ui import htmx

nutritionist_page = role_required(Role.NUTRITIONIST)
EARLIER = 5


@require_http_methods(["GET", "POST"])
@never_cache
@nutritionist_page
def edit(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """The note beside what the client told; a POST saves it (a script's autosave wants JSON)."""
    call = selectors.own_call(user_of(request), consultation_id)
    if request.method == "GET":
        return _page(request, call)
    form = NoteForm(request.POST)
    try:
        note = _saved(request, call, form)
    except PathyaError as fact:
        return _refused(request, call, form, fact)
    if note is None:
        return _refused(request, call, form, None)
    if autosaves(request):
        return JsonResponse({"version": note.version, "told": told_saved(note.saved_at)})
    htmx.toast(request, _("The note is saved."))
    return redirect("notes:edit", call.pk)


@require_POST
@never_cache
@nutritionist_page
def sign(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Save what is typed, then sign it."""
    return _then(request, consultation_id, _sign, _("The note is signed. From now on it can be added to, not changed."))


@require_POST
@never_cache
@nutritionist_page
def complete(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Save what is typed, then complete the call; with a day, the client is asked for a next one."""
    return _then(request, consultation_id, _complete, _("The call is completed."))


@require_POST
@nutritionist_page
def add(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    viewer = user_of(request)
    call = selectors.own_call(viewer, consultation_id)
    form = AddendumForm(request.POST)
    if not form.is_valid():
        return _page(request, call, addendum=form, status=422)
    writing.add(viewer=viewer, consultation_id=call.pk, text=form.cleaned_data["text"])
    htmx.toast(request, _("The addendum is kept."))
    return redirect("notes:edit", call.pk)


@require_POST
@nutritionist_page
def share(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    shared = request.POST.get("shared") == "yes"
    writing.share(viewer=user_of(request), consultation_id=consultation_id, shared=shared)
    htmx.toast(request, _("The client can read the note.") if shared else _("The client can no longer read the note."))
    return redirect("notes:edit", consultation_id)


@require_GET
@never_cache
@role_required(Role.CLIENT, Role.NUTRITIONIST)
def read(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """A note to read: for who treats the client, and for the client once it is shared."""
    viewer = user_of(request)
    note = selectors.note(viewer, consultation_id)
    selectors.read(viewer, note.client_id, What.CALL_NOTE)
    for_client = viewer.pk == note.client_id
    layout = "ui/layouts/portal.html" if for_client else "ui/layouts/practice.html"
    context = {"note": note, "call": note.consultation, "layout": layout, "for_client": for_client}
    return render(request, "notes/read.html", context)


@require_GET
@never_cache
@nutritionist_page
def about(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """All notes and plans of a client whom one treats."""
    viewer = user_of(request)
    client = care.client(viewer, client_id)
    context = {
        "client": client,
        "notes": selectors.notes_about(viewer, client_id),
        "plans": selectors.plans_about(viewer, client_id),
        "own": viewer.pk,
    }
    return render(request, "notes/about.html", context)


def _then(request: HttpRequest, consultation_id: UUID, work: Any, done: str) -> HttpResponse:
    """Save the form (unless the note is signed already) and go on with it; what stands against it is told there."""
    call = selectors.own_call(user_of(request), consultation_id)
    note, form = selectors.note_of(call), NoteForm(request.POST)
    try:
        if note is None or not note.is_signed:
            note = _saved(request, call, form)
            if note is None:
                return _refused(request, call, form, None)
        work(request, call, note)
    except PathyaError as fact:
        return _refused(request, call, form if note is None or not note.is_signed else None, fact)
    htmx.toast(request, done)
    return redirect("notes:edit", call.pk)


def _sign(request: HttpRequest, call: Consultation, note: Note) -> None:
    writing.sign(viewer=user_of(request), consultation_id=call.pk, version=note.version)


def _complete(request: HttpRequest, call: Consultation, note: Note) -> None:  # noqa: ARG001
    form = CompleteForm(request.POST, kinds=followups.kinds(call))
    given = form.cleaned_data if form.is_valid() else {}
    writing.complete(viewer=user_of(request), consultation_id=call.pk, **given)


def _saved(request: HttpRequest, call: Consultation, form: NoteForm) -> Note | None:
    if not form.is_valid():
        return None
    return writing.write(viewer=user_of(request), consultation_id=call.pk, **form.values())


def _refused(request: HttpRequest, call: Consultation, form: NoteForm | None, fact: PathyaError | None) -> HttpResponse:
    """The page with what was typed and, when it was changed elsewhere, what stands there now."""
    if isinstance(fact, NotFound):
        raise fact
    status = fact.status if fact else 422
    if autosaves(request):
        return JsonResponse({"told": str(fact.message) if fact else _("Not saved.")}, status=status)
    if fact and form is not None:
        for name, texts in fact.fields.items():
            form.add_error(name if name in form.fields else None, [str(text) for text in texts])
    theirs = selectors.note_of(call) if isinstance(fact, errors.Changed) else None
    if theirs and form is not None:
        renew(form, theirs.version)
    shown = fact if isinstance(fact, Conflict) or (fact and form is None) else None
    return _page(request, call, form=form, fact=shown, theirs=theirs, status=status)


def _page(
    request: HttpRequest,
    call: Consultation,
    *,
    form: NoteForm | None = None,
    addendum: AddendumForm | None = None,
    fact: PathyaError | None = None,
    theirs: Note | None = None,
    status: int = 200,
) -> HttpResponse:
    viewer, note, now = user_of(request), selectors.note_of(call), clock.now()
    selectors.read(viewer, call.client_id, What.CALL_NOTE)
    asked = intake.of_call(call)
    if asked and asked.answers:
        selectors.read(viewer, call.client_id, What.INTAKE)
    completable = call_rules.may(
        Verb.COMPLETE, CallStatus(call.status), Party.NUTRITIONIST, call.starts_at, call.ends_at, now
    )
    kinds = followups.kinds(call) if completable else []
    context = {
        "call": call,
        "treated": care.treats(viewer, call.client_id),
        "note": note,
        "form": form or NoteForm(note=note),
        "complete_form": CompleteForm(kinds=kinds) if completable else None,
        "addendum_form": addendum or AddendumForm(),
        "addenda": list(note.addenda.select_related("author")) if note and note.is_signed else [],
        "writable": selectors.is_writable(call),
        "fact": fact,
        "theirs": theirs,
        "saved_at": told_saved(note.saved_at) if note else "",
        "intake": asked,
        "earlier": selectors.notes_about(viewer, call.client_id, but=call.pk)[:EARLIER],
        "plan": selectors.plan_of(call),
        "follow_up": followups.latest(call),
    }
    return render(request, "notes/edit.html", context, status=status)
