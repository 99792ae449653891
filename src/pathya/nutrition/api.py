"""Foods, own foods, recipes."""

from typing import Annotated, Any, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from ninja import Status as Created

from pathya.accounts.api_auth import signed_in
from pathya.accounts.models import User
from pathya.kit.api import Answer, Failure, Listing, ok
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.nutrition import selectors, services
from pathya.nutrition.schemas import FavouriteBody, FoodBody, FoodDetail, NewFood, NewRecipe, food_body, food_detail
from pathya.operations.idempotency import idempotent

foods = Router(tags=["foods"], auth=signed_in)
recipes = Router(tags=["foods"], auth=signed_in)
WRITING = {401: Failure, 403: Failure, 409: Failure, 422: Failure, 503: Failure}


def viewer_of(request: HttpRequest) -> User:
    return cast("User", request.user)


@foods.get("", response={200: Answer[list[FoodBody]], 401: Failure, 422: Failure}, summary="Search while typing")
def search(request: HttpRequest, q: Annotated[str, Query(max_length=100)] = "") -> Any:
    """English, Hindi or as it sounds, typos allowed; favourites and recent ones first. Nothing typed gives those."""
    return ok(selectors.foods(viewer_of(request), q))


@foods.post("", response={201: Answer[FoodDetail], **WRITING}, summary="Add your own food")
@idempotent
def add_food(request: HttpRequest, body: NewFood) -> Any:
    food = services.add_food(owner=viewer_of(request), name=body.name, nutrients=body.nutrients, piece=body.piece_grams)
    return Created(201, ok(food_detail(food)))


@foods.get("/{uuid:food_id}", response={200: Answer[FoodDetail], 401: Failure, 404: Failure}, summary="One food")
def detail(request: HttpRequest, food_id: UUID) -> Any:
    """With every nutrient: known, estimated or missing; missing is never zero."""
    return ok(food_detail(selectors.food(viewer_of(request), food_id)))


@foods.put(
    "/{uuid:food_id}/favourite",
    response={200: Answer[FavouriteBody], 401: Failure, 404: Failure, 422: Failure},
    summary="Mark or unmark a favourite",
)
def favourite(request: HttpRequest, food_id: UUID, body: FavouriteBody) -> Any:
    services.mark(person=viewer_of(request), food_id=food_id, favourite=body.favourite)
    return ok({"favourite": body.favourite})


@recipes.get("", response={200: Listing[FoodBody], 401: Failure, 422: Failure}, summary="Dishes and your recipes")
def listing(
    request: HttpRequest,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=MOST)] = LIMIT,
) -> Any:
    found = paginated(selectors.recipes(viewer_of(request)), page=page, limit=limit)
    return found.envelope([food_body(food) for food in found.items])


@recipes.post("", response={201: Answer[FoodDetail], **WRITING}, summary="Add your own recipe")
@idempotent
def add_recipe(request: HttpRequest, body: NewRecipe) -> Any:
    """Its nutrients are computed from its parts, cooked weight and way of cooking."""
    recipe = services.add_recipe(
        owner=viewer_of(request),
        name=body.name,
        parts=[(part.food_id, part.grams) for part in body.parts],
        servings=body.servings,
        cooked=body.cooked_grams,
        way=body.way,
    )
    return Created(201, ok(food_detail(selectors.food(viewer_of(request), recipe.pk))))
