"""Drafting, issuing and revising plans."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.consultations.models import Consultation
from pathya.kit import clock, sql
from pathya.kit.errors import Invalid, NotFound
from pathya.notes import emails, errors, rules, selectors
from pathya.notes.models import Plan
from pathya.notes.rules import Event, State
from pathya.operations import audit

NEXT = """
INSERT INTO notes_planseries AS s (year, last) VALUES (%(year)s, 1)
ON CONFLICT (year) DO UPDATE SET last = s.last + 1 RETURNING last
"""
DEFAULTS = {"dose": "", "timing": rules.Timing.ANY.value, "food": rules.Food.EITHER.value, "days": None, "remark": ""}
CHOICES = {"kind": rules.Item, "timing": rules.Timing, "food": rules.Food}
LENGTHS = {"name": rules.NAME_LENGTH, "dose": rules.DOSE_LENGTH, "remark": rules.REMARK_LENGTH}


@transaction.atomic
def write(
    *,
    viewer: User,
    consultation_id: UUID,
    version: int,
    items: Sequence[Mapping[str, Any]],
    advice: str = "",
    tests: Sequence[str] = (),
) -> Plan:
    """Keep the draft of a call's plan; after an issued one it is the draft of its next version.

    `version` is the one that was read (0 for no draft yet). Raises NotFound, NotForThisCall, Changed,
    MedicinesNotAllowed, Invalid.
    """
    call = _locked(viewer, consultation_id)
    content = _content(items, advice, tests)
    _need_right(call, content)
    draft = _draft(call)
    if draft and draft.content == content:
        return draft
    if version != (draft.version if draft else 0):
        raise errors.Changed(extra={"version": draft.version if draft else 0})
    if draft is None:
        before = Plan.objects.filter(consultation=call, state=State.ISSUED).first()
        draft = Plan(consultation=call, client_id=call.client_id, author=viewer, version=0, replaces=before)
        draft.revision = before.revision + 1 if before else 1
    first = draft.version == 0
    draft.content, draft.has_medicines = content, rules.has_medicines(content["items"])
    draft.version, draft.saved_at = draft.version + 1, clock.now()
    draft.save(force_insert=first)
    if first:
        audit.record(Event.DRAFTED, actor=viewer, subject=draft, detail={"revision": draft.revision})
    return draft


@transaction.atomic
def revise(*, viewer: User, consultation_id: UUID) -> Plan:
    """A draft with what the issued plan says; the open draft when there is one. Raises NotFound, NotForThisCall."""
    call = _locked(viewer, consultation_id)
    issued = Plan.objects.filter(consultation=call, state=State.ISSUED).first()
    if draft := _draft(call):
        return draft
    if issued is None:
        raise NotFound
    return write(viewer=viewer, consultation_id=call.pk, version=0, **issued.content)


@transaction.atomic
def discard(*, viewer: User, consultation_id: UUID) -> None:
    """Throw the draft away; without one nothing happens. Raises NotFound."""
    draft = _draft(_locked(viewer, consultation_id))
    if draft:
        draft.delete()


@transaction.atomic
def issue(*, viewer: User, consultation_id: UUID, version: int) -> Plan:
    """Give the draft its number and hand it to the client, in the place of the version before; mail tells them.

    Raises NotFound, NothingToIssue, Changed, MedicinesNotAllowed.
    """
    call = _locked(viewer, consultation_id)
    draft = _draft(call)
    if draft is None or not (draft.content["items"] or draft.content["advice"]):
        raise errors.NothingToIssue
    if version != draft.version:
        raise errors.Changed(extra={"version": draft.version})
    _need_right(call, draft.content)
    draft.issued_at, before = clock.now(), draft.replaces
    if before:
        before.state, before.replaced_at = State.REPLACED, draft.issued_at
        before.save(update_fields=["state", "replaced_at"])
    draft.number = _number(draft, before)
    who = call.nutritionist
    draft.issuer_name, draft.issuer_name_hi = who.user.get_full_name(), who.name_hi
    draft.registration_number, draft.medical_registration = who.registration_number, who.medical_registration
    draft.state, draft.salt = State.ISSUED, secrets.token_hex(16)
    draft.digest = digest(draft)
    draft.save()
    emails.plan_issued(draft)
    audit.record(Event.ISSUED, actor=viewer, subject=draft, detail={"number": draft.number})
    return draft


def digest(plan: Plan) -> str:
    """SHA-256 over all that the document says, with a salt: nobody can guess it, or what it was made of."""
    said = [
        plan.number,
        plan.issued_at.isoformat() if plan.issued_at else "",
        *(str(plan.client_id), plan.issuer_name, plan.registration_number, plan.medical_registration),
        plan.content,
        plan.salt,
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _number(plan: Plan, before: Plan | None) -> str:
    if before:
        return f"{'-'.join(before.number.split('-')[:3])}-{plan.revision}"
    year = clock.today("Asia/Kolkata").year
    [(count,)] = sql.rows(NEXT, {"year": year})
    return rules.plan_number(year, count, plan.revision)


def _locked(viewer: User, consultation_id: UUID) -> Consultation:
    call = selectors.own_call(viewer, consultation_id)
    locked = Consultation.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if not selectors.is_writable(locked):
        raise errors.NotForThisCall
    return call


def _draft(call: Consultation) -> Plan | None:
    rows = Plan.objects.select_related("consultation__nutritionist__user", "client", "replaces")
    return rows.filter(consultation=call, state=State.DRAFT).first()


def _need_right(call: Consultation, content: Mapping[str, Any]) -> None:
    problems = rules.plan_problems(content["items"], may_prescribe=call.nutritionist.is_medical_practitioner)
    if problems:
        raise errors.MedicinesNotAllowed(fields=problems)


def _content(items: Sequence[Mapping[str, Any]], advice: str, tests: Sequence[str]) -> dict[str, Any]:
    problems: rules.Problems = {}
    kept = [DEFAULTS | {name: one[name] for name in ("kind", "name", *DEFAULTS) if name in one} for one in items]
    for place, one in enumerate(kept):
        if problem := _item_problem(one):
            problems[f"items.{place}"] = [problem]
    if len(kept) > rules.MOST_ITEMS:
        problems["items"] = [_("A plan has at most 40 lines.")]
    wanted = [test.strip() for test in tests if test.strip()]
    if len(wanted) > rules.MOST_TESTS or any(len(test) > rules.TEST_LENGTH for test in wanted):
        problems["tests"] = [_("At most 20 tests, each up to 120 characters.")]
    if len(advice) > rules.ADVICE_LENGTH:
        problems["advice"] = [_("At most 6,000 characters.")]
    if problems:
        raise Invalid(fields=problems)
    return {"items": kept, "advice": advice.strip(), "tests": wanted}


def _item_problem(item: Mapping[str, Any]) -> rules.Text | None:
    if not str(item.get("name", "")).strip():
        return _("Write what it is.")
    if any(item[name] not in choices.values for name, choices in CHOICES.items()):
        return _("Choose one of the given values.")
    if any(len(item[name]) > most for name, most in LENGTHS.items()):
        return _("This is too long.")
    days = item["days"]
    if days is not None and not (isinstance(days, int) and 1 <= days <= rules.MOST_DAYS):
        return _("From 1 to 365 days, or leave it empty.")
    return None
