"""Writing, signing and adding to the note of a call, and completing the call with it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.consultations import services as calls
from pathya.consultations.models import Consultation
from pathya.consultations.rules import SUMMARY_LENGTH
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.notes import errors, followups, rules, selectors
from pathya.notes.models import Addendum, Note
from pathya.notes.rules import Event, Template
from pathya.operations import audit


@transaction.atomic
def write(
    *,
    viewer: User,
    consultation_id: UUID,
    version: int,
    template: str,
    sections: Mapping[str, str],
    goals: Sequence[str] = (),
) -> Note:
    """Keep the note as it is typed. `version` is the one that was read (0 for none yet).

    The same content again changes nothing. Raises NotFound, NotForThisCall, Signed, Changed (with the version that
    stands; nothing is written), Invalid.
    """
    call = _locked(viewer, consultation_id)
    content = _content(template, sections, goals)
    note = Note.objects.select_for_update().filter(consultation=call).first()
    if note and (note.template, note.content) == (template, content):
        return note
    if note and note.is_signed:
        raise errors.Signed
    if version != (note.version if note else 0):
        raise errors.Changed(extra={"version": note.version if note else 0})
    if note is None:
        note = Note(consultation=call, client_id=call.client_id, author=viewer, version=0)
    first = note.version == 0
    note.template, note.content, note.version, note.saved_at = template, content, note.version + 1, clock.now()
    note.save(force_insert=first)
    if first:
        audit.record(Event.WRITTEN, actor=viewer, subject=note)
    return note


@transaction.atomic
def sign(*, viewer: User, consultation_id: UUID, version: int) -> Note:
    """From now on nobody changes it. Signed already: returned as it is. Raises NotFound, Changed, Invalid."""
    call = _locked(viewer, consultation_id)
    note = Note.objects.select_for_update().filter(consultation=call).first()
    if note is None:
        raise NotFound
    if note.is_signed:
        return note
    if version != note.version:
        raise errors.Changed(extra={"version": note.version})
    if not note.content["sections"].get("assessment"):
        raise Invalid(fields={"assessment": [_("Write the assessment before you sign.")]})
    note.signed_at = clock.now()
    note.save(update_fields=["signed_at"])
    audit.record(Event.SIGNED, actor=viewer, subject=note, detail={"version": note.version})
    return note


@transaction.atomic
def add(*, viewer: User, consultation_id: UUID, text: str) -> Addendum:
    """Add to a signed note. Raises NotFound, NotSigned, Invalid."""
    call = _locked(viewer, consultation_id)
    note = Note.objects.select_for_update().filter(consultation=call).first()
    if note is None:
        raise NotFound
    if not note.is_signed:
        raise errors.NotSigned
    if not text.strip() or len(text) > rules.ADDENDUM_LENGTH:
        raise Invalid(fields={"text": [_("Write what is to be added, up to 4,000 characters.")]})
    made = Addendum.objects.create(note=note, client_id=note.client_id, author=viewer, text=text.strip())
    audit.record(Event.ADDED, actor=viewer, subject=note)
    return made


@transaction.atomic
def share(*, viewer: User, consultation_id: UUID, shared: bool) -> Note:
    """Let the client read the signed note, or no longer. Raises NotFound, NotSigned."""
    call = _locked(viewer, consultation_id)
    note = Note.objects.select_for_update().filter(consultation=call).first()
    if note is None:
        raise NotFound
    if not note.is_signed:
        raise errors.NotSigned
    if shared is not bool(note.shared_at):
        note.shared_at = clock.now() if shared else None
        note.save(update_fields=["shared_at"])
        audit.record(Event.SHARED if shared else Event.UNSHARED, actor=viewer, subject=note)
    return note


@transaction.atomic
def complete(
    *,
    viewer: User,
    consultation_id: UUID,
    notes: str = "",
    follow_up_on: date | None = None,
    follow_up_kind: UUID | None = None,
) -> Consultation:
    """The nutritionist ends the call: with its note (an assessment has to be there) or with `notes` in plain words.

    `follow_up_on` proposes the next one to the client. Raises NotFound, Invalid, NotYet, Busy.
    """
    summary = notes.strip()
    if not summary:
        found = Note.objects.filter(consultation=consultation_id, author=viewer).first()
        summary = found.content["sections"].get("assessment", "")[:SUMMARY_LENGTH] if found else ""
        if not summary:
            raise Invalid(fields={"assessment": [_("Write the assessment before you complete the call.")]})
    call = calls.complete(viewer=viewer, consultation_id=consultation_id, summary=summary)
    if follow_up_on:
        followups.propose(viewer=viewer, consultation_id=call.pk, wanted_on=follow_up_on, kind_id=follow_up_kind)
    return call


def _locked(viewer: User, consultation_id: UUID) -> Consultation:
    """The call, locked: whoever writes about it waits here for whoever else does."""
    call = selectors.own_call(viewer, consultation_id)
    locked = Consultation.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if not selectors.is_writable(locked):
        raise errors.NotForThisCall
    return call


def _content(template: str, sections: Mapping[str, str], goals: Sequence[str]) -> dict[str, Any]:
    problems: dict[str, list[rules.Text]] = {}
    if template not in Template.values:
        problems["template"] = [_("Choose one of the templates.")]
    for name, text in sections.items():
        if name not in rules.SECTIONS:
            problems[name] = [_("There is no such part.")]
        elif len(text) > rules.SECTION_LENGTH:
            problems[name] = [_("At most 8,000 characters.")]
    kept = [goal for goal in goals if goal.strip()]
    if len(kept) > rules.MOST_GOALS or any(len(goal) > rules.GOAL_LENGTH for goal in kept):
        problems["goals"] = [_("At most 12 goals, each up to 200 characters.")]
    if problems:
        raise Invalid(fields=problems)
    return rules.note_content(sections, goals)
