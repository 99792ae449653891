"""Money: decimal amounts with their currency, rounded half up to two places, Indian grouping."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

PAISA = Decimal("0.01")
RUPEE = "INR"
SYMBOLS = {"INR": "₹"}
WRITTEN = re.compile(r"-?(\d{1,12}|\d{1,3}(,\d{2,3})*,\d{3})(\.\d{1,2})?", re.ASCII)


def rounded(amount: Decimal) -> Decimal:
    """Half up to two places, as Indian tax practice has it; never a negative nothing. ValueError beyond all reason."""
    try:
        return amount.quantize(PAISA, rounding=ROUND_HALF_UP) + 0
    except InvalidOperation:
        raise ValueError("that amount of money is not a sensible number") from None


@dataclass(frozen=True, order=False)
class Money:
    """An amount (two decimal places) in a currency (ISO 4217)."""

    amount: Decimal
    currency: str = RUPEE

    def __post_init__(self) -> None:
        if not self.amount.is_finite():
            raise ValueError("an amount of money is a finite number")
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError("a currency is three capitals")
        object.__setattr__(self, "amount", rounded(self.amount))

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        return formatted(self)

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add")


def parsed(text: str, currency: str = RUPEE) -> Money:
    """Money as people write it: `499`, `1,24,999.50`, `₹ 499`; ValueError for anything else, a third decimal too."""
    found = WRITTEN.fullmatch(text.strip().removeprefix(SYMBOLS.get(currency, currency)).strip())
    if not found:
        raise ValueError("write an amount like 1,24,999.50")
    return Money(Decimal(found[0].replace(",", "")), currency)


def formatted(money: Money) -> str:
    """`₹1,24,999.00`; whole amounts without paise: `₹499`."""
    sign = "-" if money.amount < 0 else ""
    whole, _, fraction = f"{abs(money.amount):.2f}".partition(".")
    symbol = SYMBOLS.get(money.currency, money.currency + "\u00a0")
    text = f"{sign}{symbol}{grouped(whole)}"
    return text if fraction == "00" else f"{text}.{fraction}"


def grouped(digits: str) -> str:
    """Indian grouping of a string of digits: the last three, then pairs."""
    head, tail = digits[:-3], digits[-3:]
    pairs = []
    while head:
        pairs.append(head[-2:])
        head = head[:-2]
    return ",".join([*reversed(pairs), tail])
