"""Journeys, days, meals, what watches over them, elimination trials."""

from pathya.journeys.models.days import CheckIn, Earned, Journey, Symptom
from pathya.journeys.models.meals import DayFood, Intake, Meal, MealPhoto, SavedMeal, Sent, Supplement
from pathya.journeys.models.trials import Trial, TrialDay
from pathya.journeys.models.watching import Alert, Comment

__all__ = [
    "Alert", "CheckIn", "Comment", "DayFood", "Earned", "Intake", "Journey", "Meal", "MealPhoto", "SavedMeal", "Sent",
    "Supplement", "Symptom", "Trial", "TrialDay",
]  # fmt: skip
