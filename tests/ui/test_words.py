"""Times, dates and money as people read them."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import translation

from pathya.kit import clock
from pathya.ui import words

KOLKATA = ZoneInfo("Asia/Kolkata")
NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "english", "hindi"),
    [
        (datetime(2026, 11, 22, 11, 0, tzinfo=UTC), "today 4:30 pm", "आज शाम 4:30 बजे"),
        (datetime(2026, 11, 23, 4, 30, tzinfo=UTC), "tomorrow 10 am", "कल सुबह 10 बजे"),
        (datetime(2026, 11, 22, 19, 0, tzinfo=UTC), "tomorrow 12:30 am", "कल रात 12:30 बजे"),
        (datetime(2026, 11, 21, 7, 0, tzinfo=UTC), "yesterday 12:30 pm", "बीते कल दोपहर 12:30 बजे"),
        (datetime(2026, 12, 1, 16, 0, tzinfo=UTC), "1 Dec 2026, 9:30 pm", "1 दिसंबर 2026, रात 9:30 बजे"),
    ],
)
def test_when(instant: datetime, english: str, hindi: str) -> None:
    with clock.at(NOW):
        assert words.when(instant, KOLKATA) == english
        with translation.override("hi"):
            assert words.when(instant, KOLKATA) == hindi


def test_in_full_names_the_zone() -> None:
    instant = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
    assert words.in_full(instant, KOLKATA) == "Sunday, 22 November 2026, 4:30 pm (IST)"
    assert words.in_full(instant, ZoneInfo("Asia/Dubai")) == "Sunday, 22 November 2026, 3 pm (GMT+04)"


def test_filters() -> None:
    template = Template("{% load ui %}{{ instant|when:zone }} {{ fee|rupees }} {{ name|initials }}")
    with clock.at(NOW):
        text = template.render(
            Context(
                {
                    "instant": datetime(2026, 11, 22, 11, 0, tzinfo=UTC),
                    "zone": KOLKATA,
                    "fee": Decimal("124999.50"),
                    "name": "Asha Verma",
                }
            )
        )
    assert text == (
        '<time datetime="2026-11-22T11:00:00+00:00" title="Sunday, 22 November 2026, 4:30 pm (IST)">'
        "today 4:30 pm</time> ₹1,24,999.50 AV"
    )


def test_icon_is_hidden_unless_it_means_something() -> None:
    plain = Template('{% load ui %}{% icon "x" %}').render(Context())
    named = Template('{% load ui %}{% icon "x" label="<Close>" %}').render(Context())
    assert 'aria-hidden="true"' in plain
    assert 'role="img" aria-label="&lt;Close&gt;"' in named
