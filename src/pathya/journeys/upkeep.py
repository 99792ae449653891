"""What is kept for a while only."""

from datetime import timedelta

from pathya.journeys.models import Meal, MealPhoto, Sent
from pathya.kit import clock

KEPT = timedelta(days=90)
"""A device that was offline for longer sends nothing twice that matters."""


def forget() -> int:
    """Removed meals with their photos, and what devices sent; how many."""
    before = clock.now() - KEPT
    gone = Meal.objects.filter(removed_at__lt=before)
    MealPhoto.objects.filter(meal__in=gone.values("id")).delete()
    return gone.delete()[0] + Sent.objects.filter(at__lt=before).delete()[0]
