"""Earlier versions of a plan: read by who treats the client, taken again as the newest one."""

import pytest

from pathya.clients.errors import ChangedMeanwhile
from pathya.kit.errors import NotFound
from pathya.nutrition import changing, plan_selectors
from pathya.nutrition.models import MealPlan
from pathya.nutrition.models.plans import PlanState, Why
from tests.api import ApiClient
from tests.factories import asha, meera
from tests.nutrition.test_plan_pages import plan, sent, signed_in  # noqa: F401 – the fixture

pytestmark = pytest.mark.django_db


def meals(found: MealPlan, number: int) -> list[list[str]]:
    told = plan_selectors.as_it_was(meera(), found, number)
    return [[line.name for line in meal.lines] for meal in told.days[0].meals]


def test_an_earlier_version_is_read_and_taken_again(plan: MealPlan) -> None:  # noqa: F811
    changing.edit_meal(viewer=meera(), plan_id=plan.pk, day=0, meal="l", portions=[], version=1)
    practice = signed_in(meera())
    address = f"/practice/plans/{plan.pk}/"
    assert f"{address}versions/1/" in practice.get(address).text
    page = practice.get(f"{address}versions/1/").text
    assert "Toor dal" in page
    assert "do/swap" not in page
    assert "1 meal is another one now." in page
    before = meals(plan, 1)
    assert meals(plan, 2) != before
    sent(practice, f"{address}do/restore/", version=2, number=1)
    plan.refresh_from_db()
    assert (plan.version, plan.state) == (3, PlanState.REVIEW)
    assert meals(plan, 3) == before
    newest = plan_selectors.versions(meera(), plan)[0]
    assert (newest.number, newest.why, newest.made_by) == (3, Why.RESTORED, meera())


def test_what_changed_meanwhile_or_never_was_is_refused(plan: MealPlan) -> None:  # noqa: F811
    for number, known, refusal in ((1, 9, ChangedMeanwhile), (7, 1, NotFound), (0, 1, NotFound)):
        with pytest.raises(refusal):
            changing.restore(viewer=meera(), plan_id=plan.pk, number=number, version=known)
    plan.refresh_from_db()
    assert plan.version == 1


def test_the_api_lists_them_for_who_treats_the_client(plan: MealPlan) -> None:  # noqa: F811
    changing.lock(viewer=meera(), plan_id=plan.pk, meals=[(0, "l")], locked=True, version=1)
    path = f"/meal-plans/{plan.pk}"
    told = ApiClient(meera()).get(f"{path}/versions").json()["data"]
    assert [(one["number"], one["why"], one["madeBy"]) for one in told] == [
        (2, "locked", str(meera().pk)),
        (1, "made", None),
    ]
    assert ApiClient(meera()).get(f"{path}/versions/1").json()["data"]["version"] == 1
    assert ApiClient(asha()).get(f"{path}/versions").status_code == 404
    answer = ApiClient(meera()).post(f"{path}/restore", {"number": 1, "version": 2})
    assert answer.json()["data"]["version"] == 3
