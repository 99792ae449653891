"""What the pages of a record share."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import HttpRequest

from pathya.accounts.decorators import role_required
from pathya.accounts.models import Role, User
from pathya.clients import csv_import, selectors, services
from pathya.clients.forms import AboutForm, BodyForm, FoodForm, GoalsForm
from pathya.clients.rules import Step
from pathya.kit import clock
from pathya.kit.errors import PathyaError
from pathya.ui.words import viewer_zone

client_page = role_required(Role.CLIENT)
PARTS: Mapping[str, type[forms.Form]] = {"about": AboutForm, "body": BodyForm, "food": FoodForm, "goals": GoalsForm}


def viewer_of(request: HttpRequest) -> User:
    return cast("User", request.user)


def part_form(request: HttpRequest, part: str, client: User) -> forms.Form:
    """The form of a part of a client's profile, as sent or as it stands."""
    return PARTS[part](request.POST if request.method == "POST" else None, initial=saved_part(part, client))


def saved_part(part: str, client: User) -> dict[str, Any]:
    """What is saved of a part of a client's profile."""
    found = selectors.profile(client)
    initial = {name: getattr(found, name, None) for name in PARTS[part].base_fields}
    if part == "body":
        weight = selectors.derived(found).weight_kg
        initial["weight_kg"] = None if weight is None else Decimal(f"{weight:.2f}".rstrip("0").rstrip("."))
    return initial


def save_part(viewer: User, client: User, form: forms.Form, step: Step | None = None) -> bool:
    """Write a valid form; what the service finds wrong is told at its field."""
    changes: dict[str, Any] = dict(form.cleaned_data)
    weight = changes.pop("weight_kg", None)
    try:
        services.update_profile(viewer=viewer, client=client, changes=changes, step=step)
        if weight is not None and "weight_kg" in form.changed_data:
            entry = csv_import.entry(
                "weight", str(weight), "kg", clock.today(client.time_zone).isoformat(), viewer_zone(client.time_zone)
            )
            services.add_metrics(viewer=viewer, client=client, entries=[entry])
    except PathyaError as fact:
        tell(form, fact)
        return False
    return True


def tell(form: forms.Form, fact: PathyaError) -> None:
    """Put a fact's messages at the fields they name, the rest on top."""
    named = {name: texts for name, texts in fact.fields.items() if name in form.fields}
    for name, texts in named.items():
        form.add_error(name, " ".join(str(text) for text in texts))
    if not named:
        told = [str(text) for texts in fact.fields.values() for text in texts] or [str(fact.message)]
        form.add_error(None, " ".join(told))
