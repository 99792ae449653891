"""A client's record, and a nutritionist's clients."""

from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Query, Router, Status
from ninja.files import UploadedFile

from pathya.accounts import zones
from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.models import Role, User
from pathya.accounts.services import people
from pathya.care import selectors as care
from pathya.care import services as trail
from pathya.care.rules import What
from pathya.clients import avatars, csv_import, selectors, services
from pathya.clients.acting import client_for
from pathya.clients.catalogue import KINDS
from pathya.clients.models import MedicalHistory
from pathya.clients.schemas import (
    HistoryIn,
    HistoryOut,
    MetricIn,
    MetricOut,
    PreferencesBody,
    ProfileIn,
    ProfileOut,
    RecordOut,
)
from pathya.kit import clock
from pathya.kit.api import Answer, Failure, Listing, ok
from pathya.kit.errors import Invalid, NotFound
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.operations.idempotency import idempotent

router = Router(tags=["clients"], auth=signed_in)
practice = Router(tags=["clients"], auth=signed_in)

FAILURES = {401: Failure, 403: Failure, 404: Failure, 422: Failure}
Page = Annotated[int, Query(ge=1, le=100_000)]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Kind = Annotated[str, Query(max_length=24)]
ClientId = Annotated[UUID | None, Query(alias="clientId")]
"""Of whom: somebody the caller acts for; without it the caller."""


@router.get("/profile", response={200: Answer[ProfileOut], **FAILURES})
def profile(request: HttpRequest, client_id: ClientId = None) -> Any:
    return ok(profile_body(client_for(user_of(request), client_id, reads=[What.PROFILE])))


@router.put("/profile", response={200: Answer[ProfileOut], **FAILURES})
def update_profile(request: HttpRequest, body: ProfileIn, client_id: ClientId = None) -> Any:
    viewer = user_of(request)
    client = client_for(viewer, client_id, writes=True)
    changes = body.model_dump(exclude_unset=True)
    texts = {"gender", "blood_group", "diet", "activity", "bio", "goals"}
    kept = {name: "" if value is None and name in texts else value for name, value in changes.items()}
    services.update_profile(viewer=viewer, client=client, changes=kept)
    return ok(profile_body(client))


@router.post("/avatar", response={200: Answer[None], **FAILURES})
def avatar(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """JPEG, PNG or WebP up to 5 MB as form data; kept as WebP of 400 × 400."""
    services.set_avatar(client=client_for(user_of(request)), content=file.read(avatars.MOST_BYTES + 1))
    return ok()


@router.get("/medical-history", response={200: Answer[HistoryOut], **FAILURES})
def medical_history(request: HttpRequest, client_id: ClientId = None) -> Any:
    client = client_for(user_of(request), client_id, reads=[What.HISTORY])
    return ok(history_body(selectors.medical_history(client)))


@router.put("/medical-history", response={200: Answer[HistoryOut], 409: Failure, **FAILURES})
def update_history(request: HttpRequest, body: HistoryIn, client_id: ClientId = None) -> Any:
    """Replaces the sections that are sent."""
    viewer = user_of(request)
    client = client_for(viewer, client_id, writes=True)
    sections = {name: rows for name, rows in body.model_dump(exclude={"version"}).items() if rows is not None}
    row = services.update_history(viewer=viewer, client=client, sections=sections, version=body.version)
    return ok(history_body(row))


@router.get("/health-metrics", response={200: Listing[MetricOut], **FAILURES})
def metrics(
    request: HttpRequest, kind: Kind = "", client_id: ClientId = None, page: Page = 1, limit: Limit = LIMIT
) -> Any:
    """Newest first."""
    client = client_for(user_of(request), client_id, reads=[What.METRICS])
    found = paginated(selectors.metrics(client, kind), page=page, limit=limit)
    return found.envelope(list(found.items))


@router.post("/health-metrics", response={201: Answer[MetricOut], **FAILURES})
@idempotent
def add_metric(request: HttpRequest, body: MetricIn, client_id: ClientId = None) -> Any:
    """Checked for plausibility and kept in the canonical unit beside what was entered."""
    viewer, kind = user_of(request), KINDS.get(body.kind)
    client = client_for(viewer, client_id, writes=True)
    unit = kind.unit(body.unit) if kind and body.unit else kind.units[0] if kind else None
    if kind is None:
        raise Invalid(fields={"kind": [_("This is not one of the choices.")]})
    if unit is None:
        shown = ", ".join(one.shown for one in kind.units)
        raise Invalid(fields={"unit": [_("The unit must be one of: %(units)s.") % {"units": shown}]})
    try:
        entry = csv_import.checked(kind, body.value, unit, body.at or clock.now())
    except ValueError as wrong:
        raise Invalid(fields={"value": [str(wrong)]}) from None
    (made,) = services.add_metrics(viewer=viewer, client=client, entries=[entry])
    return Status(201, ok(made))


@router.get("/preferences", response={200: Answer[PreferencesBody], **FAILURES})
def preferences(request: HttpRequest) -> Any:
    return ok(user_of(request))


@router.put("/preferences", response={200: Answer[PreferencesBody], **FAILURES})
def set_preferences(request: HttpRequest, body: PreferencesBody) -> Any:
    """Language and time zone."""
    viewer = user_of(request)
    if body.language not in dict(settings.LANGUAGES):
        raise Invalid(fields={"language": [_("This is not one of the choices.")]})
    zone = zones.known(body.time_zone)
    if zone is None:
        raise Invalid(fields={"timeZone": [_("Write a time zone, like Asia/Kolkata.")]})
    names = {name: getattr(viewer, name) for name in ("first_name", "last_name", "phone")}
    return ok(people.update_profile(user=viewer, **names, language=body.language, time_zone=zone))


@practice.get("/clients/{uuid:client_id}", response={200: Answer[RecordOut], **FAILURES})
def client(request: HttpRequest, client_id: UUID) -> Any:
    """The record of somebody you treat; the client is shown that it was read."""
    viewer = user_of(request)
    if viewer.role != Role.NUTRITIONIST:
        raise NotFound
    found = care.client(viewer, client_id)
    for what in ("profile", "history", "metrics"):
        trail.note_read(viewer=viewer, client_id=client_id, what=what)
    return ok(
        {
            "id": found.pk,
            "name": found.get_full_name(),
            "profile": profile_body(found),
            "medical_history": history_body(selectors.medical_history(found)),
            "metrics": list(selectors.metrics(found)[:MOST]),
        }
    )


def profile_body(client: User) -> dict[str, Any]:
    found = selectors.profile(client)
    told = selectors.derived(found)
    names = ("born", "gender", "height_cm", "blood_group", "diet", "activity", "bio", "goals")
    return {
        **{name: getattr(client, name) for name in ("first_name", "last_name", "email")},
        **{name: getattr(found, name) for name in names},
        **{name: getattr(told, name) for name in ("age", "weight_kg", "bmi", "bmr", "energy")},
        "bmi_band": told.bmi_band,
        "bmi_words": str(told.bmi_band.label) if told.bmi_band else None,
    }


def history_body(row: MedicalHistory) -> dict[str, Any]:
    return {"version": row.version, "updated_at": row.updated_at, "sections": row.data}
