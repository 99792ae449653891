"""What the practice offers. A program is one row in both languages (docs/adr/0011-one-row-per-program.md)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from pathya.kit import clock
from pathya.kit.ids import new_id
from pathya.kit.languages import in_language
from pathya.kit.money import Money
from pathya.nutritionists.models import ConsultationKind, Nutritionist
from pathya.programs import blocks, showing
from pathya.programs.rules import LONGEST_DAYS, STARS, Type, Week
from pathya.ui import drawings


def lines(label: Any) -> StreamField:
    return StreamField([("line", blocks.Line())], verbose_name=label, blank=True)


class Program(PreviewableMixin, DraftStateMixin, RevisionMixin, ClusterableModel):  # type: ignore[misc]
    """Edited as a draft; what stands in the row is what is published (`live`)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    type = models.CharField(_("type"), max_length=20, choices=Type.choices)
    slug = models.SlugField(_("address"), unique=True, help_text=_("It ends /programs/…/; old links break with it."))
    title_en = models.CharField(_("title, English"), max_length=80)
    title_hi = models.CharField(_("title, Hindi"), max_length=80, blank=True)
    summary_en = models.CharField(_("in one sentence, English"), max_length=200)
    summary_hi = models.CharField(_("in one sentence, Hindi"), max_length=200, blank=True)
    about_en = models.TextField(_("text, English"), max_length=3000)
    about_hi = models.TextField(_("text, Hindi"), max_length=3000, blank=True)
    caution_en = models.TextField(_("who asks a doctor first, English"), max_length=600, blank=True)
    caution_hi = models.TextField(_("who asks a doctor first, Hindi"), max_length=600, blank=True)
    price = models.DecimalField(_("price in rupees, tax included"), max_digits=10, decimal_places=2)
    offer_price = models.DecimalField(_("discounted price"), max_digits=10, decimal_places=2, null=True, blank=True)
    days = models.PositiveSmallIntegerField(
        _("days"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST_DAYS)]
    )
    drawing = models.CharField(_("drawing"), max_length=24, choices=drawings.choices, default="methi")
    lead = models.ForeignKey(
        Nutritionist,
        verbose_name=_("nutritionist"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who takes new participants. Nobody: who treats them already, else who has the fewest."),
    )
    is_featured = models.BooleanField(_("featured"), default=False)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    features = lines(_("features"))
    included = lines(_("what is included besides consultations"))
    outcomes = lines(_("what to expect"))
    audience = lines(_("who it is for"))
    schedule = StreamField([("week", blocks.WeekBlock())], verbose_name=_("weeks"), blank=True)
    meals = StreamField([("day", blocks.DayOfMeals())], verbose_name=_("sample days by diet"), blank=True)
    stories = StreamField([("story", blocks.Story())], verbose_name=_("success stories"), blank=True)
    questions = StreamField([("question", blocks.Question())], verbose_name=_("questions"), blank=True)
    diets = ArrayField(models.CharField(max_length=16), default=list, blank=True, editable=False)
    """Those of the sample days, for the list's filter."""
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-is_featured", "position", "-created_at"]
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(price__gte=0), name="program_price"),
            models.CheckConstraint(
                condition=Q(offer_price=None) | Q(offer_price__gte=0, offer_price__lt=F("price")), name="program_offer"
            ),
            models.CheckConstraint(condition=Q(days__range=(1, LONGEST_DAYS)), name="program_days"),
            models.CheckConstraint(condition=Q(type__in=Type.values), name="program_type"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.price is not None and self.offer_price is not None and not 0 <= self.offer_price < self.price:
            raise ValidationError({"offer_price": _("The discounted price is below the price.")})
        if self.price is not None and self.price < 0:
            raise ValidationError({"price": _("Write an amount like 4999.00.")})
        if self.days and 7 * (len(self.schedule) - 1) >= self.days:
            raise ValidationError({"schedule": _("There are more weeks than the program has days.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.diets = sorted({str(day.value["diet"]) for day in self.meals})
        super().save(*args, **kwargs)
        Figures.objects.get_or_create(program=self)

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_hi)

    @property
    def summary(self) -> str:
        return in_language(self.summary_en, self.summary_hi)

    @property
    def about(self) -> str:
        return in_language(self.about_en, self.about_hi)

    @property
    def caution(self) -> str:
        return in_language(self.caution_en, self.caution_hi)

    @property
    def full_price(self) -> Money:
        return Money(self.price)

    @property
    def pays(self) -> Money:
        """What it costs now."""
        return Money(self.price if self.offer_price is None else self.offer_price)

    @property
    def is_discounted(self) -> bool:
        return self.offer_price is not None

    @property
    def plan(self) -> list[Week]:
        return showing.plan(self)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("en", _("English")), ("hi", _("Hindi"))]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:  # noqa: ARG002
        return showing.PAGE

    def serve_preview(self, request: HttpRequest, mode_name: str) -> TemplateResponse:
        """As a visitor sees it, in the language asked for; no rows that a draft does not have."""
        with translation.override(mode_name or "en"):
            response = TemplateResponse(request, showing.PAGE, showing.context(self, [], []))
            response.render()
        return response


class IncludedSession(models.Model):
    """So many consultations of a kind come with a program, as credits."""

    program = ParentalKey(Program, on_delete=models.CASCADE, related_name="sessions")
    kind = models.ForeignKey(
        ConsultationKind, verbose_name=_("kind of consultation"), on_delete=models.PROTECT, related_name="+"
    )
    count = models.PositiveSmallIntegerField(
        _("how many"), validators=[MinValueValidator(1), MaxValueValidator(50)], default=1
    )

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["program", "kind"], name="included_once"),
            models.CheckConstraint(condition=Q(count__range=(1, 50)), name="included_count"),
        ]

    def __str__(self) -> str:
        return f"{self.count} × {self.kind}"


class Figures(models.Model):
    """What is counted about a program, kept with the write that changes it; publishing never touches it.

    `enrolled` were ever active; `completed` and `ended` (lapsed or cancelled after they began) are how they came out.
    `stars`: shown reviews with 1 … 5.
    """

    program = models.OneToOneField(Program, primary_key=True, on_delete=models.CASCADE, related_name="figures")
    enrolled = models.PositiveIntegerField(default=0)
    completed = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)
    stars_1 = models.PositiveIntegerField(default=0)
    stars_2 = models.PositiveIntegerField(default=0)
    stars_3 = models.PositiveIntegerField(default=0)
    stars_4 = models.PositiveIntegerField(default=0)
    stars_5 = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(enrolled__gte=F("completed") + F("ended")), name="figures_add_up")
        ]

    def __str__(self) -> str:
        return str(self.program_id)

    @property
    def distribution(self) -> dict[int, int]:
        """Stars → how many reviews."""
        return {stars: getattr(self, f"stars_{stars}") for stars in STARS}

    @property
    def reviews(self) -> int:
        return sum(self.distribution.values())

    @property
    def rating(self) -> float | None:
        """Mean of the shown reviews, 1.0–5.0, or None without any."""
        whole: Iterable[int] = (stars * count for stars, count in self.distribution.items())
        return round(sum(whole) / self.reviews, 1) if self.reviews else None

    @property
    def completion_rate(self) -> int | None:
        """Per cent of those whose enrolment is over who completed it; None while it is over for nobody."""
        over = self.completed + self.ended
        return round(Decimal(100 * self.completed) / over) if over else None
