"""What a nutritionist writes to a day or a meal; the client sees it, and hears of it by mail once a day at most."""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.journeys import plates
from pathya.journeys.models import Comment
from pathya.journeys.rules import NOTES_LENGTH, Event
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.operations import audit
from pathya.outbox.services import send_mail

AT_MOST_EVERY = timedelta(days=1)
PAUSE = timedelta(minutes=10)
"""A mail waits so long for more words of the same sitting."""
TWICE = timedelta(minutes=1)
"""The same words to the same day within this time were sent by a second click."""


@transaction.atomic
def comment(*, viewer: User, client_id: UUID, day: date, text: str, meal_id: UUID | None = None) -> Comment:
    """By who treats the client. Raises NotFound, Invalid."""
    client = _treated(viewer, client_id)
    text = text.strip()
    if not text or len(text) > NOTES_LENGTH:
        raise Invalid(fields={"text": [_("Write 1 to 2,000 characters.")]})
    if meal_id:
        day = plates.meal(client, meal_id).day
    if day > clock.today(client.time_zone):
        raise Invalid(fields={"day": [_("That day has not come yet.")]})
    lately = Comment.objects.filter(
        person=client, author=viewer, day=day, meal=meal_id, created_at__gt=clock.now() - TWICE
    )
    if twin := next((one for one in lately if one.text == text), None):
        return twin
    row = Comment(person=client, author=viewer, day=day, meal=meal_id, text=text)
    row.save()
    audit.record(Event.COMMENTED, actor=viewer, subject=row)
    return row


@transaction.atomic
def remove(*, viewer: User, comment_id: UUID) -> None:
    """Take one's own words back; what is gone already is fine."""
    row = Comment.objects.filter(pk=comment_id, author=viewer).first()
    if row is not None:
        audit.record(Event.UNCOMMENTED, actor=viewer, subject=row)
        row.delete()


def of_days(client: User, first: date, last: date) -> list[Comment]:
    """Oldest first, with who wrote them."""
    return list(Comment.objects.filter(person=client, day__range=(first, last)).select_related("author"))


@transaction.atomic
def note_seen(*, client: User, shown: list[Comment]) -> None:
    """The client had these before them."""
    fresh = [one.pk for one in shown if one.seen_at is None]
    if fresh:
        Comment.objects.filter(person=client, pk__in=fresh, seen_at=None).update(seen_at=clock.now())


def tell_all() -> int:
    """Write to every client with words they have neither seen nor heard of; how many mails. Safe to repeat."""
    waiting = Comment.objects.filter(told_at=None, seen_at=None, created_at__lt=clock.now() - PAUSE)
    people = User.objects.filter(pk__in=waiting.values("person"), is_active=True)
    return sum(_tell(client=client) for client in people)


@transaction.atomic
def _tell(*, client: User) -> bool:
    rows = Comment.objects.select_for_update().filter(person=client)
    now = clock.now()
    if rows.filter(told_at__gt=now - AT_MOST_EVERY).exists():
        return False
    fresh = list(rows.filter(told_at=None, seen_at=None))
    if not fresh:
        return False
    newest = fresh[-1]
    send_mail(
        to=client.email,
        template="journeys/mail/comments",
        context={
            "name": client.first_name,
            "count": len(fresh),
            "url": f"{settings.BASE_URL}{reverse('portal_log')}?day={newest.day.isoformat()}",
        },
        language=client.language,
        key=f"journeys-comments:{newest.pk}",
    )
    rows.filter(pk__in=[one.pk for one in fresh]).update(told_at=now)
    return True


def _treated(viewer: User, client_id: UUID) -> User:
    if not care.treats(viewer, client_id):
        raise NotFound
    return care.client(viewer, client_id)
