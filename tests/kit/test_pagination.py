import pytest

from pathya.accounts.models import User
from pathya.kit.errors import Invalid
from pathya.kit.pagination import asked, paginated
from tests.factories import asha, bilal, charlie


def test_defaults_and_limits() -> None:
    assert asked({}) == (1, 20)
    assert asked({"page": "", "limit": ""}) == (1, 20)
    assert asked({"page": "7", "limit": "100"}) == (7, 100)


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ({"page": "0"}, {"page"}),
        ({"page": "-1"}, {"page"}),
        ({"page": "x", "limit": "101"}, {"page", "limit"}),
        ({"limit": "0"}, {"limit"}),
        ({"page": "9" * 400}, {"page"}),
        ({"page": "٣"}, {"page"}),
        ({"page": "1.0"}, {"page"}),
        ({"page": "1\0"}, {"page"}),
    ],
)
def test_what_can_not_be_is_told_per_field(query: dict[str, str], fields: set[str]) -> None:
    with pytest.raises(Invalid) as refused:
        asked(query)
    assert set(refused.value.fields) == fields


@pytest.mark.django_db
def test_two_statements_and_pages_past_the_end(django_assert_num_queries: object) -> None:
    for make in (asha, bilal, charlie):
        make()
    rows = User.objects.filter(role="client").order_by("email")
    with django_assert_num_queries(2):  # type: ignore[operator]
        page = paginated(rows, page=2, limit=2)
    assert [user.first_name for user in page.items] == ["Charlie"]
    assert (page.pages, page.total, page.has_previous, page.has_next) == (2, 3, True, False)
    assert list(paginated(rows, page=9, limit=2).items) == []
    body = page.envelope(["c"])
    assert body == {
        "success": True,
        "data": ["c"],
        "pagination": {"page": 2, "limit": 2, "total": 3, "pages": 2},
    }
