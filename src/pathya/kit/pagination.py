"""Pages of a list: `page` from 1, `limit` 20 unless told, at most 100."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

LIMIT = 20
MOST = 100
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


def paginated(rows: "QuerySet[Any, T]", *, page: int = 1, limit: int = LIMIT) -> Page[T]:
    """Two statements: a count and the rows asked for. A page past the end is empty."""
    page, limit = max(page, 1), min(max(limit, 1), MOST)
    start = (page - 1) * limit
    return Page(list(rows[start : start + limit]), page, limit, rows.count())
