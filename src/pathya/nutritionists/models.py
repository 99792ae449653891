"""Nutritionists, what they offer, and when they can be met."""

from datetime import date, datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.kit.ids import new_id
from pathya.kit.languages import in_language
from pathya.kit.money import RUPEE, Money
from pathya.nutritionists.rules import DAY, written


class Specialisation(models.Model):
    slug = models.SlugField(unique=True)
    name_en = models.CharField(max_length=80)
    name_hi = models.CharField(max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_hi)


class ConsultationKind(models.Model):
    """What can be booked, practice-wide; each nutritionist's length and fee stand in `Offer`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(unique=True)
    name_en = models.CharField(max_length=80)
    name_hi = models.CharField(max_length=80, blank=True)
    summary_en = models.CharField(max_length=240, blank=True)
    summary_hi = models.CharField(max_length=240, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_hi)

    @property
    def summary(self) -> str:
        return in_language(self.summary_en, self.summary_hi)


class Nutritionist(models.Model):
    """The public profile and the booking rules of one nutritionist.

    `medical_registration` (council and number) is entered by the practice once it has checked the register: only who
    has one may prescribe medicines. `rating_sum` and `rating_count` are kept when a review is written or removed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="nutritionist")
    slug = models.SlugField(unique=True)
    name_hi = models.CharField(max_length=120, blank=True)
    headline_en = models.CharField(max_length=160)
    headline_hi = models.CharField(max_length=160, blank=True)
    about_en = models.TextField(max_length=4000)
    about_hi = models.TextField(max_length=4000, blank=True)
    qualifications = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    registration_number = models.CharField(max_length=40, blank=True)
    medical_registration = models.CharField(max_length=80, blank=True)
    specialisations = models.ManyToManyField(Specialisation, related_name="nutritionists", blank=True)
    languages = ArrayField(models.CharField(max_length=8), default=list)
    practising_since = models.PositiveSmallIntegerField(help_text=_("year"))
    emblem = models.CharField(max_length=24, default="methi", help_text=_("botanical drawing beside the name"))
    time_zone = models.CharField(max_length=64, default="Asia/Kolkata")
    is_listed = models.BooleanField(default=True)
    buffer_minutes = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(120)])
    notice_minutes = models.PositiveIntegerField(default=120, validators=[MaxValueValidator(14 * DAY)])
    horizon_days = models.PositiveSmallIntegerField(
        default=30, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    step_minutes = models.PositiveSmallIntegerField(
        default=30, validators=[MinValueValidator(5), MaxValueValidator(240)]
    )
    works_on_holidays = models.BooleanField(default=False)
    rating_sum = models.PositiveIntegerField(default=0)
    rating_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["slug"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(buffer_minutes__lte=120), name="nutritionist_buffer"),
            models.CheckConstraint(condition=Q(step_minutes__range=(5, 240)), name="nutritionist_step"),
            models.CheckConstraint(condition=Q(horizon_days__range=(1, 365)), name="nutritionist_horizon"),
            models.CheckConstraint(
                condition=Q(rating_sum__gte=F("rating_count"), rating_sum__lte=F("rating_count") * 5),
                name="nutritionist_rating",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.user.get_full_name(), self.name_hi)

    @property
    def headline(self) -> str:
        return in_language(self.headline_en, self.headline_hi)

    @property
    def about(self) -> str:
        return in_language(self.about_en, self.about_hi)

    @property
    def is_medical_practitioner(self) -> bool:
        return bool(self.medical_registration)

    @property
    def rating(self) -> float | None:
        """Mean of the reviews, 1.0–5.0, or None without any."""
        return round(self.rating_sum / self.rating_count, 1) if self.rating_count else None


class Offer(models.Model):
    """One kind of consultation as one nutritionist gives it: length in minutes and fee."""

    nutritionist = models.ForeignKey(Nutritionist, on_delete=models.CASCADE, related_name="offers")
    kind = models.ForeignKey(ConsultationKind, on_delete=models.PROTECT, related_name="offers")
    duration_minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(5), MaxValueValidator(240)])
    fee_amount = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    fee_currency = models.CharField(max_length=3, default=RUPEE)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["kind__position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nutritionist", "kind"], name="offer_once"),
            models.CheckConstraint(condition=Q(duration_minutes__range=(5, 240)), name="offer_duration"),
            models.CheckConstraint(condition=Q(fee_amount__gte=0), name="offer_fee"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.duration_minutes}"

    @property
    def fee(self) -> Money:
        return Money(self.fee_amount, self.fee_currency)


class _Minutes(models.Model):
    """A range of local wall-clock minutes counted from the day's midnight; it may run into the next day."""

    start_minute = models.PositiveSmallIntegerField()
    end_minute = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True

    @property
    def starts(self) -> str:
        """`09:00`"""
        return written(self.start_minute)

    @property
    def ends(self) -> str:
        return written(self.end_minute)


def _in_day(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(start_minute__lt=DAY, end_minute__gt=F("start_minute"), end_minute__lte=F("start_minute") + DAY),
        name=name,
    )


class WeeklyHours(_Minutes):
    """Open hours (or a break in them) of one weekday, 0 = Monday."""

    nutritionist = models.ForeignKey(Nutritionist, on_delete=models.CASCADE, related_name="weekly_hours")
    weekday = models.PositiveSmallIntegerField()
    is_break = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["weekday", "start_minute"]
        constraints: ClassVar = [
            _in_day("weekly_hours_minutes"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekly_hours_weekday"),
            ExclusionConstraint(
                name="weekly_hours_apart",
                expressions=[
                    ("nutritionist", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (Func("is_break", function="int4"), RangeOperators.EQUAL),
                    (Func("start_minute", "end_minute", function="int4range"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.start_minute}–{self.end_minute}"


class DayException(models.Model):
    """A date on which the weekly hours do not count: its own hours stand in `hours`; none means closed."""

    nutritionist = models.ForeignKey(Nutritionist, on_delete=models.CASCADE, related_name="exceptions")
    date = models.DateField()
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["date"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["nutritionist", "date"], name="exception_once")]

    def __str__(self) -> str:
        return str(self.date)


class ExceptionHours(_Minutes):
    exception = models.ForeignKey(DayException, on_delete=models.CASCADE, related_name="hours")

    class Meta:
        ordering: ClassVar = ["start_minute"]
        constraints: ClassVar = [
            _in_day("exception_hours_minutes"),
            ExclusionConstraint(
                name="exception_hours_apart",
                expressions=[
                    ("exception", RangeOperators.EQUAL),
                    (Func("start_minute", "end_minute", function="int4range"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start_minute}–{self.end_minute}"


class TimeOff(models.Model):
    """An absence between two instants."""

    nutritionist = models.ForeignKey(Nutritionist, on_delete=models.CASCADE, related_name="times_off")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="time_off_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d} – {self.ends_at:%Y-%m-%d}"

    def local(self) -> tuple[datetime, datetime]:
        """Beginning and end on the nutritionist's clock."""
        zone = ZoneInfo(self.nutritionist.time_zone)
        return self.starts_at.astimezone(zone), self.ends_at.astimezone(zone)

    @property
    def whole_days(self) -> bool:
        return all(moment.time() == time() for moment in self.local())

    @property
    def first_day(self) -> date:
        return self.local()[0].date()

    @property
    def last_day(self) -> date:
        """The last day off."""
        return (self.local()[1] - timedelta(microseconds=1)).date()


class Holiday(models.Model):
    """A public holiday of the practice: closed for all who do not work on holidays (the local date of each)."""

    date = models.DateField(unique=True)
    name_en = models.CharField(max_length=80)
    name_hi = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering: ClassVar = ["date"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_hi)
