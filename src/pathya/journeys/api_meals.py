"""Meals, favourites, what the day adds up to."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Router, Status
from ninja.files import UploadedFile

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.care.rules import What
from pathya.clients.acting import client_for
from pathya.journeys import meals, photos, planned, plates
from pathya.journeys.api import FAILURES, ClientId, client_of
from pathya.journeys.eating import Eaten
from pathya.journeys.schemas_meals import (
    AmendedOut,
    DayFoodOut,
    MealChanges,
    MealIn,
    MealOut,
    PlannedIn,
    RepeatIn,
    SavedIn,
    SavedLogIn,
    SavedOut,
    meal_body,
    saved_body,
)
from pathya.journeys.targets import targets_for
from pathya.kit import clock
from pathya.kit.api import Answer, Failure, ok
from pathya.operations.idempotency import idempotent

router = Router(tags=["meals"], auth=signed_in)
WRITING = {**FAILURES, 409: Failure}


@router.post("/meals", response={201: Answer[MealOut], **WRITING}, summary="Log a meal")
@idempotent
def log(request: HttpRequest, body: MealIn) -> Any:
    """The day's sum is written with it. What the foods do not know stays unknown."""
    viewer = client_of(request)
    return Status(201, ok(meal_body(meals.log_meal(person=viewer, meal=body.new(viewer)))))


@router.get("/meals", response={200: Answer[list[MealOut]], **FAILURES}, summary="The meals of a day")
def listing(request: HttpRequest, date: date | None = None, client_id: ClientId = None) -> Any:
    """Today when no date is given; oldest first. Yours, or those of somebody you act for."""
    viewer = client_for(user_of(request), client_id, reads=[What.DAYS])
    day = date or clock.today(viewer.time_zone)
    return ok([meal_body(meal) for meal in plates.meals(viewer, day, day)])


@router.get("/food", response={200: Answer[DayFoodOut], **FAILURES}, summary="A day's sums against targets")
def day_food(request: HttpRequest, date: date | None = None, client_id: ClientId = None) -> Any:
    """Each nutrient says for how much of what was eaten it is known. Yours, or of somebody you act for."""
    viewer = client_for(user_of(request), client_id, reads=[What.DAYS])
    food = plates.day_food(viewer, date or clock.today(viewer.time_zone))
    return ok(
        {
            "day": food.day,
            "meals": food.meals,
            "nutrients": plates.totals_body(food),
            "targets": targets_for(viewer, food.day),
        }
    )


@router.patch("/meals/{uuid:meal_id}", response={200: Answer[AmendedOut], **WRITING}, summary="Amend a meal")
def amend(request: HttpRequest, meal_id: UUID, body: MealChanges) -> Any:
    """Settled by field: the newest writing wins; `stayed` tells what was not changed."""
    sent = body.model_dump(exclude_unset=True)
    changes: dict[str, Any] = {name: sent[name] for name in ("hunger", "mood") if name in sent}
    changes |= {ours: sent[name] for name, ours in {"meal_type": "kind", "at": "at"}.items() if sent.get(name)}
    if sent.get("notes") is not None:
        changes["note"] = sent["notes"]
    if body.foods is not None or body.quick is not None:
        changes["items"] = _items(body)
    told = meals.amend_meal(person=client_of(request), meal_id=meal_id, changes=changes, at=body.written_at)
    names = {"kind": "mealType", "items": "foods", "note": "notes"}
    return ok({**meal_body(told.meal), "stayed": [names.get(name, name) for name in told.stayed]})


@router.delete("/meals/{uuid:meal_id}", response={200: Answer[None], **FAILURES}, summary="Take a meal out")
def remove(request: HttpRequest, meal_id: UUID) -> Any:
    meals.remove_meal(person=client_of(request), meal_id=meal_id)
    return ok()


@router.post("/meals/{uuid:meal_id}/restore", response={200: Answer[MealOut], **FAILURES}, summary="Bring it back")
def restore(request: HttpRequest, meal_id: UUID) -> Any:
    return ok(meal_body(meals.restore_meal(person=client_of(request), meal_id=meal_id)))


@router.post("/meals/{uuid:meal_id}/photo", response={200: Answer[None], **FAILURES}, summary="A photo of it")
def set_photo(request: HttpRequest, meal_id: UUID, file: File[UploadedFile]) -> Any:
    """JPEG or PNG up to 10 MB as form data; drawn anew and small, kept sealed."""
    photos.set_photo(person=client_of(request), meal_id=meal_id, content=file.read(photos.MOST_BYTES + 1))
    return ok()


@router.get(
    "/meals/{uuid:meal_id}/photo",
    response={200: bytes, **FAILURES},
    summary="Its photo",
    openapi_extra={"responses": {200: {"content": {photos.MEDIA: {"schema": {"type": "string", "format": "binary"}}}}}},
)
def get_photo(request: HttpRequest, meal_id: UUID) -> Any:
    viewer = client_of(request)
    found = plates.photo(viewer, viewer.pk, meal_id)
    return HttpResponse(photos.content(found), content_type=photos.MEDIA, headers={"Cache-Control": "no-store"})


@router.delete("/meals/{uuid:meal_id}/photo", response={200: Answer[None], **FAILURES}, summary="Remove its photo")
def remove_photo(request: HttpRequest, meal_id: UUID) -> Any:
    photos.remove_photo(person=client_of(request), meal_id=meal_id)
    return ok()


@router.post("/meals/repeat", response={201: Answer[list[MealOut]], **WRITING}, summary="The same again")
@idempotent
def repeat(request: HttpRequest, body: RepeatIn) -> Any:
    viewer = client_of(request)
    found = plates.meals(viewer, body.source, body.source)
    if body.meal_type:
        found = found.filter(kind=body.meal_type)
    made = meals.repeat(person=viewer, meals=list(found), day=body.day or clock.today(viewer.time_zone))
    return Status(201, ok([meal_body(meal) for meal in made]))


@router.post("/meals/planned", response={201: Answer[MealOut], **WRITING}, summary="A meal of your plan")
@idempotent
def log_planned(request: HttpRequest, body: PlannedIn) -> Any:
    """As the approved plan has it; a second time changes nothing. 404 where no plan covers the day."""
    viewer = client_of(request)
    day = body.day or clock.today(viewer.time_zone)
    return Status(201, ok(meal_body(planned.log(person=viewer, day=day, kind=body.meal_type))))


@router.get("/favourites", response={200: Answer[list[SavedOut]], **FAILURES}, summary="Favourite meals")
def favourites(request: HttpRequest) -> Any:
    return ok([saved_body(one) for one in plates.favourites(client_of(request))])


@router.post("/favourites", response={201: Answer[SavedOut], **WRITING}, summary="Keep a meal as a favourite")
@idempotent
def save_favourite(request: HttpRequest, body: SavedIn) -> Any:
    viewer = client_of(request)
    meal = plates.meal(viewer, body.meal_id)
    return Status(201, ok(saved_body(meals.save_favourite(person=viewer, name=body.name, items=meal.items))))


@router.delete("/favourites/{uuid:saved_id}", response={200: Answer[None], **FAILURES}, summary="Forget a favourite")
def remove_favourite(request: HttpRequest, saved_id: UUID) -> Any:
    """One that is gone already is fine."""
    meals.remove_favourite(person=client_of(request), saved_id=saved_id)
    return ok()


@router.post("/favourites/{uuid:saved_id}/log", response={201: Answer[MealOut], **WRITING}, summary="Log a favourite")
@idempotent
def log_favourite(request: HttpRequest, saved_id: UUID, body: SavedLogIn) -> Any:
    made = meals.log_favourite(
        person=client_of(request), saved_id=saved_id, kind=body.meal_type, at=body.at or clock.now(), meal_id=body.id
    )
    return Status(201, ok(meal_body(made)))


def _items(body: MealChanges) -> list[Eaten]:
    quick = [body.quick.eaten()] if body.quick else []
    return [one.eaten() for one in body.foods or []] + quick
