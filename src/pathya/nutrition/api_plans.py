"""Meal plans: made, changed and approved by who treats the client; the client sees what is approved."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.care import services as trail
from pathya.kit.api import Answer, Failure, Listing, ok
from pathya.kit.errors import NotFound
from pathya.kit.pagination import LIMIT, MOST, paginated
from pathya.nutrition import changing, papers, plan_selectors, planning, showing
from pathya.nutrition.changing import Portion
from pathya.nutrition.models import MealPlan
from pathya.nutrition.schemas_plans import (
    ApproveIn,
    BoughtOut,
    FindingOut,
    LockIn,
    MealIn,
    NewPlan,
    PlanBrief,
    PlanOut,
    RestoreIn,
    SwapIn,
    VersionOut,
    Wanted,
    bought_body,
    brief,
    finding_body,
    plan_body,
)
from pathya.nutrition.showing import Shown
from pathya.operations.idempotency import idempotent

router = Router(tags=["meal plans"], auth=signed_in)
READING = {401: Failure, 404: Failure, 422: Failure}
WRITING = {**READING, 403: Failure, 409: Failure}
ClientId = Annotated[UUID | None, Query(alias="clientId")]
Page = Annotated[int, Query(ge=1, le=100_000)]
Limit = Annotated[int, Query(ge=1, le=MOST)]


@router.get("", response={200: Listing[PlanBrief], **READING}, summary="Plans, newest first")
def listing(request: HttpRequest, client_id: ClientId = None, page: Page = 1, limit: Limit = LIMIT) -> Any:
    """Your own approved ones, or those of a client whose record you may read."""
    viewer = user_of(request)
    client = care.client(viewer, client_id or viewer.pk)
    found = paginated(plan_selectors.plans(viewer, client), page=page, limit=limit)
    treats = care.treats(viewer, client.pk)
    return found.envelope([brief(one, all_of_it=treats) for one in found.items])


@router.post("", response={201: Answer[PlanOut], **WRITING}, summary="Have a plan made")
@idempotent
def create(request: HttpRequest, body: NewPlan) -> Any:
    """For a client you treat. It is made by a job: ask again until `state` is no longer `making`."""
    viewer = user_of(request)
    made = planning.ask_for_plan(
        viewer=viewer,
        client=care.client(viewer, body.client_id),
        starts_on=body.starts_on,
        days=body.days,
        wanted=body.wanted(),
        seed=body.seed,
    )
    return Status(201, ok(plan_body(made, None, all_of_it=True)))


@router.get("/{uuid:plan_id}", response={200: Answer[PlanOut], **READING}, summary="One plan")
def detail(request: HttpRequest, plan_id: UUID) -> Any:
    """With its days, meals and sums; what is unknown of a food is not counted, and `known` tells the share."""
    viewer = user_of(request)
    return ok(whole(viewer, read(viewer, plan_id)))


@router.post("/{uuid:plan_id}/swap", response={200: Answer[PlanOut], **WRITING}, summary="Another meal for one")
@idempotent
def swap(request: HttpRequest, plan_id: UUID, body: SwapIn) -> Any:
    viewer = user_of(request)
    return ok(whole(viewer, changing.swap(viewer=viewer, plan_id=plan_id, **body.model_dump())))


@router.post("/{uuid:plan_id}/lock", response={200: Answer[PlanOut], **WRITING}, summary="Lock or unlock meals")
@idempotent
def lock(request: HttpRequest, plan_id: UUID, body: LockIn) -> Any:
    """Locked meals stay when the rest is made anew."""
    viewer = user_of(request)
    meals = [(one.day, one.meal) for one in body.meals]
    told = changing.lock(viewer=viewer, plan_id=plan_id, meals=meals, locked=body.locked, version=body.version)
    return ok(whole(viewer, told))


@router.put("/{uuid:plan_id}/meals", response={200: Answer[PlanOut], **WRITING}, summary="Write one meal")
def edit(request: HttpRequest, plan_id: UUID, body: MealIn) -> Any:
    viewer = user_of(request)
    portions = [Portion(one.food_id, one.portions, one.grams, one.measure) for one in body.items]
    told = changing.edit_meal(
        viewer=viewer, plan_id=plan_id, day=body.day, meal=body.meal, portions=portions, version=body.version
    )
    return ok(whole(viewer, told))


@router.post("/{uuid:plan_id}/regenerate", response={200: Answer[PlanOut], **WRITING}, summary="Make the rest anew")
@idempotent
def regenerate(request: HttpRequest, plan_id: UUID, body: Wanted) -> Any:
    """All meals that are not locked, by the record as it is now; a job makes it."""
    viewer = user_of(request)
    return ok(whole(viewer, planning.regenerate(viewer=viewer, plan_id=plan_id, wanted=body.wanted())))


@router.get("/{uuid:plan_id}/versions", response={200: Listing[VersionOut], **READING}, summary="Its versions")
def versions(request: HttpRequest, plan_id: UUID, page: Page = 1, limit: Limit = LIMIT) -> Any:
    """Newest first; for who treats the client."""
    viewer = user_of(request)
    found = paginated(plan_selectors.versions(viewer, read(viewer, plan_id)), page=page, limit=limit)
    return found.envelope(found.items)


@router.get("/{uuid:plan_id}/versions/{int:number}", response={200: Answer[PlanOut], **READING}, summary="As it was")
def version(request: HttpRequest, plan_id: UUID, number: int) -> Any:
    viewer = user_of(request)
    found = read(viewer, plan_id)
    told = plan_selectors.as_it_was(viewer, found, number)
    return ok(plan_body(found, told, all_of_it=True) | {"version": number})


@router.post("/{uuid:plan_id}/restore", response={200: Answer[PlanOut], **WRITING}, summary="An earlier one again")
@idempotent
def restore(request: HttpRequest, plan_id: UUID, body: RestoreIn) -> Any:
    """Its meals become the newest version, which waits for review."""
    viewer = user_of(request)
    return ok(whole(viewer, changing.restore(viewer=viewer, plan_id=plan_id, **body.model_dump())))


@router.get("/{uuid:plan_id}/safety", response={200: Answer[list[FindingOut]], 409: Failure, **READING})
def safety(request: HttpRequest, plan_id: UUID) -> Any:
    """What the safety rules say of the newest version; for who treats the client."""
    viewer = user_of(request)
    found = read(viewer, plan_id)
    if not plan_selectors.treats(viewer, found):
        raise NotFound
    return ok([finding_body(one) for one in changing.findings(found)])


@router.post("/{uuid:plan_id}/approve", response={200: Answer[PlanOut], **WRITING}, summary="Give it to the client")
@idempotent
def approve(request: HttpRequest, plan_id: UUID, body: ApproveIn) -> Any:
    """Refused while a safety rule says stop, or a finding was not looked at."""
    viewer = user_of(request)
    return ok(whole(viewer, changing.approve(viewer=viewer, plan_id=plan_id, **body.model_dump())))


@router.post("/{uuid:plan_id}/end", response={200: Answer[PlanOut], **WRITING}, summary="Take it away again")
@idempotent
def end(request: HttpRequest, plan_id: UUID) -> Any:
    viewer = user_of(request)
    return ok(whole(viewer, planning.end_plan(viewer=viewer, plan_id=plan_id)))


@router.get("/{uuid:plan_id}/shopping-list", response={200: Answer[list[BoughtOut]], 409: Failure, **READING})
def shopping_list(request: HttpRequest, plan_id: UUID) -> Any:
    """Raw ingredients for all days, most first."""
    return ok([bought_body(one) for one in showing.shopping(ready(user_of(request), plan_id))])


@router.get("/{uuid:plan_id}/pdf", response={200: None, 409: Failure, **READING}, summary="The plan as a PDF")
def pdf(request: HttpRequest, plan_id: UUID, language: Annotated[str, Query(pattern="^(en|hi)$")] = "en") -> Any:
    told = ready(user_of(request), plan_id)
    answer = HttpResponse(papers.plan_pdf(told, language), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="plan-{told.plan.starts_on}.pdf"'
    return answer


def read(viewer: User, plan_id: UUID) -> MealPlan:
    """Reading somebody else's is kept in the trail."""
    found = plan_selectors.plan(viewer, plan_id)
    trail.note_read(viewer=viewer, client_id=found.client_id, what="plan")
    return found


def ready(viewer: User, plan_id: UUID) -> Shown:
    return plan_selectors.ready(viewer, read(viewer, plan_id))


def whole(viewer: User, found: MealPlan) -> dict[str, Any]:
    return plan_body(found, plan_selectors.seen(viewer, found), all_of_it=plan_selectors.treats(viewer, found))
