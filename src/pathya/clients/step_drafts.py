"""What was typed into a step of the beginning and not saved: kept as drafts of the history are (`drafts`)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import transaction

from pathya.accounts.models import User
from pathya.clients.drafts import KEPT
from pathya.clients.models import HistoryDraft
from pathya.clients.rules import Step
from pathya.kit import clock

LONGEST = 4000
"""Letters of one field that are kept."""


@transaction.atomic
def keep(*, client: User, step: Step, form: forms.Form, typed: Mapping[str, str]) -> None:
    """Hold what the fields have now in place of what they had; `form` shows what is saved."""
    base = shown(form)
    held_now = {name: typed.get(name, "")[:LONGEST] for name in base}
    if held_now == base:
        drop(client=client, step=step)
        return
    HistoryDraft.objects.update_or_create(
        client=client,
        by=client,
        section=_name(step),
        defaults={"content": {"typed": held_now, "base": base}, "kept_at": clock.now()},
    )


def drop(*, client: User, step: Step) -> None:
    """It was saved, or is not wanted."""
    HistoryDraft.objects.filter(client=client, by=client, section=_name(step)).delete()


def held(client: User, step: Step, form: forms.Form) -> dict[str, str] | None:
    """What was typed over what is still saved; None for nothing."""
    rows = HistoryDraft.objects.filter(client=client, by=client, section=_name(step))
    found = rows.filter(kept_at__gt=clock.now() - KEPT).first()
    if found is None or not found.content or found.content["base"] != shown(form):
        return None
    typed: dict[str, str] = found.content["typed"]
    return typed


def shown(form: forms.Form) -> dict[str, str]:
    """The fields of a form as they stand in the page, before anything is typed."""
    return {name: _text(form[name].initial) for name in form.fields}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _name(step: Step) -> str:
    return f"step:{step.value}"
