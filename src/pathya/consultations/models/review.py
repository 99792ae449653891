"""What clients say about a call that took place."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pathya.accounts.models import User
from pathya.consultations import rules
from pathya.consultations.models.call import Consultation
from pathya.kit import clock
from pathya.kit.ids import new_id
from pathya.nutritionists.models import Nutritionist


class Review(models.Model):
    """One per call. It is written for the public: shown once somebody of the practice has read it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="review")
    nutritionist = models.ForeignKey(Nutritionist, on_delete=models.PROTECT, related_name="reviews")
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reviews")
    rating = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=rules.REVIEW_LENGTH, blank=True)
    state = models.CharField(max_length=10, choices=rules.Review.choices, default=rules.Review.WAITING)
    written_at = models.DateTimeField(default=clock.now)
    moderated_at = models.DateTimeField(null=True, blank=True)
    moderated_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-written_at"]
        indexes: ClassVar = [models.Index(fields=["nutritionist", "state", "-written_at"], name="review_shown")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(rating__range=(1, 5)), name="review_rating"),
            models.CheckConstraint(condition=Q(state__in=rules.Review.values), name="review_state"),
        ]

    def __str__(self) -> str:
        return f"{self.rating} {self.state}"
