"""Supplements and measurements."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from pathya.accounts.api_auth import signed_in
from pathya.clients import csv_import
from pathya.clients import services as clients
from pathya.clients.catalogue import KINDS
from pathya.journeys import plates, services, supplements
from pathya.journeys.api import FAILURES, client_of
from pathya.journeys.schemas_meals import MeasurementOut, MeasurementsIn, SupplementIn, SupplementOut, TakenIn
from pathya.kit import clock
from pathya.kit.api import Answer, Failure, ok
from pathya.kit.errors import Invalid
from pathya.operations.idempotency import idempotent

router = Router(tags=["journeys"], auth=signed_in)


@router.get("/supplements", response={200: Answer[list[SupplementOut]], **FAILURES})
def listing(request: HttpRequest, date: date | None = None) -> Any:
    """What you take, and whether you did on the day (today when left out)."""
    viewer = client_of(request)
    found = plates.supplements(viewer, date or clock.today(viewer.time_zone))
    return ok([_body(one.supplement, taken=one.is_taken) for one in found])


@router.post("/supplements", response={201: Answer[SupplementOut], 409: Failure, **FAILURES})
@idempotent
def add(request: HttpRequest, body: SupplementIn) -> Any:
    made = supplements.add(person=client_of(request), name=body.name, dose=body.dose)
    return Status(201, ok(_body(made, taken=False)))


@router.put("/supplements/{uuid:supplement_id}/taken", response={200: Answer[None], **FAILURES})
def take(request: HttpRequest, supplement_id: UUID, body: TakenIn) -> Any:
    """Taken on a day, or not."""
    viewer = client_of(request)
    day = body.day or clock.today(viewer.time_zone)
    supplements.take(person=viewer, supplement_id=supplement_id, day=day, taken=body.taken)
    return ok()


@router.delete("/supplements/{uuid:supplement_id}", response={200: Answer[None], **FAILURES})
def stop(request: HttpRequest, supplement_id: UUID) -> Any:
    """No longer take it; the days on which it was taken stay."""
    supplements.stop(person=client_of(request), supplement_id=supplement_id)
    return ok()


@router.put("/measurements", response={200: Answer[list[MeasurementOut]], **FAILURES})
def measurements(request: HttpRequest, body: MeasurementsIn) -> Any:
    """Of the body, by kind; the weight is the day's as well. The same moment again replaces."""
    viewer = client_of(request)
    at = body.at or clock.now()
    entries, wrong = [], {}
    for kind, value in body.values.items():
        try:
            entries.append(csv_import.checked(KINDS[kind], Decimal(str(value)), KINDS[kind].units[0], at))
        except ValueError as error:
            wrong[kind] = [str(error)]
    if wrong:
        raise Invalid(fields=wrong)
    made = clients.add_metrics(viewer=viewer, client=viewer, entries=entries)
    if "weight" in body.values:
        day = at.astimezone(request.zone).date()  # type: ignore[attr-defined]
        services.check_in(person=viewer, day=day, changes={"weight_kg": body.values["weight"]}, at=at)
    return ok([{"kind": one.kind, "value": one.value, "unit": one.unit, "at": one.at} for one in made])


def _body(one: Any, *, taken: bool) -> dict[str, Any]:
    return {"id": one.pk, "name": one.name, "dose": one.dose, "taken": taken}
