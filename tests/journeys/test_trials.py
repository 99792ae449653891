from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from pathya.journeys import services, trials
from pathya.journeys.elimination import Phase, Plan, Told, Verdict, Why, judge
from pathya.kit import clock
from tests.api import ApiClient
from tests.factories import asha, charlie

NOON = datetime(2027, 1, 12, 6, 30, tzinfo=UTC)
FIRST = date(2027, 1, 12)
PLAN = Plan(FIRST, 10, 4, 14, 10)
OVER = PLAN.last + timedelta(days=1)


def lived(seed: int, effect: float, *, carry: float = 0.4, trend: float = 0.0) -> dict[date, float]:
    """Days of a person whom the food bothers by `effect` points while they eat it."""
    generator = np.random.default_rng(seed)
    noise, told = 0.0, {}
    for n in range(PLAN.length):
        day = PLAN.first + timedelta(days=n)
        noise = carry * noise + float(generator.normal()) * 0.9
        eaten = PLAN.phase(day) in {Phase.BASELINE, Phase.REINTRODUCTION}
        told[day] = 3 + effect * eaten + trend * n + noise
    return told


def kept(plan: Plan = PLAN) -> dict[date, bool]:
    return {plan.first + timedelta(days=n): True for n in range(plan.length)}


def verdicts(effect: float, count: int, **how: float) -> list[Verdict]:
    return [judge(PLAN, lived(seed, effect, **how), kept(), OVER).verdict for seed in range(count)]


def test_a_planted_effect_is_found_and_noise_hardly_ever_is() -> None:
    found = verdicts(3.0, 60)
    assert found.count(Verdict.MATTERS) >= 48
    assert Verdict.DOES_NOT not in found
    nothing = verdicts(0.0, 150)
    assert nothing.count(Verdict.MATTERS) <= 0.05 * 150
    assert nothing.count(Verdict.DOES_NOT) > 30


def test_getting_better_by_itself_is_no_proof_of_a_food() -> None:
    assert verdicts(0.0, 40, trend=-0.12).count(Verdict.MATTERS) <= 2


def test_the_size_is_told() -> None:
    told = judge(PLAN, lived(4, 3.0, carry=0.0), kept(), OVER)
    assert told.verdict == Verdict.MATTERS
    assert 2 < (told.relief or 0) < 4
    assert 2 < (told.relapse or 0) < 4
    assert told.days == 34


def test_it_says_when_it_can_not_tell() -> None:
    days = lived(1, 3.0)
    half = {day: n % 2 == 0 for n, day in enumerate(kept())}
    few = dict(list(days.items())[:20])
    cases = {
        Why.UNFINISHED: judge(PLAN, days, kept(), PLAN.last),
        Why.NOT_KEPT: judge(PLAN, days, half, OVER),
        Why.FEW_DAYS: judge(PLAN, few, kept(), OVER),
    }
    for why, told in cases.items():
        assert (told.verdict, told.why, told.relief) == (Verdict.CANT_TELL, why, None)
    assert judge(PLAN, {}, {}, OVER) == Told(Verdict.CANT_TELL, Why.FEW_DAYS)
    flat = judge(PLAN, dict.fromkeys(days, 0.0), kept(), OVER)
    assert flat.verdict == Verdict.DOES_NOT


@given(st.integers(5, 60), st.integers(0, 30), st.integers(5, 60), st.integers(3, 60))
def test_every_day_of_a_plan_lies_in_exactly_one_phase(b: int, w: int, e: int, r: int) -> None:
    plan = Plan(FIRST, b, w, e, r)
    days = [plan.first + timedelta(days=n) for n in range(plan.length)]
    told = [plan.phase(day) for day in days]
    assert [told.count(phase) for phase in Phase] == [b, w, e, r]
    assert plan.phase(plan.first - timedelta(days=1)) is plan.phase(plan.last + timedelta(days=1)) is None
    for phase in Phase:
        first, last = plan.span(phase)
        assert [day for day in days if plan.phase(day) == phase] == [
            first + timedelta(days=n) for n in range((last - first).days + 1)
        ]


@pytest.mark.django_db
def test_a_trial_from_start_to_verdict() -> None:
    with clock.at(NOON):
        api = ApiClient(asha())
        made = api.post("/journeys/trials", {"suspect": "Milk", "outcome": "bloating"}).json()["data"]
        assert (made["phase"], made["verdict"], made["lastDay"]) == ("baseline", "cant_tell", PLAN.last.isoformat())
        again = api.post("/journeys/trials", {"suspect": "Wheat", "outcome": "energy"})
        assert again.json()["error"]["code"] == "trial_running"
        assert api.post("/journeys/trials", {"suspect": "x", "outcome": "luck"}).status_code == 422
        address = f"/journeys/trials/{made['id']}"
        assert ApiClient(charlie()).get(address).status_code == 404
        assert ApiClient(charlie()).put(f"{address}/days", {"day": "2027-01-12", "kept": True}).status_code == 404
        assert api.put(f"{address}/days", {"day": "2027-01-11", "kept": True}).status_code == 422
    with clock.at(NOON + timedelta(days=PLAN.length)):
        for day, severity in lived(2, 3.5, carry=0).items():
            services.check_in(person=asha(), day=day, changes={"energy": 5})
            trials.keep(person=asha(), trial_id=made["id"], day=day, kept=True)
            if round(severity) >= 1:
                strength = min(round(severity), 10)
                services.log_symptom(person=asha(), day=day, kind="bloating", severity=strength, at=NOON)
        told = ApiClient(asha()).get(address).json()["data"]
        assert told["verdict"] == "matters"
        assert "points better without it" in told["words"]
        client = Client()
        client.force_login(asha())
        assert "It probably matters to you" in client.get("/portal/journey/trials/").content.decode()
        sent = {"suspect": "Wheat", "outcome": "energy", **{name: str(n) for name, n in trials.USUAL.items()}}
        assert client.post("/portal/journey/trials/", sent).status_code == 302
        page = client.get("/portal/journey/trials/").content.decode()
        assert "Eat it as you usually do." in page
        current = trials.standings(asha())[0].trial
        client.post(f"/portal/journey/trials/{current.pk}/days/?day={OVER.isoformat()}", {"kept": "1"})
        assert trials.standings(asha())[0].kept == {OVER: True}
        client.post(f"/portal/journey/trials/{current.pk}/stop/")
        assert not trials.standings(asha())[0].is_running
