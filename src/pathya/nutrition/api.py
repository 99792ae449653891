"""Foods, own foods, recipes."""

from typing import Annotated, Any, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from ninja import Status as Created

from pathya.accounts.api_auth import signed_in
from pathya.accounts.models import User
from pathya.care.rules import What
from pathya.clients.acting import client_for
from pathya.kit.api import Answer, Failure, Listing, ok
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.nutrition import own, own_recipes, selectors, services
from pathya.nutrition.api_targets import ClientId, client_of
from pathya.nutrition.schemas import (
    DislikeBody,
    FavouriteBody,
    FoodBody,
    FoodDetail,
    NewFood,
    NewRecipe,
    food_body,
    food_detail,
)
from pathya.operations.idempotency import idempotent

foods = Router(tags=["foods"], auth=signed_in)
recipes = Router(tags=["foods"], auth=signed_in)
WRITING = {401: Failure, 404: Failure, 403: Failure, 409: Failure, 422: Failure, 503: Failure}
CHANGING = {401: Failure, 403: Failure, 404: Failure, 409: Failure, 422: Failure}
Page = Annotated[int, Query(ge=1, le=100_000)]
Limit = Annotated[int, Query(ge=1, le=MOST)]


def viewer_of(request: HttpRequest) -> User:
    return cast("User", request.user)


def owner_of(request: HttpRequest, client_id: UUID | None, *, writes: bool = True) -> User:
    """Whose own foods: the viewer's, or those of a client whom they act for."""
    reads = () if writes else (What.DAYS,)
    return client_for(viewer_of(request), client_id, writes=writes, reads=reads) if client_id else viewer_of(request)


@foods.get("", response={200: Answer[list[FoodBody]], 401: Failure, 422: Failure}, summary="Search while typing")
def search(request: HttpRequest, q: Annotated[str, Query(max_length=100)] = "") -> Any:
    """English, Hindi or as it sounds, typos allowed; favourites and recent ones first. Nothing typed gives those."""
    return ok(selectors.foods(viewer_of(request), q))


@foods.post("", response={201: Answer[FoodDetail], **WRITING}, summary="Add your own food")
@idempotent
def add_food(request: HttpRequest, body: NewFood) -> Any:
    """Or, with `clientId`, one of a client whom you act for."""
    food = own.add_food(owner=owner_of(request, body.client_id), by=viewer_of(request), **_told(body))
    return Created(201, ok(food_detail(food)))


@foods.get(
    "/own",
    response={200: Listing[FoodBody], 401: Failure, 404: Failure, 422: Failure},
    summary="Your foods and recipes",
)
def own_listing(request: HttpRequest, client_id: ClientId = None, page: Page = 1, limit: Limit = LIMIT) -> Any:
    """Or those of a client whom you act for."""
    found = paginated(selectors.own(owner_of(request, client_id, writes=False)), page=page, limit=limit)
    return found.envelope([food_body(food) for food in found.items])


@foods.get("/disliked", response={200: Answer[list[FoodBody]], 401: Failure, 404: Failure, 422: Failure})
def disliked(request: HttpRequest, client_id: ClientId = None) -> Any:
    """Dishes that your plans, or those of a client whose record you may read, are not to hold."""
    return ok([food_body(food) for food in selectors.disliked(client_of(viewer_of(request), client_id))])


@foods.put("/{uuid:food_id}", response={200: Answer[FoodDetail], **CHANGING}, summary="Change your own food")
def change_food(request: HttpRequest, food_id: UUID, body: NewFood) -> Any:
    """All of it anew; your recipes that hold it are reckoned anew. What was logged stays as it was."""
    owner = owner_of(request, body.client_id)
    food = own.change_food(owner=owner, by=viewer_of(request), food_id=food_id, **_told(body))
    return ok(food_detail(food))


@foods.delete("/{uuid:food_id}", response={200: Answer[None], **CHANGING}, summary="Remove your own food or recipe")
def remove(request: HttpRequest, food_id: UUID, client_id: ClientId = None) -> Any:
    """Not while one of the recipes holds it."""
    own.remove(owner=owner_of(request, client_id), by=viewer_of(request), food_id=food_id)
    return ok()


@foods.get(
    "/{uuid:food_id}",
    response={200: Answer[FoodDetail], 401: Failure, 404: Failure, 422: Failure},
    summary="One food",
)
def detail(request: HttpRequest, food_id: UUID, client_id: ClientId = None) -> Any:
    """With every nutrient: known, estimated or missing; missing is never zero. `clientId`: one of theirs."""
    return ok(food_detail(selectors.food(owner_of(request, client_id, writes=False), food_id)))


@foods.put(
    "/{uuid:food_id}/favourite",
    response={200: Answer[FavouriteBody], 401: Failure, 404: Failure, 422: Failure},
    summary="Mark or unmark a favourite",
)
def favourite(request: HttpRequest, food_id: UUID, body: FavouriteBody) -> Any:
    services.mark(person=viewer_of(request), food_id=food_id, favourite=body.favourite)
    return ok({"favourite": body.favourite})


@foods.put(
    "/{uuid:food_id}/disliked",
    response={200: Answer[DislikeBody], 401: Failure, 404: Failure, 422: Failure},
    summary="Keep a dish out of plans",
)
def dislike(request: HttpRequest, food_id: UUID, body: DislikeBody) -> Any:
    """Or let it in again: for yourself, for whom you act for, or for a client you treat."""
    viewer = viewer_of(request)
    client = client_of(viewer, body.client_id)
    services.dislike(viewer=viewer, client=client, food_id=food_id, disliked=body.disliked)
    return ok({"disliked": body.disliked, "client_id": client.pk})


@recipes.get("", response={200: Listing[FoodBody], 401: Failure, 422: Failure}, summary="Dishes and your recipes")
def listing(request: HttpRequest, page: Page = 1, limit: Limit = LIMIT) -> Any:
    found = paginated(selectors.recipes(viewer_of(request)), page=page, limit=limit)
    return found.envelope([food_body(food) for food in found.items])


@recipes.post("", response={201: Answer[FoodDetail], **WRITING}, summary="Add your own recipe")
@idempotent
def add_recipe(request: HttpRequest, body: NewRecipe) -> Any:
    """Its nutrients are computed from its parts, cooked weight and way of cooking."""
    owner = owner_of(request, body.client_id)
    recipe = own_recipes.add_recipe(owner=owner, by=viewer_of(request), **_cooked(body))
    return Created(201, ok(food_detail(selectors.food(owner, recipe.pk))))


@recipes.put("/{uuid:recipe_id}", response={200: Answer[FoodDetail], **CHANGING}, summary="Change your own recipe")
def change_recipe(request: HttpRequest, recipe_id: UUID, body: NewRecipe) -> Any:
    """All of it anew. What was logged stays as it was."""
    owner = owner_of(request, body.client_id)
    own_recipes.change_recipe(owner=owner, by=viewer_of(request), food_id=recipe_id, **_cooked(body))
    return ok(food_detail(selectors.food(owner, recipe_id)))


def _told(body: NewFood) -> dict[str, Any]:
    return {
        "name": body.name, "nutrients": body.nutrients, "piece": body.piece_grams, "barcode": body.barcode.strip()
    }  # fmt: skip


def _cooked(body: NewRecipe) -> dict[str, Any]:
    parts = [(part.food_id, part.grams) for part in body.parts]
    return {
        "name": body.name, "parts": parts, "servings": body.servings, "cooked": body.cooked_grams, "way": body.way
    }  # fmt: skip
