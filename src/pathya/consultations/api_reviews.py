"""Reviews for those who read them first, and for whom they are about."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.models import Role
from pathya.consultations import reviews
from pathya.consultations.models import Review
from pathya.consultations.schemas import NutritionistBody, ReviewAnswer
from pathya.kit.api import Answer, Body, Failure, ok
from pathya.operations.idempotency import idempotent

router = Router(tags=["consultations"], auth=signed_in)
MOST = 200


class ReviewToRead(ReviewAnswer):
    nutritionist: NutritionistBody
    author: str
    """The first name."""


class Moderation(Body):
    show: bool


@router.get("/reviews", response={200: Answer[list[ReviewToRead]], 401: Failure, 403: Failure}, summary="Reviews")
def listing(request: HttpRequest) -> Any:
    """For an admin those that wait to be read, oldest first; for a nutritionist what is shown about them."""
    viewer = user_of(request)
    rows = reviews.own(viewer) if viewer.role == Role.NUTRITIONIST else reviews.waiting(viewer)
    return ok([_body(review) for review in rows[:MOST]])


@router.post(
    "/reviews/{uuid:review_id}/moderate",
    response={200: Answer[ReviewAnswer], 401: Failure, 403: Failure, 404: Failure, 409: Failure, 422: Failure},
    summary="Show or refuse a review",
)
@idempotent
def moderate(request: HttpRequest, review_id: UUID, body: Moderation) -> Any:
    """As often as one changes one's mind; the nutritionist's rating follows."""
    return ok(reviews.body(reviews.moderate(viewer=user_of(request), review_id=review_id, show=body.show)))


def _body(review: Review) -> dict[str, Any]:
    who = review.nutritionist
    named = {"id": who.pk, "name": who.name, "slug": who.slug}
    return {**reviews.body(review), "nutritionist": named, "author": review.client.first_name}
