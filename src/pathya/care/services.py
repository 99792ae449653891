"""Beginning and ending relations, delegates, and the trail of reads."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pathya.accounts import tokens
from pathya.accounts.models import Role, User
from pathya.care import errors
from pathya.care.models import CareRelation, Delegate, RecordRead
from pathya.care.rules import GUARDIAN_TEXT, INVITATION_LIFE, REPEAT, WITHOUT_CONTACT, Ended, Event, Scope, Tie, What
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.operations import audit
from pathya.outbox.services import send_mail

PREFIX = "ptyd_"


@transaction.atomic
def begin(*, client: User, nutritionist: User, reason: str = "booking") -> CareRelation:
    """The open relation of the two, made when there is none; its last contact is now."""
    made = CareRelation(client=client, nutritionist=nutritionist, reason=reason)
    CareRelation.objects.bulk_create([made], ignore_conflicts=True)
    kept = CareRelation.objects.get(client=client, nutritionist=nutritionist, ended_at=None)
    if kept.pk == made.pk:
        audit.record(Event.BEGAN, actor=None, subject=kept, detail={"reason": reason})
    else:
        touch(client=client, nutritionist=nutritionist)
    return kept


def touch(*, client: User, nutritionist: User) -> None:
    """There was contact; a relation that has ended stays ended."""
    CareRelation.objects.filter(client=client, nutritionist=nutritionist, ended_at=None).update(
        last_contact_at=clock.now()
    )


@transaction.atomic
def end(*, viewer: User, relation_id: UUID) -> CareRelation:
    """End one's own relation, from either side; an ended one is returned as it is."""
    mine = Q(client=viewer) | Q(nutritionist=viewer)
    row = CareRelation.objects.select_for_update().filter(mine, pk=relation_id).first()
    if row is None:
        raise NotFound
    if row.is_open:
        row.ended_at = clock.now()
        row.ended_why = Ended.CLIENT if row.client_id == viewer.pk else Ended.NUTRITIONIST
        row.save(update_fields=["ended_at", "ended_why"])
        audit.record(Event.ENDED, actor=viewer, subject=row, detail={"why": row.ended_why})
    return row


@transaction.atomic
def end_silent() -> int:
    """End what had no contact for a year; tells how many."""
    rows = CareRelation.objects.select_for_update(skip_locked=True).filter(
        ended_at=None, last_contact_at__lt=clock.now() - WITHOUT_CONTACT
    )
    for row in rows:
        row.ended_at, row.ended_why = clock.now(), Ended.SILENCE
        row.save(update_fields=["ended_at", "ended_why"])
        audit.record(Event.ENDED, actor=None, subject=row, detail={"why": row.ended_why})
    return len(rows)


def note_read(*, viewer: User, client_id: UUID, what: str) -> None:
    """Keep that somebody else reads a part of a client's record; one's own reading is not kept.

    `what` is one of `rules.What`. The same part again within half an hour is the same read.
    """
    if viewer.pk == client_id:
        return
    what = What(what)
    recent = RecordRead.objects.filter(
        client=client_id, reader=viewer, what=what, read_at__gt=clock.now() - REPEAT
    ).exists()
    if not recent:
        row = RecordRead.objects.create(client_id=client_id, reader=viewer, what=what)
        audit.record(Event.READ, actor=viewer, subject=row, detail={"what": what.value})


@transaction.atomic
def note_reads(*, viewer: User, client_id: UUID, whats: Iterable[What]) -> None:
    """`note_read` of several parts that one page shows: one statement when all were read lately."""
    if viewer.pk == client_id:
        return
    wanted = list(whats)
    lately = RecordRead.objects.filter(
        client=client_id, reader=viewer, what__in=wanted, read_at__gt=clock.now() - REPEAT
    ).values_list("what", flat=True)
    for what in set(wanted) - {What(one) for one in lately}:
        row = RecordRead.objects.create(client_id=client_id, reader=viewer, what=what)
        audit.record(Event.READ, actor=viewer, subject=row, detail={"what": what.value})


@transaction.atomic
def invite(*, client: User, email: str, tie: str, scope: str = Scope.READ) -> Delegate:
    """Ask somebody by mail to act for a client. A second invitation of the same address renews the first.

    Raises Invalid for no address, and for the client's own.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid(fields={"email": error.messages}) from None
    if email == client.email:
        raise Invalid(fields={"email": [_("This is your own address.")]})
    token = tokens.new(PREFIX)
    open_one = Delegate.objects.select_for_update().filter(client=client, email=email, revoked_at=None).first()
    row = open_one or Delegate(client=client, email=email)
    if row.accepted_at:
        return row
    row.tie, row.scope, row.token_hash, row.invited_at = Tie(tie), Scope(scope), tokens.digest(token), clock.now()
    row.save()
    audit.record(Event.INVITED, actor=client, subject=row, detail={"tie": row.tie, "scope": row.scope})
    send_mail(
        to=email,
        template="care/mail/invited",
        context={"client": client.get_full_name(), "url": settings.BASE_URL + reverse("care_accept", args=[token])},
        language=client.language,
        key=f"care-invited:{row.pk}:{row.invited_at.isoformat()}",
    )
    return row


@transaction.atomic
def accept(*, viewer: User, token: str, agrees: bool = False) -> Delegate:
    """Take an invitation on; the address need not be the one invited, the link is the proof.

    A guardian `agrees` to what `care/_guardian.html` says; that is kept with its version and language.
    Raises InvitationOver, Invalid.
    """
    row = Delegate.objects.select_for_update().filter(token_hash=tokens.digest(token)).first()
    fresh = row and row.revoked_at is None and row.invited_at > clock.now() - INVITATION_LIFE
    if row is None or not fresh or row.client_id == viewer.pk or (row.person_id and row.person_id != viewer.pk):
        raise errors.InvitationOver
    if viewer.role != Role.CLIENT:
        raise errors.InvitationOver(_("Sign in with a client's account to accept this."))
    if row.is_live:
        return row
    if row.tie == Tie.GUARDIAN and not agrees:
        raise Invalid(fields={"agrees": [_("Tick the box to agree, or close this page if you do not.")]})
    row.person, row.accepted_at = viewer, clock.now()
    if row.tie == Tie.GUARDIAN:
        row.consented_at, row.consent_version = row.accepted_at, GUARDIAN_TEXT
        row.consent_language = get_language() or viewer.language
    row.save()
    audit.record(Event.ACCEPTED, actor=viewer, subject=row, detail={"tie": row.tie, "text": row.consent_version})
    return row


@transaction.atomic
def revoke(*, viewer: User, delegate_id: UUID) -> None:
    """Take access back, or give it up; what is over already is fine."""
    mine = Q(client=viewer) | Q(person=viewer)
    row = Delegate.objects.select_for_update().filter(mine, pk=delegate_id).first()
    if row is None:
        raise NotFound
    if row.revoked_at is None:
        row.revoked_at = clock.now()
        row.save(update_fields=["revoked_at"])
        audit.record(Event.REVOKED, actor=viewer, subject=row)
