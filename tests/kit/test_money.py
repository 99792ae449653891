from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathya.kit.money import Money, formatted, grouped, parsed, rounded

AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=5)


@given(AMOUNTS)
def test_rounds_to_the_nearest_paisa_and_half_away_from_zero(amount: Decimal) -> None:
    result = rounded(amount)
    off = abs(Fraction(result) - Fraction(amount))
    assert result.as_tuple().exponent == -2
    assert off <= Fraction(1, 200)
    if off == Fraction(1, 200):
        assert abs(result) > abs(amount)


@given(AMOUNTS)
def test_what_is_shown_is_read_back(amount: Decimal) -> None:
    money = Money(amount)
    text = formatted(money)
    assert parsed(text.replace("-₹", "-")) == money


@given(st.integers(0, 10**15))
def test_groups_of_three_then_two(number: int) -> None:
    text = grouped(str(number))
    assert text.replace(",", "") == str(number)
    *head, tail = text.split(",")
    assert len(tail) == 3 or (not head and len(tail) < 3)
    assert all(len(part) == 2 for part in head[1:])
    assert all(1 <= len(part) <= 2 for part in head[:1])


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "₹0"),
        ("499", "₹499"),
        ("999.5", "₹999.50"),
        ("124999", "₹1,24,999"),
        ("12345678.905", "₹1,23,45,678.91"),
        ("-1500", "-₹1,500"),
        ("-0.001", "₹0"),
    ],
)
def test_reads_as_in_india(amount: str, text: str) -> None:
    assert str(Money(Decimal(amount))) == text


@pytest.mark.parametrize(
    "text", ["", "abc", "1.234", "1,2", "12,34,5", "1e5", "NaN", "Infinity", "٣", "--1", "1,000,00"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write an amount"):
        parsed(text)


def test_parsed_takes_both_groupings_and_the_sign() -> None:
    for text in ("₹1,24,999.50", "₹ 124999.5", " 1,24,999.50 ", "124,999.50"):
        assert parsed(text) == Money(Decimal("124999.50"))


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e40"])
def test_only_sensible_numbers(amount: str) -> None:
    with pytest.raises(ValueError, match="number"):
        Money(Decimal(amount))


def test_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError, match="do not add"):
        Money(Decimal(1)) + Money(Decimal(1), "USD")
    with pytest.raises(ValueError, match="three capitals"):
        Money(Decimal(1), "rupees")
    assert Money(Decimal(3)) - Money(Decimal("0.5")) == Money(Decimal("2.50"))
    assert str(Money(Decimal(1500), "USD")) == "USD\u00a01,500"
