"""`/users/dashboard-stats`: what a client's first page says."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from pathya.accounts.api_auth import signed_in
from pathya.journeys.api import FAILURES, client_of
from pathya.journeys.dashboard import dashboard
from pathya.journeys.plates import Line, totals_body
from pathya.journeys.schemas_dashboard import DashboardOut
from pathya.kit.api import Answer, ok

router = Router(tags=["users"], auth=signed_in)


@router.get("/dashboard-stats", response={200: Answer[DashboardOut], **FAILURES})
def dashboard_stats(request: HttpRequest) -> Any:
    """Today against targets, streak, health score with its parts, the next call, what was done lately."""
    told = dashboard(client_of(request))
    return ok(
        {
            "days_tracked": told.tracked,
            "streak": told.streak,
            "health_score": told.score,
            "change": told.change,
            "parts": [{"name": p.name, "label": str(p.label), "score": p.score, "days": p.days} for p in told.parts],
            "today": [{**vars(gauge), "share": gauge.share} for gauge in told.gauges],
            "meals": told.food.meals,
            "macros": [_line(line) for line in told.macros],
            "nutrients": totals_body(told.food),
            "journey": told.journey,
            "next_consultation": told.call,
            "recent": told.recent,
            "nutritionists": told.nutritionists,
            "onboarding_open": told.onboarding_open,
            "outside_range": told.outside_range,
        }
    )


def _line(line: Line) -> dict[str, Any]:
    return vars(line) | {"known_percent": line.known}
