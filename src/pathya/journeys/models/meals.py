"""What a person eats and takes; the day's sum is kept when a meal is written."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from pathya.accounts.models import User
from pathya.journeys.rules import MealKind
from pathya.kit import clock
from pathya.kit.fields import EncryptedTextField
from pathya.kit.ids import new_id

FIVE = [MinValueValidator(1), MaxValueValidator(5)]


def _in_range(name: str, low: int, high: int) -> Q:
    return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": low, f"{name}__lte": high})


class Meal(models.Model):
    """What was eaten at one moment. The table is partitioned by year (migration 0003), keyed by its person.

    The id is made by the device, so that a repeat is one row. `items` is what was eaten, as it reads:
    [{food, name, name_hi, grams, measure, count, energy}]. `nutrients` are sums; `known` tells for how many of the
    grams each is known. A removed meal stays for a while, so that it can be undone and a late repeat brings nothing
    back. `stamps` says when each field was written, as in CheckIn.
    """

    pk = models.CompositePrimaryKey("person_id", "id", "day")
    id = models.UUIDField(default=new_id, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="meals")
    day = models.DateField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=9, choices=MealKind.choices)
    items = models.JSONField(default=list)
    grams = models.FloatField(default=0)
    nutrients = models.JSONField(default=dict)
    known = models.JSONField(default=dict)
    estimated = ArrayField(models.CharField(max_length=20), default=list)
    note = EncryptedTextField(blank=True, owner="person_id")
    hunger = models.PositiveSmallIntegerField(null=True, blank=True, validators=FIVE)
    """Before the meal: 1 full, 5 starving."""
    mood = models.PositiveSmallIntegerField(null=True, blank=True, validators=FIVE)
    """After it: 1 bad, 5 very good."""
    stamps = models.JSONField(default=dict)
    removed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        indexes: ClassVar = [models.Index(fields=["person", "day"], name="meal_person_day")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=MealKind.values), name="meal_kind"),
            models.CheckConstraint(condition=_in_range("hunger", 1, 5), name="meal_hunger"),
            models.CheckConstraint(condition=_in_range("mood", 1, 5), name="meal_mood"),
            models.CheckConstraint(condition=Q(grams__gte=0), name="meal_weighs"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class DayFood(models.Model):
    """The sum of a person's day, kept when a meal is written; partitioned by year as well."""

    pk = models.CompositePrimaryKey("person_id", "day")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="food_days")
    day = models.DateField()
    meals = models.PositiveSmallIntegerField(default=0)
    grams = models.FloatField(default=0)
    nutrients = models.JSONField(default=dict)
    known = models.JSONField(default=dict)
    estimated = ArrayField(models.CharField(max_length=20), default=list)
    updated_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"


class MealPhoto(models.Model):
    """A photo of a meal, drawn anew and small, sealed: base64 of a JPEG. One for each meal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="meal_photos")
    meal = models.UUIDField()
    picture = EncryptedTextField(owner="person_id")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "meal"], name="photo_once")]

    def __str__(self) -> str:
        return str(self.id)


class SavedMeal(models.Model):
    """A favourite: foods that go together, logged again with one tap."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_meals")
    name = models.CharField(max_length=120)
    items = models.JSONField(default=list)
    """As `Meal.items`, without sums."""
    used_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-used_at", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "name"], name="saved_name_once")]

    def __str__(self) -> str:
        return self.name


class Supplement(models.Model):
    """What a person takes beside food; name and dose are sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="supplements")
    name = EncryptedTextField(owner="person_id")
    dose = EncryptedTextField(blank=True, owner="person_id")
    stopped_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]

    def __str__(self) -> str:
        return str(self.id)


class Intake(models.Model):
    """It was taken on that day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    supplement = models.ForeignKey(Supplement, on_delete=models.CASCADE, related_name="intakes")
    day = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["supplement", "day"], name="intake_once")]

    def __str__(self) -> str:
        return f"{self.supplement_id} {self.day}"


class Sent(models.Model):
    """What a device has sent that adds up (a glass of water): the same id again adds nothing."""

    id = models.UUIDField(primary_key=True, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"], name="sent_at")]

    def __str__(self) -> str:
        return str(self.id)
