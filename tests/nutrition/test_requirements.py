import pytest

from pathya.nutrition.requirements import Activity, Body, Goal, Sex, State, energy, icmr, mifflin, need

MAN, WOMAN = Body(Sex.MALE, 35, 65, 170), Body(Sex.FEMALE, 35, 55, 158)


def test_the_reference_people_of_the_report() -> None:
    """ICMR–NIN 2020: sedentary man 2110, woman 1660 kcal; the report's reference adults are 19–39 years old."""
    assert icmr(Body(Sex.MALE, 25, 65)) * 1.4 == pytest.approx(2110, rel=0.02)
    assert icmr(Body(Sex.FEMALE, 25, 55)) * 1.4 == pytest.approx(1660, rel=0.02)
    assert mifflin(MAN) == 10 * 65 + 6.25 * 170 - 175 + 5
    assert mifflin(WOMAN) == 10 * 55 + 6.25 * 158 - 175 - 161


@pytest.mark.parametrize(
    ("body", "name", "amount"),
    [
        (MAN, "calcium", 1000), (MAN, "iron", 19), (MAN, "zinc", 17), (MAN, "magnesium", 440), (MAN, "fibre", 30),
        (MAN, "protein", 54), (WOMAN, "protein", 45.7), (WOMAN, "iron", 29), (WOMAN, "zinc", 13.2),
        (WOMAN, "vitamin_a", 840), (WOMAN, "folate", 220), (MAN, "vitamin_c", 80), (WOMAN, "vitamin_c", 65),
        (Body(Sex.MALE, 30, 65, activity=Activity.HEAVY), "vitamin_b1", 2.3),
        (Body(Sex.FEMALE, 28, 55, state=State.PREGNANT_3), "folate", 570),
        (Body(Sex.FEMALE, 28, 55, state=State.PREGNANT_3), "protein", 67.7),
        (Body(Sex.FEMALE, 28, 55, state=State.LACTATING_6), "calcium", 1200),
        (Body(Sex.FEMALE, 65, 55), "iron", 19), (Body(Sex.FEMALE, 65, 55), "calcium", 1200),
        (Body(Sex.MALE, 65, 65), "vitamin_d", 20),
    ],
)  # fmt: skip
def test_against_the_report(body: Body, name: str, amount: float) -> None:
    assert need(body).least[name] == pytest.approx(amount, abs=0.06)


def test_pregnancy_is_no_time_to_lose_weight() -> None:
    lean = Body(Sex.FEMALE, 28, 55, goal=Goal.LOSE)
    expecting = Body(Sex.FEMALE, 28, 55, goal=Goal.LOSE, state=State.PREGNANT_2)
    assert energy(lean) < energy(Body(Sex.FEMALE, 28, 55)) < energy(expecting)
    assert energy(Body(Sex.FEMALE, 40, 38, goal=Goal.LOSE)) >= 1200
