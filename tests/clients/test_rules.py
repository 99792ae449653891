from datetime import date
from decimal import Decimal

import pytest

from pathya.clients import rules
from pathya.clients.catalogue import KINDS, canonical


def test_bmi_has_asian_indian_bands() -> None:
    assert rules.bmi(Decimal(65), Decimal(170)) == Decimal("22.5")
    told = [str(rules.bmi_band(Decimal(value))) for value in ("18.4", "18.5", "22.9", "23", "24.9", "25")]
    assert not any(word in str(band.label) for band in rules.BmiBand for word in ("obese", "overweight", "normal"))
    assert told == ["below", "within", "within", "above", "above", "far_above"]


def test_resting_and_daily_energy_are_those_of_mifflin_and_st_jeor() -> None:
    """10·70 + 6.25·175 − 5·30 + 5 = 1648.75; a woman of 60 kg, 160 cm, 40 years: 1239."""
    assert rules.bmr(Decimal(70), Decimal(175), 30, "male") == 1649
    assert rules.bmr(Decimal(60), Decimal(160), 40, "female") == 1239
    assert rules.bmr(Decimal(60), Decimal(160), 40, "other") is None
    assert rules.daily_energy(1649, "moderate") == 2556


def test_age_turns_on_the_birthday() -> None:
    assert rules.age(date(2000, 3, 1), date(2026, 2, 28)) == 25
    assert rules.age(date(2000, 3, 1), date(2026, 3, 1)) == 26
    assert rules.age(date(2004, 2, 29), date(2026, 2, 28)) == 21


@pytest.mark.parametrize(
    ("kind", "value", "unit", "expected"),
    [
        ("glucose_fasting", "5.5", "mmol/L", "99.1"),
        ("hba1c", "48", "mmol/mol", "6.5"),
        ("cholesterol", "5.17", "mmol/L", "199.9"),
        ("triglycerides", "1.7", "mmol/L", "150.6"),
        ("vitamin_d", "50", "nmol/L", "20.0"),
        ("b12", "148", "pmol/L", "200.6"),
        ("creatinine", "88.4", "umol/L", "1.0"),
        ("weight", "150", "lb", "68.0"),
        ("haemoglobin", "130", "g/L", "13.0"),
    ],
)
def test_units_are_converted(kind: str, value: str, unit: str, expected: str) -> None:
    found = KINDS[kind].unit(unit)
    assert found
    assert round(canonical(Decimal(value), found), 1) == Decimal(expected)


def test_every_kind_is_whole() -> None:
    for kind in KINDS.values():
        assert kind.units[0].factor == 1
        assert kind.low < kind.high
        assert kind.loinc
        assert all(band.source for band in kind.bands)
        assert len({unit.code for unit in kind.units}) == len(kind.units)
