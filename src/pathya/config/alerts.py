"""When a nutritionist is told of a client's days; the sources stand in docs/journeys.md."""

from dataclasses import dataclass

from pathya.config import env


@dataclass(frozen=True)
class Thresholds:
    weight_percent: int
    """Of the weight, lost within four weeks."""
    metric_percent: int
    """How far a measurement lies outside its range."""
    mood_at_most: int
    mood_days: int
    """Days of the last seven."""
    silent_days: int
    symptom_severity: int


def load() -> Thresholds:
    return Thresholds(
        weight_percent=env.integer("PATHYA_ALERT_WEIGHT_PERCENT", 4, low=1, high=20),
        metric_percent=env.integer("PATHYA_ALERT_METRIC_PERCENT", 15, low=0, high=100),
        mood_at_most=env.integer("PATHYA_ALERT_MOOD", 3, low=1, high=9),
        mood_days=env.integer("PATHYA_ALERT_MOOD_DAYS", 4, low=2, high=7),
        silent_days=env.integer("PATHYA_ALERT_SILENT_DAYS", 7, low=3, high=60),
        symptom_severity=env.integer("PATHYA_ALERT_SYMPTOM", 8, low=1, high=10),
    )
