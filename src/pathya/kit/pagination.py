"""Pages of a list: `page` from 1, `limit` 20 unless told, at most 100."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pathya.kit.errors import Invalid, Text

LIMIT = 20
MOST = 100
FURTHEST = 100_000
T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list and where it stands in the whole."""

    items: Sequence[T]
    page: int
    limit: int
    total: int

    @property
    def pages(self) -> int:
        return -(-self.total // self.limit)

    @property
    def has_previous(self) -> bool:
        return self.page > 1

    @property
    def has_next(self) -> bool:
        return self.page < self.pages

    def envelope(self, items: Sequence[Any] | None = None) -> dict[str, Any]:
        """The API's answer, with `items` (bodies) in place of the objects when given."""
        return {
            "success": True,
            "data": list(self.items if items is None else items),
            "pagination": {"page": self.page, "limit": self.limit, "total": self.total, "pages": self.pages},
        }


def asked(query: Mapping[str, str], limit: int = LIMIT) -> tuple[int, int]:
    """`page` and `limit` of an address; raises Invalid, saying which and why."""
    page, problems = _number(query, "page", 1, FURTHEST)
    limit, more = _number(query, "limit", limit, MOST)
    if problems | more:
        raise Invalid(fields=problems | more)
    return page, limit


def _number(query: Mapping[str, str], name: str, default: int, most: int) -> tuple[int, dict[str, list[Text]]]:
    text = query.get(name, "") or str(default)
    if text.isascii() and text.isdecimal() and len(text) <= 9 and 1 <= int(text) <= most:
        return int(text), {}
    return default, {name: [_("Write a whole number from 1 to %(most)s.") % {"most": most}]}


def paginated(rows: "QuerySet[Any, T]", *, page: int = 1, limit: int = LIMIT) -> Page[T]:
    """Two statements: a count and the rows asked for. A page past the end is empty."""
    page, limit = max(page, 1), min(max(limit, 1), MOST)
    start = (page - 1) * limit
    return Page(list(rows[start : start + limit]), page, limit, rows.count())
