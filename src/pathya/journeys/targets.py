"""What a person's day is held against: nutrition's targets, and those of water, exercise and sleep."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pathya.accounts.models import User
from pathya.journeys.rules import WATER_TARGET_ML
from pathya.kit import clock
from pathya.nutrition import selectors as nutrition
from pathya.nutrition.targets import DayTargets

EXERCISE_MINUTES = 30
SLEEP_HOURS = 7


@dataclass(frozen=True)
class Targets:
    """Least amounts for a day; energy is None when the profile does not say enough and nobody set it."""

    energy: float | None
    least: Mapping[str, float]
    most: Mapping[str, float]
    bands: Mapping[str, tuple[float, float]]
    water_ml: int = WATER_TARGET_ML

    @property
    def macros(self) -> dict[str, float | None]:
        """Carbohydrate and fat as the middle of their band."""
        return {
            "energy": self.energy,
            "protein": self.least.get("protein"),
            "carbohydrate": _middle(self.bands.get("carbohydrate")),
            "fat": _middle(self.bands.get("fat")),
            "fibre": self.least.get("fibre"),
        }


def targets_for(client: User, day: date | None = None) -> Targets:
    """Of a client whom the caller may read, on a day (today when left out)."""
    return of(nutrition.targets_of(client, day or clock.today(client.time_zone)))


def of(told: DayTargets) -> Targets:
    return Targets(told.energy, told.least, told.most, told.bands)


def _middle(band: tuple[float, float] | None) -> float | None:
    return round(sum(band) / 2) if band else None
