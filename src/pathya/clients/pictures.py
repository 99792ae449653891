"""Charts of measurements."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.utils.translation import ngettext

from pathya.accounts.models import User
from pathya.clients import selectors
from pathya.clients.catalogue import Band, Kind
from pathya.clients.models import Metric
from pathya.clients.selectors import Latest
from pathya.ui import words
from pathya.ui.charts import Chart, Point, line_chart

MOST = 60
SHOWN = 4


def chart(kind: Kind, rows: Sequence[Metric], zone: ZoneInfo, band: Band | None = None) -> Chart | None:
    """The values oldest first; None for fewer than two."""
    if len(rows) < 2:
        return None
    unit = kind.units[0].shown
    points = [
        Point(
            words.short_date(one.at.astimezone(zone).date()),
            float(one.value),
            f"{round(one.value, kind.places):f} {unit}",
        )
        for one in reversed(rows)
    ]
    summary = ngettext("%(n)d value", "%(n)d values", len(rows)) % {"n": len(rows)}
    limits = [None if limit is None else float(limit) for limit in (band.low, band.high)] if band else []
    usual = (limits[0], limits[1]) if limits else None
    return line_chart(f"{kind.name}, {unit}", points, summary=summary, band=usual)


def charts(client: User, latest: Sequence[Latest], zone: ZoneInfo) -> list[Chart]:
    """Of the kinds with most values; one statement."""
    slugs = [one.kind.slug for one in sorted(latest, key=lambda one: -one.count) if one.count > 1][:SHOWN]
    by_kind: dict[str, list[Metric]] = {slug: [] for slug in slugs}
    for one in selectors.metrics(client).filter(kind__in=slugs)[: MOST * SHOWN]:
        by_kind[one.kind].append(one)
    known = {one.kind.slug: one for one in latest}
    return [made for slug in slugs if (made := chart(known[slug].kind, by_kind[slug], zone, known[slug].band))]
