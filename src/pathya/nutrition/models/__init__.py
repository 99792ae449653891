from pathya.nutrition.models.foods import Food, Habit, Name, Part, Word
from pathya.nutrition.models.plans import MealPlan, PlanVersion
from pathya.nutrition.models.targets import Targets

__all__ = ["Food", "Habit", "MealPlan", "Name", "Part", "PlanVersion", "Targets", "Word"]
