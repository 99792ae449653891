"""What a nutritionist's calls brought in: by month and kind, from payments and refunds; two statements a year."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from pathya.accounts.models import Role, User
from pathya.kit import clock, sql
from pathya.kit.errors import NotFound
from pathya.kit.languages import in_language
from pathya.kit.money import Money
from pathya.nutritionists.models import Nutritionist

ZERO = Decimal("0.00")

MONEY = """
WITH mine AS (
    SELECT c.id::text AS reference, c.kind_id, k.position, k.slug, k.name_en, k.name_hi
    FROM consultations_consultation c JOIN nutritionists_consultationkind k ON k.id = c.kind_id
    WHERE c.nutritionist_id = %(nutritionist)s
),
paid AS (
    SELECT m.kind_id, m.position, m.slug, m.name_en, m.name_hi, p.id AS payment_id, p.paid_at,
           p.amount * l.total / nullif(o.total, 0) AS amount, l.total / nullif(o.total, 0) AS share
    FROM mine m
    JOIN billing_orderline l ON l.kind = 'consultation' AND l.reference = m.reference
    JOIN billing_order o ON o.id = l.order_id
    JOIN billing_payment p ON p.order_id = o.id AND p.paid_at IS NOT NULL AND NOT p.is_surplus
),
moved AS (
    SELECT kind_id, position, slug, name_en, name_hi, paid_at AS at, amount, 0 AS back, 1 AS payments FROM paid
    UNION ALL
    SELECT x.kind_id, x.position, x.slug, x.name_en, x.name_hi, r.created_at, 0, r.amount * x.share, 0
    FROM paid x JOIN billing_refund r ON r.payment_id = x.payment_id AND r.state <> 'failed'
)
SELECT extract(month FROM at AT TIME ZONE %(zone)s)::int, slug, name_en, name_hi, round(sum(amount), 2),
       round(sum(back), 2), sum(payments)::int
FROM moved
WHERE at >= %(first)s AND at < %(last)s
GROUP BY 1, kind_id, position, slug, name_en, name_hi
ORDER BY 1, position, slug
"""
"""Money in (by the day it was paid) and back (by the day it was given back), each call's part of its order."""

CALLS = """
SELECT extract(month FROM c.starts_at AT TIME ZONE %(zone)s)::int, k.slug, k.name_en, k.name_hi,
       count(*) FILTER (WHERE c.status = 'completed')::int, count(*) FILTER (WHERE c.status = 'no_show')::int,
       count(*) FILTER (WHERE c.status = 'completed' AND c.by_credit)::int
FROM consultations_consultation c JOIN nutritionists_consultationkind k ON k.id = c.kind_id
WHERE c.nutritionist_id = %(nutritionist)s
  AND (c.group_id IS NULL OR c.seat IS NOT NULL) AND c.starts_at >= %(first)s AND c.starts_at < %(last)s
  AND c.status IN ('completed', 'no_show')
GROUP BY 1, k.id, k.position, k.slug, k.name_en, k.name_hi
ORDER BY 1, k.position, k.slug
"""


@dataclass
class Line:
    """One kind in one month. `by_credit` are completed calls that a session of a package paid."""

    kind: str
    name: str
    paid: Decimal = ZERO
    back: Decimal = ZERO
    payments: int = 0
    completed: int = 0
    missed: int = 0
    by_credit: int = 0

    @property
    def net(self) -> Decimal:
        return self.paid - self.back

    def add(self, other: "Line") -> None:
        for name in ("paid", "back", "payments", "completed", "missed", "by_credit"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass
class Month:
    first: date
    lines: dict[str, Line] = field(default_factory=dict)

    @property
    def total(self) -> Line:
        return summed(list(self.lines.values()))


@dataclass(frozen=True)
class Earnings:
    """The months of a year in which something happened, newest first."""

    year: int
    months: Sequence[Month]

    @property
    def total(self) -> Line:
        return summed([month.total for month in self.months])

    @property
    def money(self) -> Money:
        return Money(self.total.net)


def summed(lines: Sequence[Line]) -> Line:
    whole = Line("", "")
    for one in lines:
        whole.add(one)
    return whole


def of_year(viewer: User, year: int) -> Earnings:
    """The viewer's own, on their own clock; NotFound for who is no nutritionist or for a year out of reach."""
    if viewer.role != Role.NUTRITIONIST or not 2020 <= year <= clock.now().year + 1:
        raise NotFound
    who = Nutritionist.objects.filter(user=viewer).first()
    if who is None:
        raise NotFound
    zone = ZoneInfo(who.time_zone)
    edges = {"first": datetime(year, 1, 1, tzinfo=zone), "last": datetime(year + 1, 1, 1, tzinfo=zone)}
    asked: dict[str, Any] = {"nutritionist": who.pk, "zone": who.time_zone, **edges}
    months: dict[int, Month] = {}
    for month, slug, english, hindi, paid, back, payments in sql.rows(MONEY, asked):
        _line(months, year, month, slug, english, hindi).add(Line(slug, "", paid, back, payments))
    for month, slug, english, hindi, completed, missed, by_credit in sql.rows(CALLS, asked):
        _line(months, year, month, slug, english, hindi).add(
            Line(slug, "", ZERO, ZERO, 0, completed, missed, by_credit)
        )
    return Earnings(year, [months[number] for number in sorted(months, reverse=True)])


def _line(months: dict[int, Month], year: int, month: int, slug: str, english: str, hindi: str) -> Line:
    found = months.setdefault(month, Month(date(year, month, 1)))
    return found.lines.setdefault(slug, Line(slug, in_language(english, hindi)))
