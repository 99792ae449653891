"""What this domain holds about a person, for the export and for erasure."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.journeys import photos
from pathya.journeys.models import (
    Alert,
    CheckIn,
    Comment,
    DayFood,
    Earned,
    Intake,
    Journey,
    Meal,
    MealPhoto,
    SavedMeal,
    Sent,
    Supplement,
    Symptom,
    Trial,
    TrialDay,
)
from pathya.journeys.rules import FIELDS
from pathya.privacy.rules import Erased, Fate, Part


def gather(user: User) -> Iterator[Part]:
    names = ("title", "aim", "started_on", "planned_days", "ended_on")
    yield Part("journeys", _("Your journeys"), _rows(Journey.objects.filter(person=user), names))
    days = CheckIn.objects.filter(person=user).order_by("day")
    yield Part("check_ins", _("Logged days"), _rows(days, ("day", *FIELDS, "updated_at")))
    symptoms = Symptom.objects.filter(person=user)
    yield Part("symptoms", _("Symptoms"), _rows(symptoms, ("day", "at", "kind", "severity", "note")))
    earned = Earned.objects.filter(person=user)
    yield Part("achievements", _("Achievements"), _rows(earned, ("kind", "earned_at")))
    yield from _food(user)
    yield from _care(user)


def _food(user: User) -> Iterator[Part]:
    meals = Meal.objects.filter(person=user)
    names = ("id", "day", "at", "kind", "items", "nutrients", "note", "hunger", "mood", "removed_at")
    yield Part("meals", _("Meals"), _rows(meals, names))
    days = DayFood.objects.filter(person=user, meals__gt=0).order_by("day")
    yield Part("food_days", _("What each day added up to"), _rows(days, ("day", "meals", "grams", "nutrients")))
    pictures = MealPhoto.objects.filter(person=user)
    files = ((f"meals/{one.meal}.jpg", [photos.content(one)]) for one in pictures.iterator(chunk_size=20))
    yield Part("meal_photos", _("Photos of meals"), _rows(pictures, ("meal", "created_at")), files)
    yield Part("favourite_meals", _("Favourite meals"), _rows(SavedMeal.objects.filter(person=user), ("name", "items")))
    taken = Supplement.objects.filter(person=user)
    yield Part("supplements", _("Supplements"), _rows(taken, ("name", "dose", "stopped_on")))
    intakes = Intake.objects.filter(supplement__person=user).order_by("day")
    yield Part("supplements_taken", _("Supplements taken"), _rows(intakes, ("supplement_id", "day")))
    yield Part("device_entries", _("Entries your devices sent"), _rows(Sent.objects.filter(person=user), ("id", "at")))


def _care(user: User) -> Iterator[Part]:
    words = Comment.objects.filter(person=user)
    yield Part("comments", _("What your nutritionist wrote to your days"), _rows(words, ("day", "text", "created_at")))
    alerts = Alert.objects.filter(person=user)
    names = ("kind", "subject", "detail", "opened_at", "closed_at")
    yield Part("alerts", _("Changes your nutritionist was told of"), _rows(alerts, names))
    trials = Trial.objects.filter(person=user)
    told = ("id", "suspect", "outcome", "started_on", "baseline_days", "washout_days", "elimination_days")
    yield Part("trials", _("Elimination trials"), _rows(trials, (*told, "reintroduction_days", "ended_on")))
    days = TrialDay.objects.filter(trial__person=user)
    yield Part("trial_days", _("Days of your trials"), _rows(days, ("trial_id", "day", "kept")))


def erase(user: User) -> list[Erased]:
    rows: dict[str, QuerySet[Any]] = {
        "check_ins": CheckIn.objects.filter(person=user),
        "symptoms": Symptom.objects.filter(person=user),
        "achievements": Earned.objects.filter(person=user),
        "journeys": Journey.objects.filter(person=user),
        "meals": Meal.objects.filter(person=user),
        "food_days": DayFood.objects.filter(person=user),
        "meal_photos": MealPhoto.objects.filter(person=user),
        "favourite_meals": SavedMeal.objects.filter(person=user),
        "supplements_taken": Intake.objects.filter(supplement__person=user),
        "supplements": Supplement.objects.filter(person=user),
        "device_entries": Sent.objects.filter(person=user),
        "comments": Comment.objects.filter(person=user),
        "alerts": Alert.objects.filter(person=user),
        "trial_days": TrialDay.objects.filter(trial__person=user),
        "trials": Trial.objects.filter(person=user),
    }
    return [Erased(name, Fate.REMOVED, found.delete()[0]) for name, found in rows.items()]


def _rows(found: "QuerySet[Any]", names: tuple[str, ...]) -> Iterator[dict[str, object]]:
    """Row by row, so that a long history never lies in memory whole."""
    for one in found.iterator(chunk_size=500):
        yield {name: getattr(one, name) for name in names}
