"""Foods (also dishes and own recipes), what they consist of, under what names they are found, favourites."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left

from pathya.accounts.models import User
from pathya.kit import clock
from pathya.kit.ids import new_id
from pathya.nutrition.rules import Diet, Source


class Food(models.Model):
    """Something that is eaten. Amounts are per 100 g; a nutrient that is not in `nutrients` is unknown, never zero."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(max_length=8, choices=Source.choices)
    key = models.CharField(max_length=200)
    """Name within its source; for own foods the id."""
    owner = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="own_foods")
    name = models.CharField(max_length=200)
    name_hi = models.CharField(max_length=200, blank=True)
    search = models.TextField()
    """Its names as they sound (`rules.fold`), each word with a space before it."""
    rank = models.PositiveSmallIntegerField(default=5)
    """Lower comes first among equal hits: dishes 0, Indian foods 1, others 5."""
    category = models.CharField(max_length=80, blank=True)
    is_recipe = models.BooleanField(default=False)
    nutrients = models.JSONField(default=dict)
    estimated = ArrayField(models.CharField(max_length=20), default=list)
    """The nutrients whose amount is an estimate."""
    basis = models.CharField(max_length=200, blank=True)
    """Where the amounts come from."""
    measures = models.JSONField(default=list)
    diet = models.CharField(max_length=14, choices=Diet.choices, blank=True)
    """Blank is unknown."""
    jain = models.BooleanField(null=True)
    allergens = ArrayField(models.CharField(max_length=12), null=True)
    """None is unknown; an empty list is none of them."""
    rupees_per_kg = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    plan = models.JSONField(default=dict)
    """For dishes: meals, role, minutes, servings, cooked grams, way of cooking, season. For own foods: barcode."""
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="food_once"),
            models.CheckConstraint(
                condition=Q(source=Source.OWN, owner__isnull=False) | ~Q(source=Source.OWN) & Q(owner=None),
                name="food_owner",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Name(models.Model):
    """A way a food can be said, from one of its words on, as it sounds: what search while typing reads."""

    id = models.BigAutoField(primary_key=True)
    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="names", db_index=True)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    """The food's: others do not find it."""
    said = models.CharField(max_length=60)
    weight = models.IntegerField()
    """Lower comes first: the beginning of a name, then the food's rank, then short names."""

    class Meta:
        indexes: ClassVar = [
            models.Index(OpClass("said", name="text_pattern_ops"), name="name_said", condition=Q(owner=None)),
            models.Index(Left("said", 1), "weight", name="name_one", condition=Q(owner=None)),
            models.Index(Left("said", 2), "weight", name="name_two", condition=Q(owner=None)),
            models.Index(Left("said", 3), "weight", name="name_three", condition=Q(owner=None)),
            models.Index("owner", OpClass("said", name="text_pattern_ops"), name="name_own", condition=~Q(owner=None)),
        ]

    def __str__(self) -> str:
        return self.said


class Word(models.Model):
    """Every first word of `Name.said` of shared foods, once: what typing errors are held against."""

    word = models.CharField(max_length=60, primary_key=True)

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["word"], name="word_near", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.word


class Part(models.Model):
    """One ingredient of a recipe, in raw grams."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recipe = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="parts")
    food = models.ForeignKey(Food, on_delete=models.PROTECT, related_name="used_in")
    grams = models.DecimalField(max_digits=8, decimal_places=2)

    class Meta:
        ordering: ClassVar = ["-grams", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recipe", "food"], name="part_once"),
            models.CheckConstraint(condition=Q(grams__gt=0), name="part_weighs"),
            models.CheckConstraint(condition=~Q(recipe=F("food")), name="part_other"),
        ]

    def __str__(self) -> str:
        return f"{self.grams} g"


class Habit(models.Model):
    """What a person marked as a favourite or disliked, and what they used last."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="food_habits")
    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="+")
    favourite = models.BooleanField(default=False)
    disliked = models.BooleanField(default=False, db_default=False)
    """A dish that plans are not to hold."""
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "food"], name="habit_once")]

    def __str__(self) -> str:
        return f"{self.person_id}"
