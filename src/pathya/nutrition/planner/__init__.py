from pathya.nutrition.planner.dishes import dish_of
from pathya.nutrition.planner.problem import GROUPS, MEALS, Day, Dish, Impossible, Wishes
from pathya.nutrition.planner.week import plan

__all__ = ["GROUPS", "MEALS", "Day", "Dish", "Impossible", "Wishes", "dish_of", "plan"]
