from pathya.ui.charts import BOTTOM, HEIGHT, TOP, Point, line_chart

BASE = HEIGHT - BOTTOM


def points(*values: float) -> list[Point]:
    return [Point(str(n), value, f"{value:g}") for n, value in enumerate(values)]


def test_the_usual_range_lies_behind_the_line_to_scale() -> None:
    chart = line_chart("Glucose", points(60, 160), band=(70, 100))
    assert chart.band
    top, height = chart.band
    per_unit = (BASE - TOP) / 100
    assert abs(height - 30 * per_unit) < 0.2
    assert abs(top - (BASE - 40 * per_unit)) < 0.2


def test_a_range_that_no_value_reaches_is_still_in_view() -> None:
    low, high = (
        line_chart("Ferritin", points(4, 6), band=(15, None)),
        line_chart("LDL", points(150, 160), band=(None, 100)),
    )
    for chart in (low, high):
        assert chart.band
        top, height = chart.band
        assert TOP <= top <= top + height <= BASE
    assert low.marks[0].y > TOP
    assert high.band
    assert high.band[1] > 10


def test_without_a_range_there_is_none() -> None:
    assert line_chart("TSH", points(2, 3)).band is None
