"""What a person's day is held against, until their nutritionist sets it: reckoned from the profile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pathya.accounts.models import User
from pathya.clients import selectors as clients
from pathya.clients.models import Profile
from pathya.clients.rules import ADULT, age
from pathya.clients.rules import Activity as Lived
from pathya.journeys.rules import WATER_TARGET_ML
from pathya.kit import clock
from pathya.nutrition import requirements as needs

ACTIVITY = {
    Lived.SEDENTARY: needs.Activity.SEDENTARY,
    Lived.LIGHT: needs.Activity.SEDENTARY,
    Lived.MODERATE: needs.Activity.MODERATE,
    Lived.ACTIVE: needs.Activity.MODERATE,
    Lived.VERY_ACTIVE: needs.Activity.HEAVY,
}
CARBOHYDRATE_SHARE, FAT_SHARE = 0.55, 0.28
"""Of the energy: the middle of what ICMR–NIN 2020 recommends (50–60 % and 25–30 %)."""
EXERCISE_MINUTES = 30
SLEEP_HOURS = 7


@dataclass(frozen=True)
class Targets:
    """Least amounts for a day; energy is None when the profile does not say enough."""

    energy: float | None
    least: Mapping[str, float]
    most: Mapping[str, float]
    water_ml: int = WATER_TARGET_ML

    @property
    def macros(self) -> dict[str, float | None]:
        energy = self.energy
        return {
            "energy": energy,
            "protein": self.least.get("protein"),
            "carbohydrate": round(energy * CARBOHYDRATE_SHARE / 4) if energy else None,
            "fat": round(energy * FAT_SHARE / 9) if energy else None,
            "fibre": self.least.get("fibre"),
        }


def targets_for(client: User) -> Targets:
    """Two statements: the profile and the newest weight."""
    profile = clients.profile(client)
    return reckoned(profile, clients.derived(profile).weight_kg, clock.today(client.time_zone))


def reckoned(profile: Profile, weight_kg: Decimal | None, today: date) -> Targets:
    """For adults whose sex, age and weight are known."""
    sex = profile.gender if profile.gender in needs.Sex.values else ""
    years = age(profile.born, today) if profile.born else 0
    if not sex or weight_kg is None or years < ADULT:
        return Targets(None, {}, {})
    body = needs.Body(
        needs.Sex(sex),
        years,
        float(weight_kg),
        float(profile.height_cm) if profile.height_cm else None,
        ACTIVITY[Lived(profile.activity)] if profile.activity else needs.Activity.SEDENTARY,
    )
    need = needs.need(body)
    return Targets(need.energy, need.least, need.most)
